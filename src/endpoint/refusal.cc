// SPDX-License-Identifier: Apache-2.0
#include "endpoint/refusal.h"

#include <utility>

#include <boost/beast/http/error.hpp>
#include "endpoint/request_target.h"

#include "fakestream/endpoint/endpoint.h"
#include "fakestream/service/error.h"

#include "wire/replies.h"
#include "wire/route.h"

namespace fakestream::internal {

Refusal RefusalOf(const boost::system::error_code& error) {
  namespace http = boost::beast::http;
  if (error == http::error::header_limit) {
    return {431, "the head of a request, its chunk extensions and its trailers may have " +
                     std::to_string(kMaxHead) + " bytes together"};
  }
  if (error == http::error::body_limit) {
    return {413, "the body of a request may have " + std::to_string(kMaxBody) +
                     " bytes, which is 1 MiB"};
  }
  return {400, "this is not HTTP/1.1: " + error.message()};
}

std::optional<Refusal> CheckHead(RequestParser& parser) {
  // Beast passes over a transfer coding that it does not know, and would take the body for the next
  // request.
  const std::string* const coding = FindHeader(parser.request.headers, "Transfer-Encoding");
  if (coding != nullptr && !IsSameWord(*coding, "chunked")) {
    return Refusal{501, "the one transfer coding that is understood is chunked"};
  }
  if (coding != nullptr && parser.is_before_chunks()) {
    return Refusal{400, "HTTP/1.0 has no Transfer-Encoding"};
  }
  if (!parser.has_right_host()) return Refusal{400, "HTTP/1.1 needs a Host header, and one only"};
  if (!SplitTarget(parser.request)) {
    return Refusal{400, "the target of a request is a path or an absolute URL"};
  }
  return std::nullopt;
}

HttpReply ReplyTo(const HttpRequest& so_far, const Refusal& refusal, std::string request_id) {
  const auto code =
      refusal.status == 413 ? ErrorCode::kRequestEntityTooLarge : ErrorCode::kMalformedHttpRequest;
  ServiceError error = MakeError(code, refusal.what);
  error.http_status = refusal.status;
  return ErrorReply(error, {.protocol = ProtocolOf(so_far),
                            .request_id = std::move(request_id),
                            .date = HttpDate(RealTime())});
}

}  // namespace fakestream::internal
