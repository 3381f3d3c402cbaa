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

constexpr std::uint64_t kMaxFaults = 8;
constexpr std::uint64_t kMaxCalls = 100'000;  // a trace keeps more
constexpr std::uint64_t kAny = std::numeric_limits<std::uint64_t>::max();

// Numbers that mean something.
struct Range {
  std::uint64_t least = 0;
  std::uint64_t most = kAny;
};

std::uint64_t NumberIn(const std::string& option, const std::string& text, Range range) {
  const std::optional<std::uint64_t> number = ParseNumber(text);
  if (!number || *number < range.least || *number > range.most) {
    throw BadOption(fmt::format("{} {}: must be a number from {} to {}", option, Quoted(text),
                                range.least, range.most));
  }
  return *number;
}

// A time within which nothing can be done is none.
Duration TimeIn(const std::string& option, const std::string& text) {
  const Duration time = ParseWait(option, text);
  if (time > Duration{}) return time;
  throw BadOption(fmt::format("{} {}: must be longer than nothing", option, Quoted(text)));
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
  throw BadOption(fmt::format("--disable-oracle: unknown oracle {}; there are {}", Quoted(id),
                              Join(ids, ", ")));
}

void CheckKinds(const std::vector<std::string>& names) {
  const std::string problem = ProblemOfKinds(names);
  if (!problem.empty()) throw BadOption("--fault-kind: " + problem);
}

void JudgeSearch(ExploreOptions& search, const RawExplore& raw) {
  if (!raw.max_faults.empty()) {
    search.max_faults = NumberIn("--max-faults", raw.max_faults, {.most = kMaxFaults});
  }
  if (!raw.max_runs.empty()) search.max_runs = NumberIn("--max-runs", raw.max_runs, {.least = 1});
  if (!raw.random_runs.empty()) {
    search.random_runs = NumberIn("--random-runs", raw.random_runs, {});
  }
  if (!raw.shard.empty()) {
    const std::optional<Shard> shard = ParseShard(raw.shard);
    if (!shard) {
      throw BadOption(fmt::format("--shard {}: must be I/N with 1 <= I <= N", Quoted(raw.shard)));
    }
    search.shard = *shard;
  }
  CheckKinds(raw.fault_kinds);
  search.fault_kinds = raw.fault_kinds;
  search.collapses_polls = !raw.has_all_polls;
  search.contradictory_faults = raw.contradictory_faults;
  search.keeps_going = raw.keeps_going;
}

void AddSearch(CLI::App* explore, RawExplore& raw) {
  AddText(explore, "--max-faults", raw.max_faults, {"K", "Faults in a schedule (default: 2)"});
  explore->add_flag("--all-polls", raw.has_all_polls,
                    "Faults at every poll, not only the first two and the last of equal ones");
  explore
      ->add_option("--fault-kind", raw.fault_kinds,
                   "Kind of fault to play, such as ThrottlingException or \"timeout after the "
                   "effect\"; may be given several times (default: all)")
      ->type_name("KIND")
      ->take_all()
      ->allow_extra_args(false);
  explore->add_flag("--contradictory-faults", raw.contradictory_faults,
                    "Faults that contradict the state, too");
  explore->add_flag(
      "--keep-going", raw.keeps_going,
      "Go on behind what is found: the smallest schedule of each oracle and operation");
  AddText(explore, "--max-time", raw.max_time, {"DURATION", "For the whole search"});
  AddText(explore, "--max-runs", raw.max_runs, {"N", "For the whole search"});
  AddText(explore, "--random-runs", raw.random_runs,
          {"N", "With faults by chance, once every schedule was run (default: 0)"});
  AddText(explore, "--shard", raw.shard, {"I/N", "Only the I-th of N shares, counted from 1"});
}

// What the oracles allow.
void AddBounds(CLI::App* explore, RawExplore& raw) {
  AddText(explore, "--max-attempts", raw.max_attempts,
          {"N", "Of one request that keeps failing, for bounded_attempts (default: 20)"});
  AddText(explore, "--max-calls", raw.max_calls,
          {"N", "Of one run of CMD, for terminates (default: 1000)"});
  AddText(explore, "--transient-faults", raw.transient_faults,
          {"N", "Faults that pass which CMD must get over in one run (default: 2)"});
}

void JudgeBounds(OracleOptions& oracles, const RawExplore& raw) {
  if (!raw.max_attempts.empty()) {
    oracles.attempts = NumberIn("--max-attempts", raw.max_attempts, {.least = 1});
  }
  if (!raw.max_calls.empty()) {
    oracles.limits.calls = NumberIn("--max-calls", raw.max_calls, {1, kMaxCalls});
  }
  if (!raw.transient_faults.empty()) {
    oracles.transient_faults = NumberIn("--transient-faults", raw.transient_faults, {});
  }
}

// As the command that runs it again must have them.
void AddDifference(std::string& line, std::string_view option, std::uint64_t number,
                   std::uint64_t standard) {
  if (number != standard) line += fmt::format(" {} {}", option, number);
}

}  // namespace

std::string BoundsOf(const OracleOptions& oracles) {
  const OracleOptions standard;
  std::string line;
  AddDifference(line, "--max-attempts", oracles.attempts, standard.attempts);
  AddDifference(line, "--max-calls", oracles.limits.calls, standard.limits.calls);
  AddDifference(line, "--transient-faults", oracles.transient_faults, standard.transient_faults);
  return line;
}

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
       "tell, else not copied), held against what is there. Without it, any code but 0 says that "
       "CMD failed, which is right where a fault acted that does not pass"});
  explore
      ->add_option("--disable-oracle", raw.disabled_oracles,
                   "Oracle to disable; may be given several times")
      ->type_name("ID")
      ->take_all()
      ->allow_extra_args(false);
  AddBounds(explore, raw);
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

ExploreCommand ParseExploreOptions(ExploreCommand command, const RawExplore& raw) {
  JudgeSearch(command.search, raw);
  if (!raw.goal.empty()) command.oracles.goal = GoalIn(raw.goal);
  for (const std::string& id : raw.disabled_oracles) CheckOracle(id);
  command.oracles.disabled = raw.disabled_oracles;
  JudgeBounds(command.oracles, raw);
  if (!raw.jobs.empty()) command.jobs = NumberIn("--jobs", raw.jobs, {1, kMaxJobs});
  if (!raw.timeout.empty()) command.program_timeout = TimeIn("--timeout", raw.timeout);
  if (!raw.max_time.empty()) command.max_time = TimeIn("--max-time", raw.max_time);
  if (!raw.hang.empty()) command.hang = ParseWait("--hang", raw.hang);
  return command;
}

}  // namespace fakestream::tool
