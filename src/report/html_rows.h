// SPDX-License-Identifier: Apache-2.0
#pragma once

// The events of a scenario as rows of the HTML report's timeline, before they are put into lanes.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/report/report.h"

namespace fakestream::internal {

// An event in HTML. `region` is a view into the report.
struct TimelineRow {
  Instant start{};
  Instant end{};
  std::string_view region{};  // whose lane it stands in; empty: it stands across all
  std::uint64_t call = 0;     // its number; 0 when it is no call
  std::string tags{};         // classes, which are words to filter by: `call error fault`
  std::string line{};         // what is seen at once
  std::string more{};         // what stands behind the fold; empty: there is none
};

// Returns a row for each event, in the order of the trace. `scenario` is the place of the report
// among all, from 1: links need it.
std::vector<TimelineRow> RowsOf(const ScenarioReport& report, std::size_t scenario);

// Returns whether both are calls that differ in nothing but their number and time, as polls do.
bool IsSamePoll(const TraceEvent& one, const TraceEvent& other);

}  // namespace fakestream::internal
