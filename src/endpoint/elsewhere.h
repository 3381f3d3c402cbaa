// SPDX-License-Identifier: Apache-2.0
#pragma once

// Requests that were meant for somebody else, and came here because a variable led them here: those
// of a client that takes us for its proxy, and those for another service of AWS.

#include <optional>
#include <string>
#include <string_view>

#include "fakestream/wire/message.h"

#include "wire/replies.h"

namespace fakestream::internal {

// Returns the host, in lower case and without its port, that a client asks us as its proxy to
// reach: that of CONNECT, and that of a target with a host which is not ours. `address` is the one
// that we listen on; loopback is ours in any case. Nothing for an ordinary request.
std::optional<std::string> HostMeant(const HttpRequest& request, std::string_view address);

// What such a client gets: 403, in words.
HttpReply RefuseHost(const HttpRequest& request, std::string_view host);

// Returns the service, by its signing name ("s3"), that a request is signed for, in its header or
// in its target, where that is not AppStream. Nothing for a request without such a signature.
std::optional<std::string> ServiceMeant(const HttpRequest& request);

// What such a client gets: an error as its protocol writes them, as far as the request shows it.
HttpReply RefuseService(const HttpRequest& request, std::string_view service, ReplyFrame frame);

}  // namespace fakestream::internal
