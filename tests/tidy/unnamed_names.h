// SPDX-License-Identifier: Apache-2.0
#pragma once

// The names that sources keep to themselves: of one layer, two sources have none in common, since
// some presets compile the sources of a layer together.

#include <map>
#include <string>
#include <string_view>

#include "tidy/tidy_rules.h"

namespace fakestream::internal {

// Texts by path, of any number of layers.
Findings CheckUnnamedNames(const std::map<std::string, std::string>& sources);

}  // namespace fakestream::internal
