// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes scenarios as files that the loader reads back as equal values, and turns what a test did
// into one.
//
//   const Diagnostics problems = SaveScenario(world, "scenarios/mirror_meets_its_own_copy.json");

#include <string>

#include "fakestream/base/diagnostic.h"
#include "fakestream/scenario/scenario.h"

namespace fakestream {

// Returns the scenario as JSON, indented, in the order of keys that scenarios/README.md uses; what
// has its default is left out.
std::string ToJson(const Scenario& scenario);

// Returns a problem for each fault that no file can hold, since it asks a C++ predicate (.Where).
Diagnostics FindUnsavable(const Scenario& scenario);

// Returns what happened in the World as a scenario: what was given, the faults, and a step for each
// call, each pause and each change of the account, with the outcome of every call as what is
// expected. Its replay holds. Where that needs it a fault differs from the one that was injected:
//   - one that came after calls that it would have wanted has its window moved behind them,
//     or, when its calls are "every n" or left to chance, becomes a fault per call that it acted
//     on;
//   - one that has not fired as often as it must need not fire;
//   - one that was ended becomes a fault per call that it acted on.
// Calls of operations that are not simulated are left out, with the faults that met nothing else:
// no step can make them. Refuses a World whose trace has dropped events, and one with a fault that
// asks a predicate.
Checked<Scenario> ScenarioOf(const World& world, std::string name = {});

// Writes that scenario (base/output_file.h). Returns why it could not; empty when it did. A
// scenario that no file can hold (text that is not UTF-8) is refused, too.
[[nodiscard]] Diagnostics SaveScenario(const World& world, const std::string& path,
                                       std::string name = {});

}  // namespace fakestream
