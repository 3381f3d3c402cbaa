// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fakestream/fault/rule.h"

namespace fakestream::internal {

// As CheckRule, but looks for no name that could have been meant: for problems that are only
// counted.
Diagnostics CheckRuleWithoutHints(const Rule& rule);

}  // namespace fakestream::internal
