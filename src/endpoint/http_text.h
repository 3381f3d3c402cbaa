// SPDX-License-Identifier: Apache-2.0
#pragma once

// Replies as the bytes of HTTP/1.1.

#include <string>
#include <string_view>

#include "fakestream/wire/message.h"

namespace fakestream::internal {

enum class AfterReply { kKeepOpen, kClose };

// Appends head and body. A reply to HEAD has no body, whatever its Content-Length.
void AppendReply(std::string& out, const HttpReply& reply, AfterReply after, bool has_body);

// Appends the head, and of the body what comes before the cut.
void AppendCutReply(std::string& out, const HttpReply& reply);

}  // namespace fakestream::internal
