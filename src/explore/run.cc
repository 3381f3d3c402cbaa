// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/run.h"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

#include "fakestream/base/check.h"

#include "world/callers.h"

namespace fakestream {
namespace {

// Counts valid calls per operation and region. A run has few regions, so a list is enough.
class CallCounts {
 public:
  std::uint64_t Count(Operation operation, const std::string& region) {
    const auto found = std::find_if(counts_.begin(), counts_.end(), [&](const CallCount& count) {
      return count.operation == operation && *count.region == region;
    });
    if (found != counts_.end()) return ++found->calls;
    counts_.push_back({operation, &region, 1});
    return 1;
  }

 private:
  struct CallCount {
    Operation operation{};
    const std::string* region = nullptr;
    std::uint64_t calls = 0;
  };

  std::vector<CallCount> counts_{};
};

bool ShowsCopying(const CallEvent& call) {
  if (!call.result) return false;
  const auto* const described = std::get_if<DescribeImagesResult>(call.result.get());
  if (described == nullptr) return false;
  // Who asks for all there is hears of none that is missing.
  const auto& asked = std::get<DescribeImagesRequest>(call.request);
  const bool asks_by_name = asked.names && !asked.names->empty();
  const bool asks_by_arn = asked.arns && !asked.arns->empty();
  if (!asks_by_name && !asks_by_arn) return false;
  return std::any_of(described->images.begin(), described->images.end(),
                     [](const Image& image) { return image.state == ImageState::kCopying; });
}

void AddOnce(Operation operation, std::vector<Operation>& operations) {
  if (std::find(operations.begin(), operations.end(), operation) == operations.end()) {
    operations.push_back(operation);
  }
}

// The World's script has other rules, too: those that were there before, and those that the code
// under test injects.
std::optional<std::size_t> FaultOf(const CallEvent& call, const RunRequest& request,
                                   std::size_t first_rule) {
  if (!call.rule || *call.rule < first_rule) return std::nullopt;
  const std::size_t fault = *call.rule - first_rule;
  return fault < request.faults.size() ? std::optional(fault) : std::nullopt;
}

void NoteCalls(const World& world, const RunRequest& request, std::size_t first_rule,
               RunRecord& record) {
  CallCounts counts;
  for (const TraceEvent& event : world.trace().events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || !call->is_counted) continue;
    const Operation operation = OperationOf(call->request);
    const std::uint64_t nth = counts.Count(operation, call->region);
    AddOnce(operation, record.operations);
    if (const auto fault = FaultOf(*call, request, first_rule)) {
      record.acted.push_back({*fault, operation, call->region, nth, call->number});
    } else if (request.wants_points && !call->rule && !call->is_fault_free) {
      record.points.push_back({.operation = operation,
                               .region = call->region,
                               .call = nth,
                               .number = call->number,
                               .exchange = ExchangeOf(*call),
                               .shows_copying = ShowsCopying(*call)});
    }
  }
}

// As long as the trace holds every call, a digest stands at its call's number.
void NoteArrivals(const Trace& trace, std::uint64_t branch, RunRecord& record) {
  if (trace.dropped() > 0) {
    record.points.clear();
    return;
  }
  const std::uint64_t last = record.points.empty() ? branch : trace.calls();
  const std::vector<std::uint64_t> arrivals = trace.ArrivalDigests(last);
  if (branch > 0 && branch <= arrivals.size()) record.arrival = arrivals[branch - 1];
  for (DecisionPoint& point : record.points) point.arrival = arrivals.at(point.number - 1);
}

}  // namespace

RunOutcome RunBody(const internal::ExploredBody& body, World& world) {
  try {
    return body(world);
  } catch (const Exhausted& limit) {
    return {.exhausted = limit.what};
  } catch (const InternalError&) {
    throw;
  } catch (const std::exception& error) {
    return {.exception = error.what()};
  } catch (...) {
    return {.exception = "something that is no std::exception"};
  }
}

RunOutcome WithLimitPassed(RunOutcome run_outcome, const World& world) {
  if (run_outcome.exhausted.empty()) run_outcome.exhausted = world.exhausted();
  return run_outcome;
}

RunRecord RecordOf(const World& world, RunOutcome run_outcome, const RunRequest& request,
                   const OracleOptions& oracles, std::size_t first_rule) {
  const Trace& trace = world.trace();
  RunRecord record{.run_outcome = WithLimitPassed(std::move(run_outcome), world),
                   .calls = trace.calls(),
                   .elapsed = world.clock().Elapsed()};
  record.finding = EvaluateOracles(world, record.run_outcome, oracles);
  NoteCalls(world, request, first_rule, record);
  if (request.branch > 0 || request.wants_points) NoteArrivals(trace, request.branch, record);
  if (request.wants_lines) record.lines = CallLinesOf(trace, request.branch);
  record.has_concurrent_calls = HasSeveralCallers(world);
  record.unanswered = world.Unanswered();
  std::erase_if(record.unanswered, [](const UnansweredCalls& calls) { return calls.is_allowed; });
  return record;
}

RunRecord RunInWorld(const Experiment& experiment, const RunRequest& request) {
  WorldOptions given = experiment.given;
  given.seed = request.seed;
  given.trace_limit = std::numeric_limits<std::size_t>::max();
  World world(std::move(given));
  world.SetLimits(experiment.oracles.limits);
  if (!experiment.faults.empty()) world.Inject(experiment.faults);
  const std::size_t first_rule = world.script().size();
  if (!request.faults.empty()) world.Inject(request.faults);
  RunOutcome run_outcome = RunBody(experiment.body, world);
  return RecordOf(world, std::move(run_outcome), request, experiment.oracles, first_rule);
}

}  // namespace fakestream
