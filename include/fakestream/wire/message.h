// SPDX-License-Identifier: Apache-2.0
#pragma once

// HTTP messages as values, and the ways in which an exchange of them may fail. No sockets here.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fakestream/base/time.h"
#include "fakestream/fault/rule.h"

namespace fakestream {

struct HttpHeader {
  std::string name;
  std::string value;
  friend bool operator==(const HttpHeader&, const HttpHeader&) = default;
};

using HttpHeaders = std::vector<HttpHeader>;

// `target` is the path and query as they stand in the request line; `body` is without any framing.
// `authority` is the host and port that the request line names, as clients write it to a proxy
// ("GET http://host:80/path", "CONNECT host:443"); nearly always empty.
struct HttpRequest {
  std::string method = "POST";
  std::string target = "/";
  HttpHeaders headers{};
  std::string body{};
  std::string authority{};
  friend bool operator==(const HttpRequest&, const HttpRequest&) = default;
};

// The headers are complete: whoever sends the reply adds none but those of its own connection.
struct HttpReply {
  int status = 200;
  HttpHeaders headers{};
  std::string body{};
  friend bool operator==(const HttpReply&, const HttpReply&) = default;
};

// The connection breaks instead of bringing a reply. A garbled reply is not among these: it
// arrives, as a complete HttpReply full of noise.
struct TransportFault {
  ConnectionFault fault{};
  std::optional<HttpReply> cut_reply{};  // with kTruncated: what is cut in the middle of its body
  friend bool operator==(const TransportFault&, const TransportFault&) = default;
};

using Exchange = std::variant<HttpReply, TransportFault>;

// Whether two names of headers, media types or codings are one: the case of letters does not count.
bool IsSameWord(std::string_view one, std::string_view other);

// Returns the value of the first header of that name, whatever the case of its letters; null when
// there is none.
const std::string* FindHeader(const HttpHeaders& headers, std::string_view name);

// Returns the instant as a `Date` header has it: "Sun, 22 Nov 2026 09:33:46 GMT" (RFC 9110).
std::string HttpDate(Instant at);

// Returns how many bytes of a reply's body are sent before a truncated reply breaks off.
std::size_t CutLength(const HttpReply& reply);

}  // namespace fakestream
