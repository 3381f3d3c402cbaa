// SPDX-License-Identifier: Apache-2.0
#pragma once

// Refuses names of regions that AppStream does not have, unless the World's behavior accepts any:
// all of these throw Misuse, which names the nearest.

#include <string_view>

#include "fakestream/world/world.h"

namespace fakestream::internal {

// Of the World itself and its given images.
void RequireRegions(const WorldOptions& options);
void RequireRegions(const WorldOptions& options, const Script& rules);
void RequireRegionOfClient(const WorldOptions& options, std::string_view region);

}  // namespace fakestream::internal
