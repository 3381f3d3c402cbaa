// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "fakestream/scenario/loader.h"

#include "tools/commands.h"
#include "tools/output.h"

namespace fakestream::tool {

ExitCode Run(const LintCommand& command) {
  const Checked<std::vector<std::string>> paths = FindScenarios(command.paths);
  if (!paths) {
    PrintErrorText(paths.diagnostics());
    return ExitCode::kBadInput;
  }
  Diagnostics problems;
  for (const std::string& path : *paths) {
    const Checked<Scenario> scenario = LoadScenarioFile(path);
    problems.insert(problems.end(), scenario.diagnostics().begin(), scenario.diagnostics().end());
  }
  if (!problems.empty()) {
    PrintErrorText(problems);
    return ExitCode::kBadInput;
  }
  const std::string summary = fmt::format("{} {} checked, no problems\n", paths->size(),
                                          paths->size() == 1 ? "scenario" : "scenarios");
  return PrintLines(summary);
}

}  // namespace fakestream::tool
