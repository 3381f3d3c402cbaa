// SPDX-License-Identifier: Apache-2.0
#include "scenario/verdict.h"

#include <string>
#include <utility>
#include <variant>

#include "fakestream/scenario/scenario.h"

#include "scenario/replayer_text.h"

namespace fakestream::internal {
namespace {

std::string NameOfCall(const CallEvent& call) {
  return Sentence({.action = CallStep{.request = call.request, .region = call.region}}, "");
}

std::string NameOfCall(const OtherCallEvent& call) {
  return std::string(NameOf(call.operation)) + " in " + call.region;
}

template <class Call>
StepFailure UnscriptedAsFailure(const Call& call, Instant start) {
  return {.source = FailureSource::kCall,
          .what = NameOfCall(call),
          .mismatches = {{"", "a fault that acts on it, since the World is strict", "none acted"}},
          .call = call.number,
          .at = call.end - start};
}

}  // namespace

RuleUse UseOf(const Rule& rule, int line) {
  return {.id = rule.id, .text = ToText(rule), .line = line};
}

std::vector<StepFailure> UnscriptedCallsOf(const World& world) {
  std::vector<StepFailure> failures;
  const std::vector<std::uint64_t> numbers = world.UnscriptedCalls();
  auto next = numbers.begin();
  for (const TraceEvent& event : world.trace().events()) {
    if (next == numbers.end()) break;
    const auto* const call = std::get_if<CallEvent>(&event);
    const auto* const other = std::get_if<OtherCallEvent>(&event);
    if (call != nullptr && call->number == *next) {
      failures.push_back(UnscriptedAsFailure(*call, world.trace().start()));
      ++next;
    } else if (other != nullptr && other->number == *next) {
      failures.push_back(UnscriptedAsFailure(*other, world.trace().start()));
      ++next;
    }
  }
  return failures;
}

}  // namespace fakestream::internal
