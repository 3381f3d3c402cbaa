// SPDX-License-Identifier: Apache-2.0
#pragma once

// A World behind HTTP messages, without sockets: the bytes that AWS's SDKs send go in, the bytes
// that AppStream answers come out, or the fault that takes them away.
//
//   World world({.images = {{.name = "golden"}}});
//   WireService service(world);
//   Exchange exchange = service.Handle(request, now);
//
// Order of checks, as recorded from AWS's front end: method, body, content type, operation, who
// asks, types of members; then the World validates and acts. The region is that of the request's
// credential scope, else the World's home.

#include <cstdint>
#include <functional>

#include "fakestream/wire/message.h"
#include "fakestream/wire/request_ids.h"
#include "fakestream/world/world.h"

namespace fakestream {

// Says which World serves whoever sent a request, or why none does. Asked once for each request
// that names an operation of AppStream and has a body that can be read; `date` is that of Handle.
using Admission = std::function<Outcome<World*>(const HttpRequest& request, Instant date)>;

class WireService {
 public:
  // Serves one World, whoever asks; it must outlive this.
  explicit WireService(World& world);
  // Serves the Worlds that the admission chooses. The seed is that of the request ids.
  WireService(Admission admission, std::uint64_t seed);

  // Answers one request. `date` goes into the `Date` header and nowhere else; give the real time to
  // real clients, since some send a request again when the service's date is far from theirs. May
  // be called from several threads at once.
  Exchange Handle(const HttpRequest& request, Instant date);

 private:
  Admission admission_;
  RequestIds request_ids_;
};

// Who signed a request, by its Authorization header; empty texts where it does not say.
struct CredentialScope {
  std::string access_key_id{};
  std::string region{};
  friend bool operator==(const CredentialScope&, const CredentialScope&) = default;
};

CredentialScope ScopeOf(const HttpRequest& request);

}  // namespace fakestream
