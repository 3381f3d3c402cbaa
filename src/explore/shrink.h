// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes a failing schedule smaller without making it another one.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fakestream/explore/schedule.h"

namespace fakestream {

// Whether the code fails under that schedule in the way that matters: by the same oracle.
using StillFails = std::function<bool(const FaultSchedule& schedule)>;

inline constexpr std::uint64_t kMaxShrinkRuns = 500;

// Returns a schedule that still fails, of which no fault can be left out, none can be milder, end
// after one call, or act on an earlier call (as far as kMaxShrinkRuns runs tell). Of up to eight
// faults all subsets are tried, so that the fewest are found.
FaultSchedule Shrink(FaultSchedule schedule, const StillFails& still_fails);

// Returns the schedules that have another kind of fault at one of the places.
std::vector<FaultSchedule> Alternatives(const FaultSchedule& schedule);

// Returns for each fault the names of what else, at its place, still fails: asks of Alternatives,
// in their order.
std::vector<std::vector<std::string>> Explain(const FaultSchedule& schedule,
                                              const StillFails& still_fails);

}  // namespace fakestream
