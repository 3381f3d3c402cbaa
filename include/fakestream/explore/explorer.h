// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs code under every schedule of at most k faults, fewest first, and finds the least one that it
// does not survive.
//
//   const Exploration found = Explore({.max_faults = 2}, [&](const RunRequest& request) {
//     return RunInWorld(experiment, request);
//   });
//
// Where a fault can stand is found out by running: the children of a schedule are its own run's
// calls behind the last fault, each with all that can go wrong there. So each set of faults is run
// once, and the first that fails has as few faults as any; of those, the least by place and kind. A
// child goes the way of its parent until it branches off, which checks each run against another for
// nothing.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fakestream/base/shard.h"
#include "fakestream/explore/run.h"
#include "fakestream/explore/schedule.h"

namespace fakestream {

struct SearchProgress {
  std::size_t faults = 0;      // of the schedules that run now
  std::uint64_t runs = 0;      // done, of all numbers of faults
  std::uint64_t expected = 0;  // at the end of this number of faults, as far as can be told
};

struct ExploreOptions {
  std::size_t max_faults = 2;
  bool contradictory_faults = false;  // faults that contradict the state, too
  std::vector<std::string>
      fault_kinds{};  // names of the kinds of faults that are played; empty: all
  // Of calls in a row that ask and get the same, only the first, the second and the last. Makes
  // long polls short, and misses a bug that needs the seventh of eleven.
  bool collapses_polls = false;
  std::uint64_t seed = 0;         // of every run
  std::uint64_t max_runs = 0;     // 0: no limit
  std::uint64_t random_runs = 0;  // once all schedules are done: runs with faults left to chance
  std::vector<std::string>
      disabled_oracles{};  // ids of oracles that the runner does not ask, to be named
  // Only what begins with the shard's share of the first faults. The least of all shards'
  // violations is that of the whole search.
  Shard shard{};
  // Asked between runs; true ends the search. Time is the caller's affair.
  std::function<bool()> should_stop{};
  std::function<void(const SearchProgress&)> progress{};
  // Told which runs come next, for a runner that makes several at a time; told of none when what
  // was announced is not wanted any more.
  std::function<void(std::span<const RunRequest>)> announce{};
  // Goes on behind a violation, though not to schedules that begin with it: the least is found of
  // each oracle and operation.
  bool keeps_going = false;
  // Told each schedule and what came of it.
  std::function<void(const FaultSchedule&, const RunRecord&)> on_run{};
};

// A schedule that the code does not survive.
struct Violation {
  FaultSchedule schedule{};
  OracleViolation finding{};
  std::uint64_t run = 0;          // 1-based index of the run that found it
  bool is_random = false;         // found by chance, then shrunk
  std::vector<CallLine> lines{};  // its calls
  // For each fault, what else at its place breaks the same oracle.
  std::vector<std::vector<std::string>> alternatives{};
};

// Twice the same faults, and the code went two ways.
struct Indeterminism {
  FaultSchedule schedule{};
  std::string what{};
};

// Nothing answered calls that are not allowed to go without: what such a run shows, it shows of
// code that got errors which production does not have.
struct UnansweredRun {
  Script faults{};  // under which it happened; none: without any
  std::vector<UnansweredCalls> calls{};
};

// How often a fault acted, by the call that it acted on.
struct Coverage {
  Operation operation{};
  std::string kind{};
  bool is_persistent = false;
  std::map<std::uint64_t, std::uint64_t> runs_by_call{};
};

struct Exploration {
  ExploreOptions options{};              // as given, without its functions
  std::optional<Violation> violation{};  // the least
  // With `keeps_going`: the least of each other oracle and operation, in the order of the search.
  std::vector<Violation> more_violations{};
  std::optional<Indeterminism> indeterminism{};
  std::optional<UnansweredRun> unanswered{};  // ends the search, mostly before it begins
  std::vector<std::uint64_t> schedules{};     // run, by their number of faults
  std::optional<std::size_t> complete{};      // every schedule of at most so many faults was run
  std::uint64_t other_runs = 0;  // to branch off from, to confirm, to shrink, to explain
  std::uint64_t random_runs = 0;
  std::uint64_t calls = 0;  // of all runs
  Duration elapsed{};       // virtual time of all runs
  std::size_t points = 0;   // calls of the run without faults where one could act
  std::vector<Coverage> coverage{};
  std::uint64_t digest = 0;  // of what came of each schedule, in their order
  // Calls of some run came from several threads, or were in flight at once: no schedule says which
  // of them came first.
  bool has_concurrent_calls = false;

  std::uint64_t runs() const;  // schedules and random runs

  bool passed() const { return !violation && !indeterminism && !unanswered; }
};

Exploration Explore(const ExploreOptions& options, const Runner& run);

}  // namespace fakestream
