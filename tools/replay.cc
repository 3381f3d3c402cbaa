// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <thread>

#include <fmt/format.h>
#include "base/clean_text.h"
#include "endpoint/transport.h"

#include "fakestream/base/text.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/wire/client.h"

#include "scenario/parallel_replay.h"
#include "tools/commands.h"
#include "tools/descriptors.h"
#include "tools/output.h"
#include "tools/outputs.h"
#include "tools/reports.h"
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

std::vector<ReplayArm> ArmsOf(const std::vector<Seam>& seams) {
  std::vector<ReplayArm> arms;
  for (const Seam seam : seams) {
    ReplayArm arm{.name = std::string(NameOf(seam))};
    switch (seam) {
      case Seam::kDirect: break;
      case Seam::kJson: arm.clients = ClientsOverWire(WireProtocol::kJson); break;
      case Seam::kCbor: arm.clients = ClientsOverWire(WireProtocol::kCbor); break;
      case Seam::kEndpointJson: arm.clients = ClientsOverEndpoint(WireProtocol::kJson); break;
      case Seam::kEndpointCbor: arm.clients = ClientsOverEndpoint(WireProtocol::kCbor); break;
    }
    arms.push_back(std::move(arm));
  }
  return arms;
}

// An endpoint, and a connection to it from each of some regions.
constexpr std::size_t kDescriptorsOfEndpoint = 32;

std::size_t JobsFor(const ReplayCommand& command, std::size_t scenarios) {
  const std::size_t wanted =
      command.jobs > 0 ? command.jobs : std::max(1U, std::thread::hardware_concurrency());
  const bool has_endpoint = std::any_of(command.seams.begin(), command.seams.end(), [](Seam seam) {
    return seam == Seam::kEndpointJson || seam == Seam::kEndpointCbor;
  });
  const std::size_t jobs = std::min(wanted, std::max<std::size_t>(scenarios, 1));
  return has_endpoint ? AffordableJobs(jobs, kDescriptorsOfEndpoint) : jobs;
}

Report RunAll(const ReplayCommand& command, const std::vector<Scenario>& scenarios) {
  Progress progress;
  return ReplayAll(scenarios, {.replay = {.seed = command.seed},
                               .arms = ArmsOf(command.seams),
                               .jobs = JobsFor(command, scenarios.size()),
                               .fails_fast = command.fails_fast,
                               .progress = [&](std::size_t done, std::size_t total) {
                                 progress.Show(fmt::format("{}/{} scenarios", done, total));
                               }});
}

ExitCode List(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) text += OneLine(path) + "\n";
  return PrintLines(text);
}

}  // namespace

ExitCode Run(const ReplayCommand& command) {
  const Checked<std::vector<std::string>> paths = Select(command);
  if (!paths) {
    PrintErrorText(paths.diagnostics());
    return ExitCode::kBadInput;
  }
  if (command.lists_only) return List(*paths);
  if (const auto problem = ProblemOf({.inputs = *paths, .outputs = OutputsOf(command.reports)})) {
    PrintError(*problem);
    return ExitCode::kBadInput;
  }
  const Checked<std::vector<Scenario>> scenarios = LoadAll(*paths);
  if (!scenarios) {
    PrintErrorText(scenarios.diagnostics());
    PrintErrorText("fakestream: nothing was run\n");
    return ExitCode::kBadInput;
  }
  RaiseDescriptorLimit();
  const Report report = RunAll(command, *scenarios);
  if (!WriteReports(command.reports, report, DefaultText::kStandardOutput))
    return ExitCode::kBadInput;
  return report.passed() ? ExitCode::kSuccess : ExitCode::kFailed;
}

}  // namespace fakestream::tool
