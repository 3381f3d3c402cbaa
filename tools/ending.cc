// SPDX-License-Identifier: Apache-2.0
#include "tools/ending.h"

#include <chrono>
#include <cstdlib>

#include "tools/child.h"

namespace fakestream::tool {
namespace {

// Beside writing the reports, it has to fit into the two seconds in which a signal ends us.
constexpr std::chrono::seconds kGrace{1};
constexpr std::chrono::milliseconds kLook{100};

}  // namespace

LastReport ReportAtEnd(ScenarioServer& served, bool is_asked) {
  while (true) {
    if (std::optional<Report> report = served.TryReport(is_asked ? Duration(kGrace) : kLook)) {
      return {.report = *std::move(report)};
    }
    if (is_asked) return {.report = served.ReportOfNothing(), .is_cut_short = true};
    is_asked = IsAskedToEnd();
  }
}

void EndAtOnce(int code) {
  std::_Exit(code);
}

}  // namespace fakestream::tool
