// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs a scenario's steps and judges them.
//
//   const Checked<Scenario> scenario = LoadScenarioFile("scenarios/lost_reply.json");
//   const ScenarioReport report = Replay(*scenario);
//   report.verdict == Verdict::kPassed;

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "fakestream/report/report.h"
#include "fakestream/scenario/scenario.h"

namespace fakestream {

// Gives the client of a region. It lives as long as the World that it speaks to.
using ClientOf = std::function<AppStream&(std::string_view region)>;

// Makes the clients through which the steps reach a World. The default is World::Client itself;
// other seams (bytes, sockets) hand in theirs.
using ClientFactory = std::function<ClientOf(World& world)>;

struct ReplayOptions {
  std::optional<std::uint64_t> seed{};  // instead of the scenario's
  ClientFactory clients{};              // nothing: in process
  // Told what each attempt of a step gave its client; `step` counts from 0.
  std::function<void(std::size_t step, const Outcome<AnyResult>& outcome)> on_outcome{};
};

// A replay always ends: after so many runs of steps and calls, retries included, it stops and
// fails.
inline constexpr std::int64_t kMaxActions = 1'000'000;

// Of a step that is repeated, at most so many failures are recorded.
inline constexpr std::int64_t kMaxFailuresOfStep = 10;

// Runs one scenario in a World of its own: the steps in order, each judged, all of them even when
// one fails; then every fault must have fired, every condition of `finally` must hold, and nothing
// may have gone without an answer that is not allowed to. Throws nothing for what the scenario
// does; where time would pass the year 9999 the replay stops and fails. A scenario without steps
// gives Verdict::kScript.
ScenarioReport Replay(const Scenario& scenario, const ReplayOptions& options = {});

// The same in a World that is there already: its state and its rules count, not what the scenario
// gives. The rules of the World are judged, too.
ScenarioReport ReplayIn(World& world, const Scenario& scenario, const ReplayOptions& options = {});

// Returns the report of a World that somebody else's client used as the scenario's script says:
// every fault must have fired, every condition of `finally` must hold, every call must have had an
// answer, and in a strict World must have met a fault. Its steps are not run.
ScenarioReport ReportOf(const World& world, const Scenario& scenario);

// Returns the report of a scenario that was not run, with what is known without running it.
ScenarioReport NotReplayed(const Scenario& scenario, Verdict verdict,
                           const ReplayOptions& options = {});

}  // namespace fakestream
