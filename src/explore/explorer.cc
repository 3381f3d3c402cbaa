// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/explorer.h"

#include <algorithm>
#include <utility>

#include "explore/children.h"
#include "explore/random_faults.h"
#include "explore/shrink.h"
#include "explore/tally.h"

namespace fakestream {
namespace {

// A failing schedule has failed so often before it is called one.
constexpr int kConfirmations = 3;

constexpr const char* kFailedOnce = "it failed once, and did not the next time";
constexpr const char* kFailedLater = "it failed when it was run again, and had not the first time";

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

// Whether two findings are of one failure. Their words may have an address in them.
bool IsSameFailure(const OracleViolation& one, const OracleViolation& other) {
  return one.oracle == other.oracle && one.place == other.place;
}

// The operation at which the last fault acts; nothing without faults.
std::optional<Operation> OperationOf(const FaultSchedule& schedule) {
  return schedule.empty() ? std::nullopt : std::optional(schedule.back().operation);
}

// Whether one run failed as the other did. A program that was killed may have come further one time
// than another.
bool FailedAlike(const RunRecord& one, const RunRecord& other) {
  if (!one.finding || !other.finding || !IsSameFailure(*one.finding, *other.finding)) return false;
  const bool are_cut = !one.run_outcome.exhausted.empty() && !other.run_outcome.exhausted.empty();
  if (!are_cut) return one.lines == other.lines;
  const std::size_t common = std::min(one.lines.size(), other.lines.size());
  const auto end = one.lines.begin() + static_cast<std::ptrdiff_t>(common);
  return std::equal(one.lines.begin(), end, other.lines.begin());
}

// The faults in the order in which they acted.
FaultSchedule InOrder(const FaultSchedule& schedule, const RunRecord& record) {
  FaultSchedule ordered;
  for (const ActedFault& acted : record.acted) {
    const ScheduledFault& fault = schedule.at(acted.rule);
    if (std::find(ordered.begin(), ordered.end(), fault) == ordered.end()) ordered.push_back(fault);
  }
  return ordered.size() == schedule.size() ? ordered : schedule;
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
    request.wants_points = request.seeks_overlap = true;
    Announce({request});
    root_.record = RunOnce(request);
    result_.points = root_.record.points.size();
    Evaluate({}, root_.record);
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
      next.record = RunOnce(RequestFor(node, child, is_last));
      // A run that was ended for its length may have lost its beginning.
      const bool is_known = next.record.arrival != 0 || next.record.run_outcome.exhausted.empty();
      if (is_known && next.record.arrival != child.arrival) return GoesTwoWays(node, next);
      if (!GoOnBehind(next, faults)) return;
      if (node.schedule.empty()) ++firsts_done_;
    }
  }

  // Judges a run of so many faults, and expands one of fewer. False where the level ends here.
  bool GoOnBehind(const Node& node, std::size_t faults) {
    if (node.schedule.size() == faults) {
      Evaluate(node.schedule, node.record);
      return true;
    }
    ++result_.other_runs;
    if (result_.unanswered) return false;
    if (!node.record.finding) {
      Expand(node, faults);
    } else if (!options_->keeps_going) {
      Report(node.schedule, kFailedLater);
      return false;
    }
    return true;
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
  void Evaluate(const FaultSchedule& schedule, const RunRecord& record) {
    ++result_.schedules.back();
    tally_.Count(schedule, record);
    if (options_->on_run) options_->on_run(schedule, record);
    if (options_->progress) options_->progress(CountProgress());
    if (!record.finding || result_.unanswered || IsKnown(schedule, *record.finding)) return;
    Confirm(schedule, record, result_.runs());
  }

  // Whether there is a violation of that oracle at that operation already.
  bool IsKnown(const FaultSchedule& schedule, const OracleViolation& finding) const {
    const auto is_alike = [&](const Violation& known) {
      return IsSameFailure(known.finding, finding) &&
             OperationOf(known.schedule) == OperationOf(schedule);
    };
    const std::vector<Violation>& more = result_.more_violations;
    return result_.violation &&
           (is_alike(*result_.violation) || std::any_of(more.begin(), more.end(), is_alike));
  }

  void Add(Violation violation) {
    if (!result_.violation) {
      result_.violation = std::move(violation);
    } else {
      result_.more_violations.push_back(std::move(violation));
    }
    if (!options_->keeps_going) is_over_ = true;
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
    if (options_->max_runs > 0 && result_.runs() >= options_->max_runs) is_over_ = true;
    if (IsOutOfTime()) is_over_ = true;
    return is_over_;
  }

  bool IsOutOfTime() const { return options_->should_stop && options_->should_stop(); }

  RunRecord RunOnce(const RunRequest& request) {
    RunRecord record = Run(request);
    for (const Operation operation : record.operations) {
      const bool is_known =
          std::find(operations_.begin(), operations_.end(), operation) != operations_.end();
      if (!is_known) operations_.push_back(operation);
    }
    if (!record.unanswered.empty()) {
      result_.unanswered = UnansweredRun{.faults = request.faults, .calls = record.unanswered};
      is_over_ = true;
    }
    return record;
  }

  RunRecord RunAgain(const RunRequest& request) {
    ++result_.other_runs;
    return Run(request);
  }

  RunRecord Run(const RunRequest& request) {
    RunRecord record = (*run_)(request);
    if (record.has_concurrent_calls) result_.has_concurrent_calls = true;
    return record;
  }

  void Confirm(const FaultSchedule& schedule, const RunRecord& failed, std::uint64_t run,
               bool is_random = false) {
    if (!options_->keeps_going) ForgetAnnounced();
    RunRequest request = RequestFor(schedule);
    request.wants_lines = true;
    Announce(std::vector<RunRequest>(kConfirmations - 1, request));
    const RunRecord first = RunAgain(request);
    if (!first.finding) return Report(schedule, SeekDifference(request, first));
    if (!IsSameFailure(*first.finding, *failed.finding)) {
      return Report(schedule,
                    "it failed in two ways: " + failed.finding->what + "; " + first.finding->what);
    }
    for (int i = 2; i < kConfirmations; ++i) {
      const RunRecord again = RunAgain(request);
      if (!FailedAlike(first, again)) {
        return Report(schedule, DifferenceOf(first.lines, again.lines));
      }
    }
    Violation violation{.schedule = schedule,
                        .finding = *first.finding,
                        .run = run,
                        .is_random = is_random,
                        .lines = first.lines};
    Announce(RequestsFor(Alternatives(schedule)));
    const StillFails still_fails = FailsAs(*first.finding);
    violation.alternatives = Explain(
        schedule, [&](const FaultSchedule& other) { return !IsOutOfTime() && still_fails(other); });
    Add(std::move(violation));
  }

  // The run that failed left no lines; another may go its way again.
  std::string SeekDifference(RunRequest request, const RunRecord& passed) {
    request.seeks_overlap = true;
    for (int i = 1; i < kConfirmations; ++i) {
      const RunRecord again = RunAgain(request);
      if (again.lines != passed.lines) return DifferenceOf(passed.lines, again.lines);
    }
    return kFailedOnce;
  }

  std::vector<RunRequest> RequestsFor(const std::vector<FaultSchedule>& schedules) const {
    std::vector<RunRequest> requests;
    for (const FaultSchedule& schedule : schedules) {
      if (IsWanted(schedule)) requests.push_back(RequestFor(schedule));
    }
    return requests;
  }

  bool IsWanted(const FaultSchedule& schedule) const {
    return std::all_of(schedule.begin(), schedule.end(), [&](const ScheduledFault& fault) {
      return IsPlayed(*options_, KindOf(fault), fault.is_persistent, true);
    });
  }

  StillFails FailsAs(const OracleViolation& finding) {
    return [this, finding](const FaultSchedule& schedule) {
      if (!IsWanted(schedule)) return false;
      const RunRecord record = RunAgain(RequestFor(schedule));
      // A fault that does not act is none.
      std::vector<bool> has_acted(schedule.size(), false);
      for (const ActedFault& acted : record.acted) has_acted.at(acted.rule) = true;
      return record.finding && IsSameFailure(*record.finding, finding) &&
             std::find(has_acted.begin(), has_acted.end(), false) == has_acted.end();
    };
  }

  // The node's run and its child's, which began with the same faults, were not the same until the
  // child's last fault acted.
  void GoesTwoWays(const Node& node, const Node& child) {
    RunRequest before = RequestFor(node.schedule);
    RunRequest after = RequestFor(child.schedule);
    before.wants_lines = after.wants_lines = true;
    before.seeks_overlap = after.seeks_overlap = true;
    before.branch = after.branch = child.number;
    for (int i = 1; i < kConfirmations; ++i) {
      const std::vector<CallLine> one = RunAgain(before).lines;
      const std::vector<CallLine> other = RunAgain(after).lines;
      if (one != other) return Report(child.schedule, DifferenceOf(one, other));
    }
    Report(child.schedule, "it went another way once, and not again");
  }

  void Report(const FaultSchedule& schedule, std::string difference) {
    result_.indeterminism = Indeterminism{.schedule = schedule, .what = std::move(difference)};
    is_over_ = true;
  }

  void RunByChance(std::uint64_t number) {
    if (IsOver()) return;
    std::vector<ChanceFault> faults =
        FaultsByChance(ChancePlan::kTwoPhase, operations_, options_->seed, OfThisShard(number));
    std::erase_if(faults, [&](const ChanceFault& fault) {
      return !IsPlayed(*options_, FaultKindsOf(fault.operation)[fault.kind], false, false);
    });
    const RunRecord record = RunOnce({.faults = ToScript(faults), .seed = options_->seed});
    ++result_.random_runs;
    tally_.Count(record);
    if (!record.finding || result_.unanswered) return;
    if (result_.violation && !options_->keeps_going) return;
    const FaultSchedule schedule = ScheduleOf(faults, record);
    if (IsKnown(schedule, *record.finding)) return;
    const StillFails still_fails = FailsAs(*record.finding);
    if (!still_fails(schedule)) return Report(schedule, kFailedOnce);
    const FaultSchedule least = Shrink(schedule, [&](const FaultSchedule& smaller) {
      return !IsOutOfTime() && still_fails(smaller);
    });
    const RunRecord shrunk = RunAgain(RequestFor(least));
    if (!shrunk.finding) return Report(least, kFailedOnce);
    const FaultSchedule ordered = InOrder(least, shrunk);
    if (!IsKnown(ordered, *shrunk.finding)) Confirm(ordered, shrunk, result_.runs(), true);
  }

  std::uint64_t OfThisShard(std::uint64_t number) const {
    return number * options_->shard.count + options_->shard.index;
  }

  const ExploreOptions* options_;
  const Runner* run_;
  Exploration result_{};
  Tally tally_;
  Node root_{};
  std::vector<Operation> operations_{};  // that any schedule's run called
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
