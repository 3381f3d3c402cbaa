// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads scenario files, strictly: unknown and duplicate keys, wrong types, faults that cannot
// happen and expectations that cannot hold are errors, all reported at once with file, line,
// column, JSON pointer and a hint. A syntax error is reported alone.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/base/diagnostic.h"
#include "fakestream/scenario/scenario.h"

namespace fakestream {

inline constexpr std::size_t kLargestScenario = std::size_t{256} << 20U;  // bytes
inline constexpr std::size_t kMaxScenarioDepth = 64;                      // levels

// `file` names the text in diagnostics.
Checked<Scenario> LoadScenario(std::string_view text, std::string_view file);

// The same from a file, or from standard input for "-"; one that cannot be read is a diagnostic.
Checked<Scenario> LoadScenarioFile(const std::string& path);

// Returns the scenario files that a user means by these paths: a file itself, all `*.json` but
// `*.schema.json` below a folder, "-" for standard input, once; sorted by bytes. A path that is not
// there, a folder without scenarios, and a link or pipe with such a name is a diagnostic.
Checked<std::vector<std::string>> FindScenarios(const std::vector<std::string>& paths);

// Returns the JSON schema of the format (draft 2020-12 where editors agree on it: draft 7), made
// from the same key table as the loader.
std::string ScenarioSchema();

}  // namespace fakestream
