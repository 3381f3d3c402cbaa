// SPDX-License-Identifier: Apache-2.0
#pragma once

// The finished result of replaying scenarios. A value: everything a reporter prints stands in it,
// and nothing in it depends on the machine, the time of day or the number of jobs.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/base/diagnostic.h"
#include "fakestream/base/time.h"
#include "fakestream/fault/matcher.h"
#include "fakestream/service/enum_names.h"
#include "fakestream/trace/trace.h"
#include "fakestream/world/unanswered.h"

namespace fakestream {

enum class Verdict : std::uint8_t {
  kPassed,
  kFailed,   // an expectation did not hold, a rule did not fire, or nothing answered a call
  kScript,   // the file has no steps: checked, nothing to run
  kSkipped,  // not run because --fail-fast stopped earlier
};
template <>
inline constexpr std::array kEnumNames<Verdict> =
    std::to_array<std::string_view>({"passed", "failed", "script", "skipped"});

// Who expected what did not hold.
enum class FailureSource : std::uint8_t {
  kStep,       // one of `steps`
  kCondition,  // one of `finally`
  kCall,       // a strict World, of a call that no fault acted on
  kGiven,      // `given`, which no World can be
};
template <>
inline constexpr std::array kEnumNames<FailureSource> =
    std::to_array<std::string_view>({"step", "condition", "call", "given"});

// One expectation that did not hold, field by field. `path` of a mismatch is a JSON pointer into
// the step's `expect` ("/result/Images/0/State", "/error", "/attempts"), or into the condition.
struct StepFailure {
  FailureSource source = FailureSource::kStep;
  std::size_t step = 0;          // place in `steps`, or of a condition in `finally`, from 0
  std::uint64_t repetition = 0;  // from 1 when the step is repeated, else 0
  int line = 0;                  // of the step or condition in its file
  std::string what{};            // as a sentence: `CopyImage golden to eu-west-1`
  std::vector<Mismatch> mismatches{};
  std::uint64_t call = 0;             // number of the last call that the step made, or of the call
  Duration at{};                      // virtual time since the start when it was judged
  std::optional<std::size_t> rule{};  // the rule that acted on that call, from 0
  std::string rule_text{};
};

struct RuleUse {
  std::string id{};    // that the script gave it; may be empty
  std::string text{};  // the rule as a sentence
  int line = 0;
  std::uint64_t fired = 0;
  std::optional<std::string> problem{};  // why it counts as a failure, near misses included
};

struct ScenarioReport {
  std::string file{};  // as the user named it
  std::string name{};  // the scenario's own
  Verdict verdict = Verdict::kPassed;
  std::uint64_t seed = 0;
  std::size_t steps = 0;          // in the file
  std::size_t steps_not_run = 0;  // of them: a served file leaves them to its client
  std::uint64_t calls = 0;        // served
  Duration elapsed{};             // virtual time
  std::string digest{};           // of the trace
  std::vector<StepFailure> failures{};
  std::vector<RuleUse> rules{};
  std::vector<UnansweredCalls> unanswered{};  // see AddUnanswered
  std::string reproduce{};                    // a command that runs just this one the same way
  Instant start{};
  std::vector<TraceEvent> events{};
  std::uint64_t dropped_events = 0;
  // What else fails the run as a whole: each a sentence, then lines of advice.
  std::vector<std::string> problems{};
};

// Adds what nothing answered. What is not allowed fails the scenario.
void AddUnanswered(ScenarioReport& report, UnansweredCalls calls);
// Adds a problem. It fails the scenario.
void AddProblem(ScenarioReport& report, std::string problem);

struct Report {
  std::vector<ScenarioReport> scenarios{};

  std::size_t Count(Verdict verdict) const;

  bool passed() const { return Count(Verdict::kFailed) == 0; }
};

}  // namespace fakestream
