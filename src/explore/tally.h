// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sums up what a search has run.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "fakestream/base/hash.h"
#include "fakestream/explore/explorer.h"

namespace fakestream {

// Returns the first line in which two runs differ, and how.
std::string DifferenceOf(const std::vector<CallLine>& before, const std::vector<CallLine>& after);

class Tally {
 public:
  // Fills `result`, which must outlive this.
  Tally(const ExploreOptions& options, Exploration& result);

  void Count(const FaultSchedule& schedule, const RunRecord& record);
  void Count(const RunRecord& record);  // of a run by chance
  // Puts what was counted into the result.
  void Finish();

 private:
  // Per operation, kind and whether it goes on: how often it acted, by the call it acted on first.
  using ByCall = std::vector<std::uint64_t>;

  ByCall& CallsOf(const ScheduledFault& fault);

  Exploration* result_;
  StableHash digest_{};
  std::array<std::vector<ByCall>, kOperationCount> acted_{};
};

}  // namespace fakestream
