// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/shell.h"

#include "tools/child.h"
#include "tools/client_environment.h"
#include "tools/commands.h"
#include "tools/descriptors.h"
#include "tools/ending.h"
#include "tools/no_calls.h"
#include "tools/option_texts.h"
#include "tools/output.h"
#include "tools/outputs.h"
#include "tools/reports.h"
#include "tools/scenario_server.h"

namespace fakestream::tool {
namespace {

// What `exec` exits with when it never came to run the program.
constexpr int kCannotStart = 125;

Sealing SealingOf(const ExecCommand& command) {
  return command.is_sealed ? Sealing::kSealed : Sealing::kOpen;
}

// What the user has to type to see it again.
std::string WholeCommandLine(const ExecCommand& command) {
  std::string line = CommandLineOf("exec", command.options);
  if (command.is_sealed) line += " --sealed";
  line += " --";
  for (const std::string& word : command.command) line += " " + QuotedForShell(word);
  return line;
}

int FinishRun(const ExecCommand& command, Report& report, int code) {
  for (ScenarioReport& scenario : report.scenarios) {
    scenario.reproduce = WholeCommandLine(command);
  }
  const bool is_written =
      WriteReports(command.options.reports, report, DefaultText::kStandardError);
  if (code != 0) return code;
  if (!is_written) return kCannotStart;
  return static_cast<int>(report.passed() ? ExitCode::kSuccess : ExitCode::kFailed);
}

}  // namespace

int Run(const ExecCommand& command) {
  if (const auto problem = ProblemOf({.inputs = {command.options.scenario, command.command.front()},
                                      .outputs = OutputsOf(command.options.reports)})) {
    PrintError(*problem);
    return static_cast<int>(ExitCode::kBadInput);
  }
  Checked<Scenario> scenario = ScenarioToServe(command.options);
  if (!scenario) {
    PrintErrorText(scenario.diagnostics());
    return kCannotStart;
  }
  HoldSignals();
  RaiseDescriptorLimit();
  try {
    ScenarioServer served(std::move(scenario).value(), command.options);
    const pid_t child = StartChild(command.command, EnvironmentFor(served, SealingOf(command)));
    // A program that never ran used nothing, and there is nothing to judge.
    if (child < 0) return -child;
    const ChildResult result = AwaitChild(child);
    LastReport last = ReportAtEnd(served, result.is_asked_to_end);
    if (!last.is_cut_short && served.calls() == 0) {
      AddProblem(last.report.scenarios.front(), WhyNoCalls(SealingOf(command)));
    }
    const int code = FinishRun(command, last.report, result.code);
    if (last.is_cut_short) EndAtOnce(code);
    return code;
  } catch (const CannotListen& problem) {
    PrintError(problem.what());
    return kCannotStart;
  }
}

}  // namespace fakestream::tool
