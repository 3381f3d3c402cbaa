// SPDX-License-Identifier: Apache-2.0
#pragma once

// The faults that may come next, once a run has shown which calls there are.

#include <cstdint>
#include <vector>

#include "fakestream/explore/run.h"
#include "fakestream/explore/schedule.h"

namespace fakestream {

struct Child {
  ScheduledFault fault{};
  std::uint64_t number = 0;   // of the call that it acts on
  std::uint64_t arrival = 0;  // of that call; the run with the fault must have the same
};

struct ChildRules {
  bool may_lie = false;
  bool collapses_polls = false;
};

// Returns whether a service that behaves could answer so at that call, once or from then on.
bool IsPlausible(const FaultKind& kind, bool goes_on, bool shows_copying);

// Returns the faults behind that call, by place, then from mild to nasty, once before for ever.
std::vector<Child> ChildrenBehind(std::uint64_t number, const std::vector<DecisionPoint>& points,
                                  const ChildRules& rules);

}  // namespace fakestream
