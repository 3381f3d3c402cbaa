// SPDX-License-Identifier: Apache-2.0
#pragma once

// Scenarios that a search wrote, run against the same code again.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fakestream/base/diagnostic.h"
#include "fakestream/explore/explorer.h"
#include "fakestream/explore/run.h"
#include "fakestream/scenario/scenario.h"

namespace fakestream {

enum class StoredVerdict : std::uint8_t {
  kFails,    // an oracle is broken
  kFixed,    // every fault acts, and none is
  kDrifted,  // a fault no longer acts, so that nothing is shown either way
};
template <>
inline constexpr std::array kEnumNames<StoredVerdict> =
    std::to_array<std::string_view>({"still fails", "fixed", "drifted"});

struct StoredRun {
  StoredVerdict verdict{};
  std::string why{};  // the oracle, or the fault
  // The faults of the script and the calls, in lines; empty when it is fixed.
  std::string story{};
};

// Returns `still fails`, the reason and the story.
std::string ToText(const StoredRun& run);

// Runs code in a World of the scenario's, with its faults.
StoredRun ReplayStored(const Scenario& scenario, const internal::ExploredBody& body,
                       const OracleOptions& oracles);

// The same for code that has run in its World already.
StoredRun JudgeStored(const World& world, RunOutcome run_outcome, const OracleOptions& oracles);

// Returns why a run of the scenario shows nothing: the oracle that it is about (its note says
// which) is not asked, or it is about none and has no faults. Empty when it may show something.
std::string WhyNotAsked(const Scenario& scenario, const OracleOptions& oracles);

// Whether there is such a folder, and nothing below it is named *.json: nothing was found yet.
bool IsFolderWithoutScenarios(const std::string& folder);

// Returns a name for the file of a violation that a test found: `Suite.Test.oracle.1a2b3c4d.json`.
// Another schedule has another name, so that what was found before stays.
std::string FileNameFor(const std::string& test, const Violation& violation);

// Writes a scenario into a file (base/output_file.h). Returns why it could not; empty when it did.
[[nodiscard]] Diagnostics SaveFound(const Scenario& scenario, const std::string& path);

}  // namespace fakestream
