// SPDX-License-Identifier: Apache-2.0
#pragma once

// How serving ends: with a report, in any case, and soon after a signal asked for it.

#include "fakestream/report/report.h"

#include "tools/scenario_server.h"

namespace fakestream::tool {

struct LastReport {
  Report report{};
  // The endpoint's thread was still busy with a request, and the report says no more than that.
  bool is_cut_short = false;
};

// Returns what has become of it. Once a signal asks us to end (`is_asked`, or one that comes
// meanwhile), a request that the endpoint is busy with gets one more second. After HoldSignals.
LastReport ReportAtEnd(ScenarioServer& served, bool is_asked);

// Ends the process with that exit code, without waiting for any thread.
[[noreturn]] void EndAtOnce(int code);

}  // namespace fakestream::tool
