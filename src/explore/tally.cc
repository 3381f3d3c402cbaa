// SPDX-License-Identifier: Apache-2.0
#include "explore/tally.h"

#include <algorithm>

#include <fmt/format.h>
#include "explore/children.h"

namespace fakestream {

std::string DifferenceOf(const std::vector<CallLine>& before, const std::vector<CallLine>& after) {
  const auto [one, other] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  if (one == before.end() && other == after.end()) {
    return "it made the same calls, and ended otherwise";
  }
  const auto text = [](const auto& at, const auto& end) {
    return at == end ? std::string("(no more calls)") : at->text;
  };
  return fmt::format("one run:     {}\nanother run: {}", text(one, before.end()),
                     text(other, after.end()));
}

Tally::Tally(const ExploreOptions& options, Exploration& result) : result_(&result) {
  result.options = options;
  result.options.should_stop = nullptr;
  result.options.progress = nullptr;
  result.options.announce = nullptr;
  result.options.on_run = nullptr;
}

void Tally::Count(const FaultSchedule& schedule, const RunRecord& record) {
  Count(record);
  std::vector<bool> is_counted(schedule.size(), false);
  for (const ActedFault& acted : record.acted) {
    if (acted.rule >= schedule.size() || is_counted[acted.rule]) continue;
    is_counted[acted.rule] = true;
    ByCall& calls = CallsOf(schedule[acted.rule]);
    if (calls.size() <= acted.call) calls.resize(acted.call + 1);
    ++calls[acted.call];
  }
}

void Tally::Count(const RunRecord& record) {
  result_->calls += record.calls;
  result_->elapsed += record.elapsed;
  digest_.Add(record.calls);
  digest_.Add(static_cast<std::uint64_t>(record.elapsed.count()));
  digest_.Add(static_cast<std::uint64_t>(record.run_outcome.claim));
  digest_.Add(record.finding ? std::string_view(record.finding->oracle) : std::string_view());
}

Tally::ByCall& Tally::CallsOf(const ScheduledFault& fault) {
  std::vector<ByCall>& kinds = acted_.at(static_cast<std::size_t>(fault.operation));
  if (kinds.empty()) kinds.resize(FaultKindsOf(fault.operation).size() * 2);
  return kinds[fault.kind * 2 + (fault.is_persistent ? 1 : 0)];
}

void Tally::Finish() {
  result_->digest = digest_.value();
  for (std::size_t operation = 0; operation < acted_.size(); ++operation) {
    for (std::size_t i = 0; i < acted_[operation].size(); ++i) {
      const Operation which{static_cast<std::uint8_t>(operation)};
      const FaultKind& kind = FaultKindsOf(which)[i / 2];
      const bool is_persistent = i % 2 == 1;
      // What is never played is not missing.
      if (!IsPlayed(result_->options, kind, is_persistent, true)) continue;
      Coverage coverage{.operation = which, .kind = kind.name, .is_persistent = is_persistent};
      const ByCall& calls = acted_[operation][i];
      for (std::size_t call = 1; call < calls.size(); ++call) {
        if (calls[call] > 0) coverage.runs_by_call[call] = calls[call];
      }
      result_->coverage.push_back(std::move(coverage));
    }
  }
}

}  // namespace fakestream
