// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include "tools/child.h"
#include "tools/commands.h"
#include "tools/option_texts.h"
#include "tools/output.h"
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
WriteProblem Announce(const ServeCommand& command, const Endpoint& endpoint) {
  if (!command.port_file.empty()) {
    if (WriteProblem problem =
            WriteFile(command.port_file, std::to_string(endpoint.port()) + "\n")) {
      return problem;
    }
  }
  return WriteStandardOutput("listening on " + endpoint.url() + "\n");
}

}  // namespace

ExitCode Run(const ServeCommand& command) {
  Checked<Scenario> scenario = ScenarioToServe(command.options);
  if (!scenario) {
    Complain(scenario.diagnostics());
    return ExitCode::kBadInput;
  }
  HoldSignals();
  AllowManyConnections();
  try {
    Served served(std::move(scenario).value(), command.options);
    if (const WriteProblem problem = Announce(command, served.endpoint())) {
      Complain("fakestream: " + *problem + "\n");
      return ExitCode::kBadInput;
    }
    AwaitEndSignal();
    Report report = served.MakeReport();
    for (ScenarioReport& judged : report.scenarios) {
      judged.reproduce = CommandLineOf("serve", command.options);
    }
    if (!WriteReports(command.options.reports, report, DefaultText::kStandardError)) {
      return ExitCode::kBadInput;
    }
    return report.passed() ? ExitCode::kHeld : ExitCode::kFailed;
  } catch (const CannotListen& problem) {
    Complain(std::string("fakestream: ") + problem.what() + "\n");
    return ExitCode::kBadInput;
  }
}

}  // namespace fakestream::tool
