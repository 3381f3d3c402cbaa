// SPDX-License-Identifier: Apache-2.0
#pragma once

// The timeline of a scenario in HTML: a row for each event in the order of the trace, in the lane
// of its region; each failed expectation right behind the call that it judges.

#include <cstddef>
#include <string>
#include <vector>

#include "fakestream/report/report.h"

namespace fakestream::internal {

// Returns the element that holds the timeline, or says why there is none. `scenario` is the place
// of the report among all, from 1: calls get the ids `s1-c42`, failed expectations `s1-f3`.
std::string HtmlTimeline(const ScenarioReport& report, std::size_t scenario);

// Returns where the timeline shows each failed expectation, in their order: the id of the call that
// it judges, or its own when that call is not there.
std::vector<std::string> FailureAnchors(const ScenarioReport& report, std::size_t scenario);

}  // namespace fakestream::internal
