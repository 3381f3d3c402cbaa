// SPDX-License-Identifier: Apache-2.0
#pragma once

// The control interface: what a request under /_fakestream/ asks of a WorldHost.

#include <string_view>

#include "endpoint/world_host.h"

#include "fakestream/wire/message.h"

namespace fakestream::internal {

inline constexpr std::string_view kControlPath = "/_fakestream/";

// Returns whether the request is for the control interface.
bool IsControl(const HttpRequest& request);

HttpReply Control(WorldHost& host, const HttpRequest& request);

}  // namespace fakestream::internal
