// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every report for people says about a failed scenario, in the same words.

#include <string>
#include <vector>

#include "fakestream/report/report.h"

namespace fakestream::internal {

// One thing that went wrong: an expectation that did not hold, a rule that did not fire, or what
// nothing answered.
struct Explanation {
  int line = 0;            // in the scenario's file; 0 when it is not known
  std::string headline{};  // `step 2, CopyImage …: /error: expected … but got …`
  std::vector<std::string>
      lines{};  // the whole story, a sentence or a place each; indented by depth
};

// Returns the failed expectations in their order, then the rules that did not fire, then what
// nothing answered.
std::vector<Explanation> Explain(const ScenarioReport& scenario);

// Returns what a reader must know of any verdict, a line each: steps that were not run, and calls
// that nothing answered and that are allowed.
std::vector<std::string> NotesOn(const ScenarioReport& scenario);

// Returns where the expectation stands: `steps[2], repetition 3`, `finally[0]`, `call #4`.
std::string PlaceName(const StepFailure& failure);

// Returns `faults[2] "outage"`, without the id where the fault has none.
std::string FaultName(const ScenarioReport& scenario, std::size_t place);

// Returns `scenarios/x.json: a lost reply hides a copy`, on one line.
std::string TitleOf(const ScenarioReport& scenario);

// Returns why a scenario was neither passed nor failed.
std::string ReasonOf(Verdict verdict);

// Returns `31 passed, 1 failed, 2 scripts; 214 calls in 3d4h of virtual time`.
std::string SummaryOf(const Report& report);

}  // namespace fakestream::internal
