// SPDX-License-Identifier: Apache-2.0
#pragma once

// Replays many scenarios, several at a time. Scenarios share nothing, so the report is the same
// whatever the number of jobs: only the wall time differs.

#include <cstddef>
#include <functional>
#include <vector>

#include "fakestream/report/report.h"
#include "fakestream/scenario/replayer.h"

#include "scenario/arms.h"

namespace fakestream {

struct ReplayAllOptions {
  // Its clients, and those of the arms, are made from several threads at once.
  ReplayOptions replay{};
  std::vector<ReplayArm> arms{};  // see ReplayThrough
  std::size_t jobs = 1;           // threads at most; 0 counts as 1
  // Everything behind the first failed scenario, in the order given, is reported as skipped.
  bool fails_fast = false;
  // Called after each scenario with how many are done, from any thread but never from two at once.
  std::function<void(std::size_t done, std::size_t total)> progress{};
};

// Returns a report of all scenarios in the order given. What a replay throws, and it throws only
// when fakestream itself is wrong, is thrown here once all threads have ended.
Report ReplayAll(const std::vector<Scenario>& scenarios, const ReplayAllOptions& options = {});

}  // namespace fakestream
