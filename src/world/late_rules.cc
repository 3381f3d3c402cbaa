// SPDX-License-Identifier: Apache-2.0
#include "world/late_rules.h"

#include <fmt/format.h>

#include "fakestream/base/check.h"

namespace fakestream {

void RefuseLateRules(const Script& rules, Duration elapsed) {
  for (const Rule& rule : rules) {
    if (!rule.between || rule.between->to > elapsed || rule.between->to <= rule.between->from) {
      continue;  // An empty window is told as what it is.
    }
    throw Misuse(fmt::format(
        "a rule cannot be injected: its window of time is over: {} have passed since the World "
        "began, from where it counts; write .Between(clock().Elapsed(), ...): {}",
        ToText(elapsed), ToText(rule)));
  }
}

}  // namespace fakestream
