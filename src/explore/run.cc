// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/run.h"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

#include "fakestream/base/check.h"
#include "fakestream/base/hash.h"
#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

// Counts valid calls per operation and region. A run has few regions, so a list is enough.
class CallCounts {
 public:
  std::uint64_t Count(Operation operation, const std::string& region) {
    const auto found = std::find_if(counts_.begin(), counts_.end(), [&](const Entry& entry) {
      return entry.operation == operation && *entry.region == region;
    });
    if (found != counts_.end()) return ++found->calls;
    counts_.push_back({operation, &region, 1});
    return 1;
  }

 private:
  struct Entry {
    Operation operation{};
    const std::string* region = nullptr;
    std::uint64_t calls = 0;
  };

  std::vector<Entry> counts_{};
};

std::uint64_t ExchangeOf(const CallEvent& call) {
  StableHash hash;
  std::visit([&](const auto& request) { HashInto(hash, request); }, call.request);
  if (call.result) std::visit([&](const auto& result) { HashInto(hash, result); }, *call.result);
  if (call.error) hash.Add(call.error->name());
  return hash.value();
}

bool ShowsCopying(const CallEvent& call) {
  if (!call.result) return false;
  const auto* const described = std::get_if<DescribeImagesResult>(call.result.get());
  if (described == nullptr) return false;
  return std::any_of(described->images.begin(), described->images.end(),
                     [](const Image& image) { return image.state == ImageState::kCopying; });
}

void NoteCalls(const World& world, const RunRequest& request, RunRecord& record) {
  // The faults of the request stand behind those that the World has anyway.
  const std::size_t first = world.script().size() - request.faults.size();
  CallCounts counts;
  for (const TraceEvent& event : world.trace().events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || !call->is_counted) continue;
    const Operation operation = OperationOf(call->request);
    const std::uint64_t nth = counts.Count(operation, call->region);
    if (call->rule) {
      if (*call->rule < first) continue;
      record.acted.push_back({*call->rule - first, operation, call->region, nth, call->number});
    } else if (request.wants_points && !call->is_exempt) {
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

Testimony RunBody(const Body& body, World& world) {
  try {
    return body(world);
  } catch (const Exhausted& limit) {
    return {.exhausted = limit.what};
  } catch (const InternalError&) {
    throw;
  } catch (const std::exception& error) {
    return {.exception = error.what()};
  }
}

RunRecord RecordOf(const World& world, Testimony testimony, const RunRequest& request,
                   const OracleOptions& oracles) {
  const Trace& trace = world.trace();
  RunRecord record{.testimony = std::move(testimony),
                   .calls = trace.calls(),
                   .elapsed = world.clock().Elapsed()};
  // Whoever passed a limit may have swallowed what it was told, or be no thread of ours.
  if (record.testimony.exhausted.empty()) record.testimony.exhausted = world.exhausted();
  record.finding = Judge(world, record.testimony, oracles);
  NoteCalls(world, request, record);
  if (request.branch > 0 || request.wants_points) NoteArrivals(trace, request.branch, record);
  if (request.wants_lines) {
    for (const TraceEvent& event : trace.events()) {
      record.lines.push_back(ToText(event, trace.start()));
    }
  }
  return record;
}

RunRecord RunInWorld(const Experiment& experiment, const RunRequest& request) {
  WorldOptions given = experiment.given;
  given.seed = request.seed;
  given.trace_limit = std::numeric_limits<std::size_t>::max();
  World world(std::move(given));
  world.SetLimits(experiment.oracles.limits);
  if (!experiment.faults.empty()) world.Inject(experiment.faults);
  if (!request.faults.empty()) world.Inject(request.faults);
  Testimony testimony = RunBody(experiment.body, world);
  return RecordOf(world, std::move(testimony), request, experiment.oracles);
}

}  // namespace fakestream
