// SPDX-License-Identifier: Apache-2.0
#pragma once

// One run of code under test under given faults, and what a search must know of it afterwards.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fakestream/explore/call_list.h"
#include "fakestream/explore/oracle.h"
#include "fakestream/explore/schedule.h"
#include "fakestream/world/world.h"

namespace fakestream {

// A call at which something could have gone wrong, and nothing did.
struct DecisionPoint {
  Operation operation{};
  std::string region{};
  std::uint64_t call = 1;      // which of the valid calls of that operation in that region
  std::uint64_t number = 1;    // of the call in its World
  std::uint64_t arrival = 0;   // hash of all that the code had asked and got when it made the call
  std::uint64_t exchange = 0;  // hash of what the call asked and got
  bool shows_copying = false;  // it asks for images by name, and one of them is being copied
};

// A call that a rule of the request acted on.
struct ActedFault {
  std::size_t rule = 0;  // place among the request's faults
  Operation operation{};
  std::string region{};
  std::uint64_t call = 1;    // as above
  std::uint64_t number = 1;  // of the call in its World
};

struct RunRequest {
  Script faults{};
  std::uint64_t seed = 0;
  std::uint64_t branch = 0;  // number of the call whose `arrival` is wanted; 0: none
  bool wants_points = false;
  bool wants_lines = false;    // the calls as text; with a branch: until it asks that call
  bool seeks_overlap = false;  // a program on a socket may be slowed down to see calls overlap

  friend bool operator==(const RunRequest&, const RunRequest&) = default;
};

struct RunRecord {
  RunOutcome run_outcome{};
  std::optional<OracleViolation> finding{};
  std::uint64_t calls = 0;
  Duration elapsed{};
  std::uint64_t arrival = 0;        // at the branch; 0 when the call was never made
  std::vector<ActedFault> acted{};  // in the order of the calls
  std::vector<DecisionPoint> points{};
  std::vector<Operation> operations{};        // that it called, each once
  std::vector<UnansweredCalls> unanswered{};  // that are not allowed
  std::vector<CallLine> lines{};
  // Calls came from several threads, or were in flight at once: the order of the calls, and so the
  // call that a fault met, was nobody's choice.
  bool has_concurrent_calls = false;
};

// Runs the code under test from its beginning. A search expects the same of the same request.
using Runner = std::function<RunRecord(const RunRequest& request)>;

namespace internal {

// Code under test, with all it is given; it must not keep anything from one run to the next.
using ExploredBody = std::function<RunOutcome(World& world)>;

}  // namespace internal

struct Experiment {
  WorldOptions given{};
  Script faults{};  // of its own; those of a schedule come behind them
  internal::ExploredBody body{};
  OracleOptions oracles{};
};

// Runs the body. What it throws is in the outcome, but for InternalError, which is ours and
// goes on.
RunOutcome RunBody(const internal::ExploredBody& body, World& world);

// Adds the limit that was passed in the World: code may have swallowed what it was told, or the one
// who was told be no thread of ours.
RunOutcome WithLimitPassed(RunOutcome run_outcome, const World& world);

// Runs the experiment in a World of its own.
RunRecord RunInWorld(const Experiment& experiment, const RunRequest& request);

// Returns what a search must know of a World that code has used. `first_rule` is the place of the
// request's first fault in the World's script.
RunRecord RecordOf(const World& world, RunOutcome run_outcome, const RunRequest& request,
                   const OracleOptions& oracles, std::size_t first_rule);

}  // namespace fakestream
