// SPDX-License-Identifier: Apache-2.0
#include "tools/explore_options.h"

#include <algorithm>
#include <limits>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "fakestream/base/text.h"

#include "tools/add_option.h"
#include "tools/help_text.h"
#include "tools/option_texts.h"

namespace fakestream::tool {
namespace {

constexpr std::uint64_t kMostFaults = 8;
constexpr std::uint64_t kMostJobs = 256;
constexpr std::uint64_t kAny = std::numeric_limits<std::uint64_t>::max();

std::uint64_t NumberIn(const std::string& option, const std::string& text, std::uint64_t most) {
  const std::optional<std::uint64_t> number = ParseNumber(text);
  if (!number || *number > most) {
    throw BadOption(
        fmt::format("{} {}: must be a number from 0 to {}", option, Quoted(text), most));
  }
  return *number;
}

Goal GoalIn(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == text.size()) {
    throw BadOption(fmt::format("--goal {}: must be REGION/IMAGE, as in --goal eu-west-1/golden-eu",
                                Quoted(text)));
  }
  return {.region = text.substr(0, slash), .image = text.substr(slash + 1)};
}

void CheckOracle(const std::string& id) {
  std::vector<std::string> ids;
  for (const Oracle& oracle : Oracles()) ids.emplace_back(oracle.id);
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return;
  throw BadOption(fmt::format("--without {}: there is no such oracle; there are {}", Quoted(id),
                              Join(ids, ", ")));
}

void CheckKinds(const std::vector<std::string>& names) {
  const std::string problem = ProblemOfKinds(names);
  if (!problem.empty()) throw BadOption("--only " + problem);
}

void JudgeSearch(ExploreOptions& search, const RawExplore& raw) {
  if (!raw.max_faults.empty()) {
    search.max_faults = NumberIn("--max-faults", raw.max_faults, kMostFaults);
  }
  if (!raw.most_runs.empty()) search.most_runs = NumberIn("--most-runs", raw.most_runs, kAny);
  if (!raw.random_runs.empty()) {
    search.random_runs = NumberIn("--random-runs", raw.random_runs, kAny);
  }
  if (!raw.shard.empty()) {
    const std::optional<Shard> shard = ParseShard(raw.shard);
    if (!shard) {
      throw BadOption(fmt::format("--shard {}: must be I/N with 1 <= I <= N", Quoted(raw.shard)));
    }
    search.shard = *shard;
  }
  CheckKinds(raw.only);
  search.only = raw.only;
  search.collapses_polls = !raw.has_all_polls;
  search.may_lie = raw.may_lie;
}

void AddSearch(CLI::App* explore, RawExplore& raw) {
  AddText(explore, "--max-faults", raw.max_faults, {"K", "Faults in a schedule (default: 2)"});
  explore->add_flag("--all-polls", raw.has_all_polls,
                    "Faults at every poll, not only the first two and the last of equal ones");
  explore
      ->add_option("--only", raw.only,
                   "Kind of fault to play, such as ThrottlingException or \"timeout after the "
                   "effect\"; may be given several times (default: all)")
      ->type_name("FAULT")
      ->take_all()
      ->allow_extra_args(false);
  explore->add_flag("--lies", raw.may_lie, "Faults that contradict the state, too");
  AddText(explore, "--most-time", raw.most_time, {"DURATION", "For the whole search"});
  AddText(explore, "--most-runs", raw.most_runs, {"N", "For the whole search"});
  AddText(explore, "--random-runs", raw.random_runs,
          {"N", "With faults by chance, once every schedule was run (default: 0)"});
  AddText(explore, "--shard", raw.shard, {"I/N", "Only the I-th of N shares, counted from 1"});
}

}  // namespace

CLI::App* AddExplore(CLI::App& app, ExploreCommand& command, RawExplore& raw) {
  CLI::App* const explore = app.add_subcommand(
      "explore", "Run a program under every schedule of a few faults, to find what breaks it");
  explore->add_option("SCENARIO", command.scenario, "A scenario file; its steps are not run")
      ->type_name("")
      ->required();
  explore->add_option("CMD", command.command, "The program and its arguments, behind --")
      ->type_name("")
      ->required();
  AddText(
      explore, "--goal", raw.goal,
      {"REGION/IMAGE",
       "The copy that CMD is to bring about: its exit code is then a claim (0 copied, 75 cannot "
       "tell, else not copied), held against what is there. Without it, any code but 0 is a "
       "failure"});
  explore->add_option("--without", raw.without, "Oracle not to ask; may be given several times")
      ->type_name("ORACLE")
      ->take_all()
      ->allow_extra_args(false);
  AddSearch(explore, raw);
  AddText(explore, "--jobs", raw.jobs,
          {"N", "Programs that run at a time (default: one per core)"});
  AddText(explore, "--timeout", raw.timeout, {"DURATION", "For one run of CMD (default: 60s)"});
  AddText(explore, "--hang", raw.hang,
          {"DURATION", "How long a reply that times out keeps its connection (default: 10ms)"});
  AddText(explore, "--found", command.found,
          {"FILE", "Where what is found goes (default: SCENARIO's name, with .found.json)"});
  AddText(explore, "--certificate", command.certificate,
          {"FILE", "Where to write what was covered, as JSON"});
  explore->add_flag("--replay", command.replays,
                    "Run CMD once against a found SCENARIO: still fails, fixed, or drifted");
  explore->footer(kExploreFooter);
  return explore;
}

ExploreCommand Judge(ExploreCommand command, const RawExplore& raw) {
  JudgeSearch(command.search, raw);
  if (!raw.goal.empty()) command.oracles.goal = GoalIn(raw.goal);
  for (const std::string& id : raw.without) CheckOracle(id);
  command.oracles.off = raw.without;
  if (!raw.jobs.empty()) command.jobs = NumberIn("--jobs", raw.jobs, kMostJobs);
  if (!raw.timeout.empty()) command.patience = ParseWait("--timeout", raw.timeout);
  if (!raw.most_time.empty()) command.most_time = ParseWait("--most-time", raw.most_time);
  if (!raw.hang.empty()) command.hang = ParseWait("--hang", raw.hang);
  return command;
}

}  // namespace fakestream::tool
