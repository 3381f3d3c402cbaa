// SPDX-License-Identifier: Apache-2.0
#include "explore/children.h"

#include <algorithm>

namespace fakestream {
namespace {

bool IsSamePoll(const DecisionPoint& a, const DecisionPoint& b) {
  return b.number == a.number + 1 && a.operation == b.operation && a.region == b.region &&
         a.exchange == b.exchange;
}

// Whether the point is inside a row of the same polls: neither its first two nor its last.
bool IsInside(const std::vector<DecisionPoint>& points, std::size_t at) {
  return at >= 2 && at + 1 < points.size() && IsSamePoll(points[at - 2], points[at - 1]) &&
         IsSamePoll(points[at - 1], points[at]) && IsSamePoll(points[at], points[at + 1]);
}

// Whether a service that behaves could answer so.
bool IsPlausible(Plausibility plausibility, bool is_persistent, bool shows_copying) {
  switch (plausibility) {
    case Plausibility::kAlways: return true;
    case Plausibility::kWhileCopying: return shows_copying && !is_persistent;
    case Plausibility::kNever: return false;
  }
  return false;
}

}  // namespace

bool IsPlayed(const ExploreOptions& options, const FaultKind& kind, bool is_persistent,
              bool shows_copying) {
  if (!options.contradictory_faults &&
      !IsPlausible(kind.plausibility, is_persistent, shows_copying))
    return false;
  const std::vector<std::string>& only = options.fault_kinds;
  return only.empty() || std::find(only.begin(), only.end(), kind.name) != only.end();
}

std::vector<Child> ChildrenBehind(std::uint64_t number, const std::vector<DecisionPoint>& points,
                                  const ExploreOptions& options) {
  std::vector<Child> children;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const DecisionPoint& point = points[i];
    if (point.number <= number || (options.collapses_polls && IsInside(points, i))) continue;
    const std::vector<FaultKind>& kinds = FaultKindsOf(point.operation);
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      for (const bool is_persistent : {false, true}) {
        if (!IsPlayed(options, kinds[kind], is_persistent, point.shows_copying)) continue;
        children.push_back({.fault = {.operation = point.operation,
                                      .region = point.region,
                                      .call = point.call,
                                      .kind = kind,
                                      .is_persistent = is_persistent},
                            .number = point.number,
                            .arrival = point.arrival});
      }
    }
  }
  return children;
}

}  // namespace fakestream
