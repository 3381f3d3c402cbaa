// SPDX-License-Identifier: Apache-2.0
#include "tools/explore_runner.h"

#include <algorithm>
#include <csignal>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include "tools/client_environment.h"
#include "tools/descriptors.h"

namespace fakestream::tool {
namespace {

// What an exit code says about the goal (75 is EX_TEMPFAIL of sysexits.h).
constexpr int kCannotTell = 75;
constexpr int kSignalBase = 128;

// More than any limit of calls.
constexpr std::size_t kTraceLimit = 1'000'000;

// An endpoint, and the connections of a program with some threads.
constexpr std::size_t kDescriptorsOfSeat = 32;

// How long a reply is kept back where calls are to show that they overlap: longer than a thread
// takes to send the next, and nothing to wait for.
constexpr std::chrono::milliseconds kOverlapHold{5};

std::size_t SeatsFor(std::size_t jobs) {
  return AffordableJobs(jobs > 0 ? jobs : std::max(1U, std::thread::hardware_concurrency()),
                        kDescriptorsOfSeat);
}

// In virtual time a request is as long as its scenario says, and a program's own pauses are
// nothing.
OracleOptions OraclesFor(OracleOptions oracles, const Scenario& scenario) {
  oracles.disabled.emplace_back("no_hot_loop");
  oracles.conditions = scenario.finally;
  return oracles;
}

std::chrono::milliseconds Milliseconds(Duration length) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(length);
}

}  // namespace

ExploreRunner::ExploreRunner(const ExploreCommand& command, Scenario scenario)
    : command_(&command),
      scenario_(std::move(scenario)),
      oracles_(OraclesFor(command.oracles, scenario_)),
      seats_(SeatsFor(command.jobs)),
      pool_(seats_.size(), Milliseconds(command.program_timeout)) {
  try {
    for (WorkerSlot& seat : seats_) {
      seat.served =
          // A program that moved time, or read the state, would not do that in production.
          std::make_unique<ScenarioServer>(
              scenario_, ServeOptions{.hang = command.hang, .has_control = false}, kTraceLimit);
    }
  } catch (const CannotListen&) {
    // Fewer at a time make the search slower, not wrong.
    std::erase_if(seats_, [](const WorkerSlot& seat) { return seat.served == nullptr; });
    if (seats_.empty()) throw;
  }
}

void ExploreRunner::Announce(std::span<const RunRequest> requests) {
  if (requests.empty()) jobs_.remove_if([](const auto& job) { return !job->is_begun; });
  // A search asks first for what it announced last.
  std::list<std::shared_ptr<Job>> jobs;
  for (const RunRequest& request : requests) jobs.push_back(std::make_shared<Job>(Job{request}));
  jobs_.splice(jobs_.begin(), jobs);
}

RunRecord ExploreRunner::Run(const RunRequest& request) {
  const std::shared_ptr<Job> job = JobFor(request);
  while (!job->is_done) {
    Fill();
    const std::optional<ChildPool::Ended> ended =
        pool_.Await([this](std::size_t slot) { return IsExhausted(seats_[slot]); });
    if (!ended) throw CannotGoOn{kSignalBase + pool_.signal()};
    WorkerSlot& seat = seats_.at(ended->slot);
    seat.job->record = Record(seat, seat.job->request, ended->end);
    seat.job->is_done = true;
    seat.job.reset();
  }
  jobs_.remove(job);
  return std::move(job->record);
}

RunOutcome ExploreRunner::RunAloud(const RunRequest& request) {
  pool_.Clear();
  for (WorkerSlot& other : seats_) other.job.reset();
  jobs_.clear();
  WorkerSlot& seat = seats_.front();
  Prepare(seat, request);
  const int problem =
      pool_.Start(0, command_->command, EnvironmentFor(*seat.served), ChildOutput::kOurs);
  if (problem != 0) throw CannotGoOn{problem};
  const std::optional<ChildPool::Ended> ended =
      pool_.Await([&](std::size_t /*slot*/) { return IsExhausted(seat); });
  if (!ended) throw CannotGoOn{kSignalBase + pool_.signal()};
  return RunOutcomeOf(seat, ended->end);
}

StoredRun ExploreRunner::RunStored() {
  const RunOutcome run_outcome = RunAloud({.seed = scenario_.given.seed});
  StoredRun run;
  seats_.front().served->With(
      [&](WorldHost& session) { run = JudgeStored(session.world(), run_outcome, oracles_); });
  return run;
}

std::shared_ptr<ExploreRunner::Job> ExploreRunner::JobFor(const RunRequest& request) {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(),
                                  [&](const auto& job) { return job->request == request; });
  if (found != jobs_.end()) return *found;
  jobs_.push_front(std::make_shared<Job>(Job{request}));
  return jobs_.front();
}

void ExploreRunner::Fill() {
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    WorkerSlot& seat = seats_[i];
    if (seat.job) continue;
    const auto next =
        std::find_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return !job->is_begun; });
    if (next == jobs_.end()) return;
    seat.job = *next;
    seat.job->is_begun = true;
    Prepare(seat, seat.job->request);
    const int problem = pool_.Start(i, command_->command, EnvironmentFor(*seat.served));
    if (problem != 0) throw CannotGoOn{problem};
  }
}

void ExploreRunner::Prepare(WorkerSlot& seat, const RunRequest& request) {
  Scenario scenario = scenario_;
  scenario.given.seed = request.seed;
  scenario.faults.insert(scenario.faults.end(), request.faults.begin(), request.faults.end());
  scenario.fault_lines.clear();
  seat.served->With([&](WorldHost& session) {
    session.Reset(std::move(scenario));
    session.world().SetLimits(oracles_.limits);
    seat.served->endpoint().HoldReplies(request.seeks_overlap ? kOverlapHold : Duration{});
  });
}

RunRecord ExploreRunner::Record(WorkerSlot& seat, const RunRequest& request, const ChildEnd& end) {
  RunRecord record;
  RunOutcome run_outcome = RunOutcomeOf(seat, end);
  seat.served->With([&](WorldHost& session) {
    record = RecordOf(session.world(), std::move(run_outcome), request, oracles_,
                      scenario_.faults.size());
    for (UnansweredCalls calls : session.elsewhere()) {
      if (!calls.is_allowed) record.unanswered.push_back(std::move(calls));
    }
    record.has_concurrent_calls = seat.served->endpoint().HasOverlapped();
  });
  return record;
}

bool ExploreRunner::IsExhausted(WorkerSlot& seat) {
  bool is_exhausted = false;
  seat.served->With(
      [&](WorldHost& session) { is_exhausted = !session.world().exhausted().empty(); });
  return is_exhausted;
}

RunOutcome ExploreRunner::RunOutcomeOf(WorkerSlot& seat, const ChildEnd& end) const {
  if (IsExhausted(seat)) return {};  // its World knows the limit
  if (end.is_out_of_time) {
    return {.exhausted = fmt::format("it did not end within {} (--timeout)",
                                     ToText(command_->program_timeout))};
  }
  if (end.code > kSignalBase && end.code <= kSignalBase + SIGRTMAX) {
    return {.exception = fmt::format("signal {} ended it", end.code - kSignalBase)};
  }
  if (!oracles_.goal) {
    if (end.code == 0) return {};
    return {.reported_failure = fmt::format("it ended with exit code {}", end.code)};
  }
  if (end.code == 0) return {.claim = Claim::kCopied};
  return {.claim = end.code == kCannotTell ? Claim::kUnknown : Claim::kNotCopied};
}

}  // namespace fakestream::tool
