// SPDX-License-Identifier: Apache-2.0
#pragma once

// The same scenario through several seams: in process, as bytes, over sockets. Each must give what
// the first gives.

#include <string>
#include <vector>

#include "fakestream/report/report.h"
#include "fakestream/scenario/replayer.h"

namespace fakestream {

// One way for a scenario's steps to reach their World.
struct ReplayArm {
  std::string name;         // as `--via` names it
  ClientFactory clients{};  // nothing: in process
};

// Replays the scenario through each arm, and returns the report of the first. For every other arm
// whose outcomes, trace or verdict differ it has one more failure, which names the first
// difference. How a connection broke is not compared, only that no usable reply came. Without arms
// the scenario is replayed in process.
ScenarioReport ReplayThrough(const Scenario& scenario, const ReplayOptions& options,
                             const std::vector<ReplayArm>& arms);

}  // namespace fakestream
