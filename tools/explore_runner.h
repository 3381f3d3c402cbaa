// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs a program once per schedule, several at a time, each against an endpoint of its own.

#include <cstddef>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "fakestream/explore/run.h"
#include "fakestream/explore/stored.h"

#include "tools/child_pool.h"
#include "tools/commands.h"
#include "tools/scenario_server.h"

namespace fakestream::tool {

// The program cannot be run; or a signal asked us to end.
struct CannotGoOn {
  int code = 0;  // to exit with
};

class ExploreRunner {
 public:
  // Throws CannotListen.
  ExploreRunner(const ExploreCommand& command, Scenario scenario);

  // What its runs are judged by.
  const OracleOptions& oracles() const { return oracles_; }

  // Takes note of runs that will be wanted, in this order; of none: forgets those not begun.
  void Announce(std::span<const RunRequest> requests);

  // Returns what came of a run, which is done by then; others may go on. Throws CannotGoOn.
  RunRecord Run(const RunRequest& request);

  // Runs it once more with its output where ours goes, and returns how it ended.
  RunOutcome RunAloud(const RunRequest& request);

  // Runs it so with the scenario's own faults, and judges whether it survives them now.
  StoredRun RunStored();

 private:
  struct Job {
    RunRequest request{};
    bool is_begun = false;
    bool is_done = false;
    RunRecord record{};
  };

  struct WorkerSlot {
    std::unique_ptr<ScenarioServer> served{};
    std::shared_ptr<Job> job{};  // shared with the list; null: the seat is free
  };

  std::shared_ptr<Job> JobFor(const RunRequest& request);
  // Begins what is waiting, as far as there are seats.
  void Fill();
  void Prepare(WorkerSlot& seat, const RunRequest& request);
  RunRecord Record(WorkerSlot& seat, const RunRequest& request, const ChildEnd& end);
  RunOutcome RunOutcomeOf(WorkerSlot& seat, const ChildEnd& end) const;
  static bool IsExhausted(WorkerSlot& seat);

  const ExploreCommand* command_;
  Scenario scenario_;
  OracleOptions oracles_;
  std::vector<WorkerSlot> seats_{};
  std::list<std::shared_ptr<Job>> jobs_{};  // not begun, under way, or done and not asked for yet
  ChildPool pool_;
};

}  // namespace fakestream::tool
