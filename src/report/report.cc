// SPDX-License-Identifier: Apache-2.0
#include "fakestream/report/report.h"

#include <algorithm>

namespace fakestream {

std::size_t Report::Count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(scenarios.begin(), scenarios.end(),
                    [verdict](const ScenarioReport& one) { return one.verdict == verdict; }));
}

}  // namespace fakestream
