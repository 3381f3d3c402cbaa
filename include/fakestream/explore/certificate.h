// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a search has shown, for people and for programs. Pure functions: the same exploration gives
// the same bytes.

#include <string>
#include <string_view>

#include "fakestream/explore/explorer.h"
#include "fakestream/scenario/scenario.h"

namespace fakestream {

// Returns what was covered and what came of it, in lines:
//   every schedule of at most 2 faults: 7,165 runs, 0 violations
//     runs: 1 without faults, 146 of 1 fault, 7,018 of 2 faults
//     25 ways to fail acted, at 12 calls; contradictory faults left out; polls all
//     ...
// and, when nothing was found, a table of how often each fault acted, once and from then on.
std::string CertificateText(const Exploration& exploration);

// The same as JSON, with the runs by operation, fault and call.
std::string CertificateJson(const Exploration& exploration);

// Returns why a search that found nothing shows nothing: no call could meet a fault, or none of the
// faults acted. Empty when it shows something.
std::string WhyVacuous(const Exploration& exploration);

// Returns what nothing answered, under which faults, and what to write; empty when all was
// answered.
std::string WhyUnanswered(const Exploration& exploration, ScriptStyle style);

// Returns that the subject, such as "the code", went two ways under the same faults, and whether
// the order of its calls may be why; empty when it did not.
std::string IndeterminismText(const Exploration& exploration, std::string_view subject);

// Returns what the code does not survive, in words, with the `faults` to paste and its calls.
std::string ToText(const Violation& violation);

// Returns the violation as a scenario without steps: what the code was given, its own faults, and
// those of the schedule, and what must hold in the end. Code that is run against it fails the same
// way.
Scenario FoundScenario(const Violation& violation, std::string name, WorldOptions given,
                       Script own_faults = {}, std::vector<Condition> conditions = {});

}  // namespace fakestream
