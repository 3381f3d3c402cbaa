// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a report says of a World that is done.

#include <vector>

#include "fakestream/fault/rule.h"
#include "fakestream/report/report.h"
#include "fakestream/world/world.h"

namespace fakestream::internal {

// Returns the rule as a report names it, not fired yet. `line` is its place in the file, 0: none.
RuleUse UseOf(const Rule& rule, int line = 0);

// Returns a failure for each call of a strict World that no fault acted on, as far as the trace
// goes back.
std::vector<StepFailure> UnscriptedCallsOf(const World& world);

}  // namespace fakestream::internal
