// SPDX-License-Identifier: Apache-2.0
#include "tools/child.h"
#include "tools/commands.h"
#include "tools/descriptors.h"
#include "tools/ending.h"
#include "tools/option_texts.h"
#include "tools/output.h"
#include "tools/outputs.h"
#include "tools/port_file.h"
#include "tools/reports.h"
#include "tools/scenario_server.h"

namespace fakestream::tool {
namespace {

// Whoever started us learns the port from standard output, or from a file that appears whole.
WriteProblem Announce(PortFile& port_file, const Endpoint& endpoint) {
  if (WriteProblem problem = port_file.Write(endpoint.port())) return problem;
  return WriteStandardOutput("listening on " + endpoint.url() + "\n");
}

Files FilesOfServe(const ServeCommand& command) {
  Files files{.outputs = OutputsOf(command.options.reports)};
  if (!command.options.scenario.empty()) files.inputs.push_back(command.options.scenario);
  if (!command.port_file.empty()) files.outputs.push_back({"the port", command.port_file});
  return files;
}

ExitCode FinishServing(const ServeCommand& command, Report& report) {
  for (ScenarioReport& judged : report.scenarios) {
    judged.reproduce = CommandLineOf("serve", command.options);
  }
  if (!WriteReports(command.options.reports, report, DefaultText::kStandardError)) {
    return ExitCode::kBadInput;
  }
  return report.passed() ? ExitCode::kSuccess : ExitCode::kFailed;
}

}  // namespace

ExitCode Run(const ServeCommand& command) {
  if (const auto problem = ProblemOf(FilesOfServe(command))) {
    PrintError(*problem);
    return ExitCode::kBadInput;
  }
  Checked<Scenario> scenario = ScenarioToServe(command.options);
  if (!scenario) {
    PrintErrorText(scenario.diagnostics());
    return ExitCode::kBadInput;
  }
  HoldSignals();
  RaiseDescriptorLimit();
  PortFile port_file(command.port_file);
  try {
    ScenarioServer served(std::move(scenario).value(), command.options);
    if (const WriteProblem problem = Announce(port_file, served.endpoint())) {
      PrintError(*problem);
      return ExitCode::kBadInput;
    }
    AwaitEndSignal();
    port_file.Remove();
    LastReport last = ReportAtEnd(served, true);
    const ExitCode code = FinishServing(command, last.report);
    if (last.is_cut_short) EndAtOnce(static_cast<int>(code));
    return code;
  } catch (const CannotListen& problem) {
    PrintError(problem.what());
    return ExitCode::kBadInput;
  }
}

}  // namespace fakestream::tool
