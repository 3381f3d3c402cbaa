// SPDX-License-Identifier: Apache-2.0
#pragma once

// AppStream's other operations: known by name, so that a client that calls one is told that it is not
// simulated, and not that AppStream lacks it.

#include <optional>
#include <string_view>

#include "fakestream/service/error.h"

namespace fakestream::internal {

// Returns what to answer a call of that operation; nothing when AppStream has none of that name.
std::optional<ServiceError> NotSimulated(std::string_view operation);

}  // namespace fakestream::internal
