// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/parallel_replay.h"

#include "tools/commands.h"
#include "tools/output.h"
#include "tools/selection.h"
#include "tools/terminal.h"

namespace fakestream::tool {
namespace {

Checked<std::vector<std::string>> Select(const ReplayCommand& command) {
  const Checked<Shard> shard =
      command.shard ? Checked<Shard>(*command.shard) : ShardFromEnvironment();
  if (!shard) return shard.diagnostics();
  Checked<std::vector<std::string>> found = FindScenarios(command.paths);
  if (!found) return found;
  std::vector<std::string> paths = std::move(found).value();
  if (command.filter) {
    const std::size_t count = paths.size();
    paths = Filtered(paths, *command.filter);
    if (paths.empty()) {
      return Diagnostic{
          .what = fmt::format("--filter {} matches none of {} {}", Quoted(*command.filter), count,
                              count == 1 ? "scenario" : "scenarios"),
          .hint = "`*` stands for any run of characters, `?` for one; --list prints the paths"};
    }
  }
  return ShareOf(paths, *shard);
}

// All of them, or everything that is wrong with any.
Checked<std::vector<Scenario>> LoadAll(const std::vector<std::string>& paths) {
  std::vector<Scenario> scenarios;
  scenarios.reserve(paths.size());
  Diagnostics problems;
  for (const std::string& path : paths) {
    Checked<Scenario> scenario = LoadScenarioFile(path);
    if (scenario) {
      scenarios.push_back(std::move(scenario).value());
    } else {
      problems.insert(problems.end(), scenario.diagnostics().begin(), scenario.diagnostics().end());
    }
  }
  if (!problems.empty()) return problems;
  return scenarios;
}

Report RunAll(const ReplayCommand& command, const std::vector<Scenario>& scenarios) {
  Progress progress;
  return ReplayAll(
      scenarios,
      {.replay = {.seed = command.seed},
       .jobs = command.jobs > 0 ? command.jobs : std::thread::hardware_concurrency(),
       .fails_fast = command.fails_fast,
       .progress = [&](std::size_t done, std::size_t total) { progress.Show(done, total); }});
}

WriteProblem Write(const ReportTarget& target, const Report& report) {
  if (target.file.empty()) {
    return WriteStandardOutput(Render(report, target.format, {.has_color = WantsColor(), .program = ProgramName()}));
  }
  return WriteFile(target.file, Render(report, target.format));
}

// Returns whether all reports were written.
bool WriteAll(const ReplayCommand& command, const Report& report) {
  std::vector<ReportTarget> targets = command.reports;
  bool is_stdout_free = true;
  for (const ReportTarget& target : targets)
    is_stdout_free = is_stdout_free && !target.file.empty();
  if (is_stdout_free) targets.push_back({.format = ReportFormat::kText});
  bool all_written = true;
  for (const ReportTarget& target : targets) {
    if (const WriteProblem problem = Write(target, report)) {
      Complain("fakestream: " + *problem + "\n");
      all_written = false;
    }
  }
  return all_written;
}

ExitCode List(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) text += path + "\n";
  if (const WriteProblem problem = WriteStandardOutput(text)) {
    Complain("fakestream: " + *problem + "\n");
    return ExitCode::kBadInput;
  }
  return ExitCode::kHeld;
}

}  // namespace

ExitCode Run(const ReplayCommand& command) {
  const Checked<std::vector<std::string>> paths = Select(command);
  if (!paths) {
    Complain(paths.diagnostics());
    return ExitCode::kBadInput;
  }
  if (command.lists_only) return List(*paths);
  const Checked<std::vector<Scenario>> scenarios = LoadAll(*paths);
  if (!scenarios) {
    Complain(scenarios.diagnostics());
    Complain("fakestream: nothing was run\n");
    return ExitCode::kBadInput;
  }
  const Report report = RunAll(command, *scenarios);
  if (!WriteAll(command, report)) return ExitCode::kBadInput;
  return report.passed() ? ExitCode::kHeld : ExitCode::kFailed;
}

}  // namespace fakestream::tool
