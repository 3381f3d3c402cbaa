// SPDX-License-Identifier: Apache-2.0
#pragma once

// How GoogleTest prints settings, scenarios and reports, for tests that compare them.

#include <ostream>
#include <utility>

#include <gtest/gtest-printers.h>

#include "fakestream/report/reporter.h"
#include "fakestream/scenario/conditions.h"
#include "fakestream/scenario/writer.h"
#include "fakestream/testing/printers.h"

namespace fakestream {

// NOLINTBEGIN(readability-identifier-naming): GoogleTest's name
// As a scenario file would have them.
inline void PrintTo(const Scenario& scenario, std::ostream* os) {
  *os << ToJson(scenario);
}

inline void PrintTo(const WorldOptions& options, std::ostream* os) {
  *os << ToJson(Scenario{.given = options});
}

inline void PrintTo(const GivenImage& image, std::ostream* os) {
  *os << ToJson(Scenario{.given = {.images = {image}}});
}

inline void PrintTo(const Step& step, std::ostream* os) {
  Scenario scenario;
  scenario.steps.emplace().push_back(step);
  *os << ToJson(scenario);
}

inline void PrintTo(const Condition& condition, std::ostream* os) {
  *os << ToText(condition, "");
}

inline void PrintTo(const Expectation& expected, std::ostream* os) {
  PrintTo(Step{.action = CallStep{.expect = expected}}, os);
}

inline void PrintTo(const RetryPolicy& retry, std::ostream* os) {
  *os << retry.attempts << " attempts, " << ToText(retry.backoff) << " apart at first";
}

inline void PrintTo(const Mismatch& mismatch, std::ostream* os) {
  *os << mismatch.path << ": expected " << mismatch.expected << " but got " << mismatch.actual;
}

inline void PrintTo(const Report& report, std::ostream* os) {
  *os << "\n" << TextReport(report);
}

inline void PrintTo(const ScenarioReport& report, std::ostream* os) {
  PrintTo(Report{.scenarios = {report}}, os);
}

// NOLINTEND(readability-identifier-naming)

}  // namespace fakestream
