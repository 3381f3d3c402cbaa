// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether a World is as the conditions of a scenario's `finally` demand.

#include <string>
#include <vector>

#include "fakestream/report/report.h"
#include "fakestream/scenario/scenario.h"

namespace fakestream {

// Returns the condition as a sentence: `image "golden" in eu-west-1 is absent`; `home` is the
// region of those that name none.
std::string ToText(const Condition& condition, std::string_view home);

// Returns the conditions that do not hold now, each with every member that differs. Makes no call,
// meets no fault and lets no time pass.
std::vector<StepFailure> EvaluateConditions(const World& world,
                                            const std::vector<Condition>& conditions);

}  // namespace fakestream
