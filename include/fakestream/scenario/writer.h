// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes scenarios as files that the loader reads back as equal values.

#include <string>

#include "fakestream/scenario/scenario.h"

namespace fakestream {

// Returns the scenario as JSON, indented, in the order of keys that scenarios/README.md uses; what
// has its default is left out.
std::string ToJson(const Scenario& scenario);

}  // namespace fakestream
