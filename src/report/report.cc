// SPDX-License-Identifier: Apache-2.0
#include "fakestream/report/report.h"

#include <algorithm>
#include <utility>

namespace fakestream {

void AddUnanswered(ScenarioReport& report, UnansweredCalls calls) {
  if (!calls.is_allowed) report.verdict = Verdict::kFailed;
  report.unanswered.push_back(std::move(calls));
}

void AddProblem(ScenarioReport& report, std::string problem) {
  report.problems.push_back(std::move(problem));
  report.verdict = Verdict::kFailed;
}

std::size_t Report::Count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(scenarios.begin(), scenarios.end(),
                    [verdict](const ScenarioReport& one) { return one.verdict == verdict; }));
}

}  // namespace fakestream
