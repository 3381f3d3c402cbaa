// SPDX-License-Identifier: Apache-2.0
#pragma once

// The other end of the wire: an AppStream whose every call is bytes. It stands for an SDK where the
// same scenario is to run through encoding and decoding; it never retries.
//
//   WireService service(world);
//   const Transport transport = [&](const HttpRequest& request) {
//     return service.Handle(request, world.clock().Now());
//   };
//   auto images = MakeWireClient(transport, {.protocol = WireProtocol::kCbor, .region =
//   "us-east-1"});

#include <functional>
#include <memory>
#include <string>

#include "fakestream/scenario/replayer.h"
#include "fakestream/service/app_stream.h"
#include "fakestream/wire/message.h"
#include "fakestream/wire/protocol.h"

namespace fakestream {

// Carries one request to a service and brings back what became of it.
using Transport = std::function<Exchange(const HttpRequest& request)>;

struct WireClientOptions {
  WireProtocol protocol = WireProtocol::kJson;
  std::string region = "us-east-1";
  std::string access_key_id = "test";
};

// Returns a client that speaks to the service behind the transport. A reply that cannot be read is
// ErrorCode::kGarbledReply; a broken connection is its transport error.
std::unique_ptr<AppStream> MakeWireClient(Transport transport, WireClientOptions options);

// For ReplayOptions::clients: the steps of a scenario reach their World as bytes of that protocol.
ClientFactory ClientsOverWire(WireProtocol protocol);

}  // namespace fakestream
