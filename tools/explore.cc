// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <filesystem>

#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/base/shell.h"
#include "fakestream/explore/certificate.h"
#include "fakestream/explore/stored.h"
#include "fakestream/scenario/loader.h"

#include "tools/child.h"
#include "tools/commands.h"
#include "tools/descriptors.h"
#include "tools/explore_options.h"
#include "tools/explore_runner.h"
#include "tools/no_calls.h"
#include "tools/output.h"
#include "tools/outputs.h"
#include "tools/terminal.h"

namespace fakestream::tool {
namespace {

std::string FirstFileForFound(const ExploreCommand& command) {
  if (!command.found.empty()) return command.found;
  if (command.scenario == "-") return "found.json";
  return std::filesystem::path(command.scenario).stem().string() + ".found.json";
}

// Of several, all but the first have a number: `account.found.2.json`.
std::string FileForFound(const ExploreCommand& command, std::size_t number) {
  std::string file = FirstFileForFound(command);
  if (number == 1) return file;
  const std::filesystem::path path(file);
  const std::string name =
      path.stem().string() + "." + std::to_string(number) + path.extension().string();
  return (path.parent_path() / name).string();
}

// What the user has to type to see it again.
std::string CommandLine(const ExploreCommand& command, const std::string& file) {
  const std::string program = ProgramName().empty() ? "fakestream" : ProgramName();
  std::string line = program + " explore " + PathForShell(file) + " --replay";
  if (const std::optional<Goal>& goal = command.oracles.goal) {
    line += " --goal " + QuotedForShell(goal->region + "/" + goal->image);
  }
  for (const std::string& id : command.oracles.disabled) line += " --disable-oracle " + id;
  const ExploreCommand standard;
  if (command.program_timeout != standard.program_timeout)
    line += " --timeout " + ToText(command.program_timeout);
  if (command.hang != standard.hang) line += " --hang " + ToText(command.hang);
  line += BoundsOf(command.oracles);
  line += " --";
  for (const std::string& argument : command.command) line += " " + QuotedForShell(argument);
  return line;
}

Files FilesOf(const ExploreCommand& command) {
  Files files{.inputs = {command.scenario, command.command.front()}};
  if (command.replays) return files;
  files.outputs.push_back({"what is found", FileForFound(command, 1)});
  if (!command.certificate.empty()) {
    files.outputs.push_back({"the certificate", command.certificate});
  }
  return files;
}

// Shows the violation and what the program itself says about it.
ExitCode ReportViolation(const ExploreCommand& command, const Scenario& scenario,
                         const Violation& violation, std::size_t number, ExploreRunner& runner) {
  const std::string file = FileForFound(command, number);
  const std::string name = "found from " + command.scenario;
  const Diagnostics problems = SaveFound(
      FoundScenario(violation, name, scenario.given, scenario.faults, scenario.finally), file);
  if (!problems.empty()) PrintErrorText(problems);
  PrintErrorText("fakestream: the program under this schedule:\n");
  runner.RunAloud({.faults = ToScript(violation.schedule), .seed = command.search.seed});
  std::string text = "\n" + ToText(violation);
  if (problems.empty()) {
    text += fmt::format("written to {}; to run it again:\n  {}\n", OneLine(file),
                        CommandLine(command, file));
  }
  const ExitCode printed = PrintLines(text);
  return problems.empty() && printed == ExitCode::kSuccess ? ExitCode::kFailed
                                                           : ExitCode::kBadInput;
}

// Returns whether the certificate is where it was wanted.
bool WriteCertificate(const ExploreCommand& command, const Exploration& found) {
  if (command.certificate.empty()) return true;
  const WriteProblem problem = WriteFile(command.certificate, CertificateJson(found));
  if (problem) PrintError(*problem);
  return !problem;
}

ExitCode ReportSearch(const ExploreCommand& command, const Scenario& scenario,
                      const Exploration& found, ExploreRunner& runner) {
  std::string text = CertificateText(found);
  if (scenario.steps && !scenario.steps->empty()) {
    text += fmt::format(
        "  {} of the file not run: steps are for replay\n",
        scenario.steps->size() == 1 ? "1 step" : fmt::format("{} steps", scenario.steps->size()));
  }
  const ExitCode printed = PrintLines(text);
  if (printed != ExitCode::kSuccess) return printed;
  if (found.indeterminism) {
    PrintLines("\n" + IndeterminismText(found, "the program") + "\n");
    return ExitCode::kFailed;
  }
  if (found.unanswered) {
    PrintErrorText("fakestream: the program asks for what is not simulated:\n" +
                   WhyUnanswered(found, ScriptStyle::kJson));
    return ExitCode::kFailed;
  }
  if (!WhyVacuous(found).empty()) {
    PrintErrorText(
        "fakestream: the search shows nothing about the program: no fault met a call of it\n" +
        HowClientsFindUs() + "\n`fakestream exec --sealed` says what it tries to reach\n");
    return ExitCode::kFailed;
  }
  if (!found.violation) return ExitCode::kSuccess;
  ExitCode code = ReportViolation(command, scenario, *found.violation, 1, runner);
  if (found.calls == 0) {
    PrintErrorText("fakestream: no call of the program reached the endpoint\n" +
                   HowClientsFindUs() + "\n");
  }
  std::size_t number = 1;
  for (const Violation& violation : found.more_violations) {
    const ExitCode told = ReportViolation(command, scenario, violation, ++number, runner);
    if (told != ExitCode::kFailed) code = told;
  }
  return code;
}

ExitCode Search(const ExploreCommand& command, const Scenario& scenario, ExploreRunner& runner) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + command.max_time;
  ExploreOptions options = command.search;
  options.seed = scenario.given.seed;
  options.disabled_oracles = DisabledOracles(runner.oracles());
  options.announce = [&](std::span<const RunRequest> requests) { runner.Announce(requests); };
  if (command.max_time > Duration{}) options.should_stop = [&] { return Clock::now() >= end; };
  Exploration found;
  {
    Progress progress;
    options.progress = [&](const SearchProgress& at) {
      progress.Show(fmt::format("{} of about {} runs, {} faults", at.runs, at.expected, at.faults));
    };
    found = Explore(options, [&](const RunRequest& request) { return runner.Run(request); });
  }
  const bool is_certified = WriteCertificate(command, found);
  const ExitCode code = ReportSearch(command, scenario, found, runner);
  return is_certified ? code : ExitCode::kBadInput;
}

// Runs the program against a scenario that was found once.
ExitCode ReplayOnce(const Scenario& scenario, ExploreRunner& runner) {
  if (const std::string problem = WhyNotAsked(scenario, runner.oracles()); !problem.empty()) {
    PrintError(fmt::format("{}: {}", scenario.file, problem));
    return ExitCode::kBadInput;
  }
  const StoredRun run = runner.RunStored();
  std::string text = OneLine(scenario.file) + ": " + ToText(run);
  if (!text.ends_with('\n')) text += '\n';
  const ExitCode printed = PrintLines(text);
  if (printed != ExitCode::kSuccess) return printed;
  return run.verdict == StoredVerdict::kFixed ? ExitCode::kSuccess : ExitCode::kFailed;
}

}  // namespace

int Run(const ExploreCommand& command) {
  if (const auto problem = ProblemOf(FilesOf(command))) {
    PrintError(*problem);
    return static_cast<int>(ExitCode::kBadInput);
  }
  const Checked<Scenario> scenario = LoadScenarioFile(command.scenario);
  if (!scenario.ok()) {
    PrintErrorText(scenario.diagnostics());
    return static_cast<int>(ExitCode::kBadInput);
  }
  HoldSignals();
  RaiseDescriptorLimit();
  try {
    ExploreRunner runner(command, *scenario);
    return static_cast<int>(command.replays ? ReplayOnce(*scenario, runner)
                                            : Search(command, *scenario, runner));
  } catch (const CannotGoOn& problem) {
    return problem.code;
  } catch (const CannotListen& problem) {
    PrintError(problem.what());
    return static_cast<int>(ExitCode::kBadInput);
  }
}

}  // namespace fakestream::tool
