// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names of regions that are meant to be AppStream's.

#include <optional>
#include <string_view>

#include "fakestream/backend/settings.h"
#include "fakestream/base/diagnostic.h"

namespace fakestream::internal {

// Whether any name of a region may stand where one of AppStream's is meant.
inline bool AllowsAnyRegion(const Behavior& behavior) {
  return behavior.unsupported_region == UnsupportedRegion::kAccepted;
}

// Returns `unknown region "eu-wset-1"` with the nearest that there is, or what allows it; nothing
// for a region of AppStream.
std::optional<Diagnostic> ProblemOfRegion(std::string_view region);

}  // namespace fakestream::internal
