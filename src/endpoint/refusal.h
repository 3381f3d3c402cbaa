// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is answered to bytes that cannot become a request for the handler: no HTTP, or too much of
// it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <boost/system/error_code.hpp>
#include "endpoint/request_parser.h"

#include "fakestream/wire/message.h"

namespace fakestream::internal {

// Of a request: its head, chunk extensions and trailers together; its body.
inline constexpr std::size_t kMaxHead = std::size_t{16} << 10U;
inline constexpr std::uint64_t kMaxBody = std::uint64_t{1} << 20U;

struct Refusal {
  int status = 400;
  std::string what{};
};

// Returns why the parser gave up.
Refusal RefusalOf(const boost::system::error_code& error);

// Returns what is wrong with a head that the parser took.
std::optional<Refusal> CheckHead(RequestParser& parser);

// Returns the reply in the protocol that the request announces, as far as it arrived; JSON where it
// announces none.
HttpReply ReplyTo(const HttpRequest& so_far, const Refusal& refusal, std::string request_id);

}  // namespace fakestream::internal
