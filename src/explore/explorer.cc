// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/explorer.h"

#include <algorithm>
#include <utility>

#include "explore/children.h"
#include "explore/tally.h"

#include "fakestream/explore/random_faults.h"
#include "fakestream/explore/shrink.h"

namespace fakestream {
namespace {

// A failing schedule has failed so often before it is called one.
constexpr int kConfirmations = 3;

constexpr const char* kFailedOnce = "it failed once, and did not the next time";

// A schedule that has been run, with the calls behind it.
struct Node {
  FaultSchedule schedule{};
  std::uint64_t number = 0;  // of the call that the last fault acted on
  RunRecord record{};
};

FaultSchedule With(const FaultSchedule& schedule, const ScheduledFault& fault) {
  FaultSchedule longer;
  longer.reserve(schedule.size() + 1);
  longer = schedule;
  longer.push_back(fault);
  return longer;
}

class Search {
 public:
  Search(const ExploreOptions& options, const Runner& run)
      : options_(&options), run_(&run), tally_(options, result_) {}

  Exploration Result() {
    for (std::size_t faults = 0; faults <= options_->max_faults && !is_over_; ++faults) {
      result_.schedules.push_back(0);
      firsts_ = firsts_done_ = 0;
      if (faults == 0) {
        RunRoot();
      } else {
        Expand(root_, faults);
      }
      if (!is_over_) result_.complete = faults;
    }
    for (std::uint64_t i = 0; i < options_->random_runs && !is_over_; ++i) RunByChance(i);
    tally_.Finish();
    return std::move(result_);
  }

 private:
  RunRequest RequestFor(const FaultSchedule& schedule) const {
    return {.faults = ToScript(schedule), .seed = options_->seed};
  }

  void RunRoot() {
    RunRequest request = RequestFor({});
    request.wants_points = true;
    Announce({request});
    root_.record = (*run_)(request);
    result_.points = root_.record.points.size();
    Judge({}, root_.record);
  }

  // Runs every schedule of so many faults that begins with the node's.
  void Expand(const Node& node, std::size_t faults) {
    const bool is_last = node.schedule.size() + 1 == faults;
    const std::vector<Child> children = ChildrenOf(node);
    std::vector<RunRequest> requests;
    if (options_->announce) {
      for (const Child& child : children) requests.push_back(RequestFor(node, child, is_last));
      Announce(requests);
    }
    if (node.schedule.empty()) firsts_ = children.size();
    for (const Child& child : children) {
      if (IsOver()) return;
      Node next{.schedule = With(node.schedule, child.fault), .number = child.number};
      next.record = (*run_)(RequestFor(node, child, is_last));
      // A run that was ended for its length may have lost its beginning.
      const bool is_known = next.record.arrival != 0 || next.record.testimony.exhausted.empty();
      if (is_known && next.record.arrival != child.arrival) return GoesTwoWays(node, next);
      if (is_last) {
        Judge(next.schedule, next.record);
      } else {
        ++result_.other_runs;
        if (!next.record.finding) Expand(next, faults);
      }
      if (node.schedule.empty()) ++firsts_done_;
    }
  }

  std::vector<Child> ChildrenOf(const Node& node) const {
    std::vector<Child> children = ChildrenBehind(node.number, node.record.points, *options_);
    if (!node.schedule.empty() || options_->shard.count == 1) return children;
    std::vector<Child> share;
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (i % options_->shard.count == options_->shard.index) share.push_back(children[i]);
    }
    return share;
  }

  RunRequest RequestFor(const Node& node, const Child& child, bool is_last) const {
    RunRequest request = RequestFor(With(node.schedule, child.fault));
    request.branch = child.number;
    request.wants_points = !is_last;
    return request;
  }

  void Announce(const std::vector<RunRequest>& requests) const {
    if (options_->announce && !requests.empty()) options_->announce(requests);
  }

  void ForgetAnnounced() const {
    if (options_->announce) options_->announce({});
  }

  // Counts a schedule, and takes it for a violation when it fails again and again.
  void Judge(const FaultSchedule& schedule, const RunRecord& record) {
    ++result_.schedules.back();
    tally_.Count(schedule, record);
    if (options_->on_run) options_->on_run(schedule, record);
    if (options_->progress) options_->progress(CountProgress());
    if (!record.finding || result_.violation) return;
    const std::uint64_t run = result_.runs();
    Confirm(schedule, *record.finding, run);
  }

  SearchProgress CountProgress() const {
    const std::size_t faults = result_.schedules.size() - 1;
    SearchProgress progress{.faults = faults, .runs = result_.runs(), .expected = result_.runs()};
    if (firsts_done_ == 0) return progress;
    // The later the first fault, the fewer places are left behind it: those of n places that begin
    // in the last share r of them are about r^faults of all.
    const double left = static_cast<double>(firsts_ - firsts_done_) / static_cast<double>(firsts_);
    double share_left = 1;
    for (std::size_t i = 0; i < faults; ++i) share_left *= left;
    const auto done = static_cast<double>(result_.schedules[faults]);
    progress.expected += static_cast<std::uint64_t>(done / (1 - share_left) - done);
    return progress;
  }

  bool IsOver() {
    if (options_->most_runs > 0 && result_.runs() >= options_->most_runs) is_over_ = true;
    if (options_->is_over && options_->is_over()) is_over_ = true;
    return is_over_;
  }

  void Confirm(const FaultSchedule& schedule, const Finding& finding, std::uint64_t run) {
    if (!options_->finds_all) ForgetAnnounced();
    RunRequest request = RequestFor(schedule);
    request.wants_lines = true;
    Announce(std::vector<RunRequest>(kConfirmations - 1, request));
    std::vector<std::string> lines;
    for (int i = 1; i < kConfirmations; ++i) {
      ++result_.other_runs;
      RunRecord again = (*run_)(request);
      if (i == 1) lines = again.lines;
      if (again.finding == finding && again.lines == lines) continue;
      return Report(schedule, DifferenceOf(lines, again.lines));
    }
    result_.violation =
        Violation{.schedule = schedule, .finding = finding, .run = run, .lines = std::move(lines)};
    std::vector<RunRequest> others;
    for (const FaultSchedule& other : Alternatives(schedule)) {
      if (IsWanted(other)) others.push_back(RequestFor(other));
    }
    Announce(others);
    result_.violation->alternatives = Explain(schedule, FailsAs(finding));
    if (!options_->finds_all) is_over_ = true;
  }

  bool IsWanted(const FaultSchedule& schedule) const {
    return std::all_of(schedule.begin(), schedule.end(), [&](const ScheduledFault& fault) {
      return IsPlayed(*options_, KindOf(fault), fault.goes_on, true);
    });
  }

  StillFails FailsAs(const Finding& finding) {
    return [this, oracle = finding.oracle](const FaultSchedule& schedule) {
      if (!IsWanted(schedule)) return false;
      ++result_.other_runs;
      const RunRecord record = (*run_)(RequestFor(schedule));
      // A fault that does not act is none.
      std::vector<bool> has_acted(schedule.size(), false);
      for (const ActedFault& acted : record.acted) has_acted.at(acted.rule) = true;
      return record.finding && record.finding->oracle == oracle &&
             std::find(has_acted.begin(), has_acted.end(), false) == has_acted.end();
    };
  }

  // The node's run and its child's, which began with the same faults, were not the same.
  void GoesTwoWays(const Node& node, const Node& child) {
    RunRequest before = RequestFor(node.schedule);
    RunRequest after = RequestFor(child.schedule);
    before.wants_lines = after.wants_lines = true;
    result_.other_runs += 2;
    Report(child.schedule, DifferenceOf((*run_)(before).lines, (*run_)(after).lines));
  }

  void Report(const FaultSchedule& schedule, std::string difference) {
    result_.indeterminism = Indeterminism{.schedule = schedule, .what = std::move(difference)};
    is_over_ = true;
  }

  void RunByChance(std::uint64_t number) {
    if (IsOver()) return;
    std::vector<ChanceFault> faults =
        FaultsByChance(ChancePlan::kTwoPhase, OperationsIn(root_.record), options_->seed, number);
    std::erase_if(faults, [&](const ChanceFault& fault) {
      return !IsPlayed(*options_, FaultKindsOf(fault.operation)[fault.kind], false, false);
    });
    const RunRecord record = (*run_)({.faults = ToScript(faults), .seed = options_->seed});
    ++result_.random_runs;
    tally_.Count(record);
    if (!record.finding || result_.violation) return;
    const FaultSchedule schedule = ScheduleOf(faults, record);
    const StillFails still_fails = FailsAs(*record.finding);
    if (!still_fails(schedule)) return Report(schedule, kFailedOnce);
    const FaultSchedule least = Shrink(schedule, still_fails);
    ++result_.other_runs;
    const RunRecord shrunk = (*run_)(RequestFor(least));
    if (!shrunk.finding) return Report(least, kFailedOnce);
    Confirm(least, *shrunk.finding, result_.runs());
    if (result_.violation) result_.violation->is_random = true;
  }

  static std::vector<Operation> OperationsIn(const RunRecord& record) {
    std::vector<Operation> operations;
    for (const DecisionPoint& point : record.points) {
      if (std::find(operations.begin(), operations.end(), point.operation) == operations.end()) {
        operations.push_back(point.operation);
      }
    }
    return operations;
  }

  const ExploreOptions* options_;
  const Runner* run_;
  Exploration result_{};
  Tally tally_;
  Node root_{};
  std::size_t firsts_ = 0;  // places and kinds of the first fault, and how many of them are done
  std::size_t firsts_done_ = 0;
  bool is_over_ = false;
};

}  // namespace

std::uint64_t Exploration::runs() const {
  std::uint64_t runs = random_runs;
  for (const std::uint64_t of_level : schedules) runs += of_level;
  return runs;
}

Exploration Explore(const ExploreOptions& options, const Runner& run) {
  return Search(options, run).Result();
}

}  // namespace fakestream
