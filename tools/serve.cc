// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include "tools/child.h"
#include "tools/commands.h"
#include "tools/option_texts.h"
#include "tools/output.h"
#include "tools/outputs.h"
#include "tools/port_file.h"
#include "tools/reports.h"
#include "tools/served.h"

namespace fakestream::tool {
namespace {

// A connection is a descriptor, and many systems allow only 1,024 unless asked for more. Programs
// that exec starts would inherit that.
void AllowManyConnections() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Whoever started us learns the port from standard output, or from a file that appears whole.
WriteProblem Announce(PortFile& port_file, const Endpoint& endpoint) {
  if (WriteProblem problem = port_file.Write(endpoint.port())) return problem;
  return WriteStandardOutput("listening on " + endpoint.url() + "\n");
}

Files FilesOf(const ServeCommand& command) {
  Files files{.outputs = OutputsOf(command.options.reports)};
  if (!command.options.scenario.empty()) files.inputs.push_back(command.options.scenario);
  if (!command.port_file.empty()) files.outputs.push_back({"the port", command.port_file});
  return files;
}

}  // namespace

ExitCode Run(const ServeCommand& command) {
  if (const auto problem = ProblemOf(FilesOf(command))) {
    PrintError(*problem);
    return ExitCode::kBadInput;
  }
  Checked<Scenario> scenario = ScenarioToServe(command.options);
  if (!scenario) {
    Complain(scenario.diagnostics());
    return ExitCode::kBadInput;
  }
  HoldSignals();
  AllowManyConnections();
  PortFile port_file(command.port_file);
  try {
    Served served(std::move(scenario).value(), command.options);
    if (const WriteProblem problem = Announce(port_file, served.endpoint())) {
      PrintError(*problem);
      return ExitCode::kBadInput;
    }
    AwaitEndSignal();
    port_file.Remove();
    Report report = served.MakeReport();
    for (ScenarioReport& judged : report.scenarios) {
      judged.reproduce = CommandLineOf("serve", command.options);
    }
    if (!WriteReports(command.options.reports, report, DefaultText::kStandardError)) {
      return ExitCode::kBadInput;
    }
    return report.passed() ? ExitCode::kHeld : ExitCode::kFailed;
  } catch (const CannotListen& problem) {
    PrintError(problem.what());
    return ExitCode::kBadInput;
  }
}

}  // namespace fakestream::tool
