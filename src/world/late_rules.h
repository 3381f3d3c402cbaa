// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fakestream/fault/script.h"

namespace fakestream {

// Throws Misuse when the window of time of a rule is over before it is injected.
void RefuseLateRules(const Script& rules, Duration elapsed);

}  // namespace fakestream
