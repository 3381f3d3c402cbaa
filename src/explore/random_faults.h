// SPDX-License-Identifier: Apache-2.0
#pragma once

// Faults left to chance: for what remains of a budget once every small schedule is done, and as the
// baseline that the search has to beat.

#include <cstdint>
#include <vector>

#include "fakestream/explore/run.h"
#include "fakestream/explore/schedule.h"

namespace fakestream {

enum class ChancePlan : std::uint8_t {
  // A quarter of all ways to fail is switched on in a run; those hit a quarter of their calls.
  kTwoPhase,
  // Each call fails with a chance of 1 in 16, in any of its ways.
  kUniform,
};

// A rule that acts by chance, and which fault it is where it does.
struct ChanceFault {
  Operation operation{};
  std::size_t kind = 0;
  Rule rule{};
};

// Returns the rules of the run of that number; other numbers draw other faults. Only faults that
// are plausible whatever the state.
std::vector<ChanceFault> FaultsByChance(ChancePlan plan, const std::vector<Operation>& operations,
                                        std::uint64_t seed, std::uint64_t number);

// Returns what acted in a run with these faults, as a schedule.
FaultSchedule ScheduleOf(const std::vector<ChanceFault>& faults, const RunRecord& record);

Script ToScript(const std::vector<ChanceFault>& faults);

}  // namespace fakestream
