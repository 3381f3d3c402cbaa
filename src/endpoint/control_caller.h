// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may give control orders. A browser sends whatever a page of a stranger's makes it send, to
// loopback too; what it tells about the page shows such orders.

#include <optional>
#include <string>

#include "fakestream/wire/message.h"

namespace fakestream::internal {

// Returns why the order may come from a page of somebody else's: its Host (or the host of its URL)
// is neither an IP address nor localhost, as where a stranger's name leads here; its Origin is
// another than the one that it is sent to; or Sec-Fetch-Site says that it came from elsewhere.
std::optional<std::string> RefuseCaller(const HttpRequest& order);

}  // namespace fakestream::internal
