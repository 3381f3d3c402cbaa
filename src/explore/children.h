// SPDX-License-Identifier: Apache-2.0
#pragma once

// The faults that may come next, once a run has shown which calls there are.

#include <cstdint>
#include <vector>

#include "fakestream/explore/explorer.h"
#include "fakestream/explore/run.h"
#include "fakestream/explore/schedule.h"

namespace fakestream {

struct Child {
  ScheduledFault fault{};
  std::uint64_t number = 0;   // of the call that it acts on
  std::uint64_t arrival = 0;  // of that call; the run with the fault must have the same
};

// Returns whether the search is to play the fault, once or from then on, at a call that shows an
// image being copied or not: all that a service which behaves could answer, of the kinds wanted.
bool IsPlayed(const ExploreOptions& options, const FaultKind& kind, bool is_persistent,
              bool shows_copying);

// Returns the faults behind that call, by place, then from mild to nasty, once before for ever.
std::vector<Child> ChildrenBehind(std::uint64_t number, const std::vector<DecisionPoint>& points,
                                  const ExploreOptions& options);

}  // namespace fakestream
