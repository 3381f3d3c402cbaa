// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/schedule.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include "explore/transience.h"

#include "fakestream/base/text.h"
#include "fakestream/service/error_catalog.h"

namespace fakestream {
namespace {

// Half of what a client waits for a reply by default: slow, and no timeout.
constexpr Duration kSlow = std::chrono::seconds{30};

// What an operation is follows from the faults that make sense for it.
bool MayMeet(Operation operation, const Effect& effect) {
  return CheckRule({.on = operation, .effect = effect}).empty();
}

// Where the state decides alone, an answer that contradicts it is a lie: the fake would have given
// it by itself. What the client cannot see, or what others of the account cause, is never one.
Plausibility PlausibilityOf(ErrorCode code, bool may_see_the_past) {
  switch (code) {
    case ErrorCode::kResourceAlreadyExists:
    case ErrorCode::kInvalidParameterCombination: return Plausibility::kNever;
    case ErrorCode::kResourceNotFound:
      return may_see_the_past ? Plausibility::kWhileCopying : Plausibility::kNever;
    // NOLINTNEXTLINE(clang-diagnostic-switch-enum): the rest depends on no state that is seen
    default: return Plausibility::kAlways;
  }
}

FaultKind Failing(ErrorCode code, Plausibility plausibility = {}) {
  const std::string name(RowOf(code).name);
  return {.name = name, .effect = Fail{.error = name}, .plausibility = plausibility};
}

FaultKind Dropping(std::string name, ConnectionFault fault, Moment at) {
  return {.name = std::move(name), .effect = Drop{fault}, .at = at};
}

template <class Op>
std::vector<FaultKind> KindsOf() {
  constexpr Operation kThis = kOperation<Op>;
  std::vector<FaultKind> kinds;
  kinds.push_back({.name = "slow reply", .delay = kSlow});
  kinds.push_back(Failing(ErrorCode::kThrottling));
  kinds.push_back(Failing(ErrorCode::kInternalFailure));
  kinds.push_back(Failing(ErrorCode::kServiceUnavailable));
  kinds.push_back(Dropping("timeout", ConnectionFault::kTimeout, Moment::kBefore));
  kinds.push_back(Dropping("reset", ConnectionFault::kReset, Moment::kBefore));
  if (!IsRead(kThis)) {
    kinds.push_back(
        Dropping("timeout after the effect", ConnectionFault::kTimeout, Moment::kAfter));
    kinds.push_back(Dropping("reset after the effect", ConnectionFault::kReset, Moment::kAfter));
  }
  // A role that lacks the right; every operation may meet it, and none documents it.
  kinds.push_back(Failing(ErrorCode::kAccessDenied));
  for (const ErrorCode code : Op::kErrors) {
    kinds.push_back(Failing(code, PlausibilityOf(code, MaySeeThePast(kThis))));
  }
  if (MayMeet(kThis, Becomes{})) {
    kinds.push_back({.name = "ends FAILED", .effect = Becomes{Ending::kFailed}});
    kinds.push_back({.name = "is STUCK", .effect = Becomes{Ending::kStuck}});
  }
  return kinds;
}

std::array<std::vector<FaultKind>, kOperationCount> MakeKinds() {
  std::array<std::vector<FaultKind>, kOperationCount> kinds;
  ForEachOperation([&](auto op) {
    using Op = decltype(op);
    kinds.at(static_cast<std::size_t>(kOperation<Op>)) = KindsOf<Op>();
  });
  return kinds;
}

}  // namespace

const std::vector<FaultKind>& FaultKindsOf(Operation operation) {
  static const auto kKinds = MakeKinds();
  return kKinds.at(static_cast<std::size_t>(operation));
}

std::vector<std::string> FaultKindNames() {
  std::vector<std::string> names;
  ForEachOperation([&](auto op) {
    for (const FaultKind& kind : FaultKindsOf(kOperation<decltype(op)>)) {
      if (std::find(names.begin(), names.end(), kind.name) == names.end()) {
        names.push_back(kind.name);
      }
    }
  });
  return names;
}

std::string ProblemOfKinds(const std::vector<std::string>& names) {
  const std::vector<std::string> known = FaultKindNames();
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto nearest = NearestWord(name, {known.begin(), known.end()});
    if (nearest) return fmt::format("unknown fault {}; did you mean {}?", Quoted(name), *nearest);
    return fmt::format("unknown fault {}; there are {}", Quoted(name), Join(known, ", "));
  }
  return "";
}

const FaultKind& KindOf(const ScheduledFault& fault) {
  return FaultKindsOf(fault.operation).at(fault.kind);
}

Rule ToRule(const ScheduledFault& fault) {
  const FaultKind& kind = KindOf(fault);
  Rule rule{.on = fault.operation,
            .region = fault.region,
            .calls = {.first = fault.call},
            .effect = kind.effect,
            .at = kind.at};
  if (!fault.is_persistent) rule.calls.last = fault.call;
  if (kind.delay > Duration{}) rule.delay = kind.delay;
  return rule;
}

Script ToScript(const FaultSchedule& schedule) {
  Script script;
  script.reserve(schedule.size());
  for (const ScheduledFault& fault : schedule) script.push_back(ToRule(fault));
  return script;
}

std::string ToText(const ScheduledFault& fault) {
  return fmt::format("{} call {} in {}: {}{}", NameOf(fault.operation), fault.call, fault.region,
                     KindOf(fault).name, fault.is_persistent ? ", and from then on" : "");
}

std::string ToText(const FaultSchedule& schedule) {
  if (schedule.empty()) return "no faults";
  std::string text;
  for (const ScheduledFault& fault : schedule) {
    if (!text.empty()) text += "; then ";
    text += ToText(fault);
  }
  return text;
}

}  // namespace fakestream
