// SPDX-License-Identifier: Apache-2.0
#include "world/verify.h"

#include <algorithm>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

#include "service/validation.h"

namespace fakestream {
namespace {

constexpr std::size_t kMaxNearMisses = 3;

// How often the rule has to fire. A closed window promises each of its calls, unless time or chance
// may take some of them away.
std::uint64_t WantedOf(const Rule& rule) {
  if (!rule.calls.is_closed() || rule.between || rule.chance) return 1;
  return *rule.calls.last - rule.calls.first + 1;
}

Unfired::Reason ReasonOf(const RuleCounts& counts) {
  if (counts.fired > 0) return Unfired::Reason::kPartlyFired;
  if (counts.matched == 0) return Unfired::Reason::kNeverMatched;
  if (counts.in_window == 0) return Unfired::Reason::kOutOfWindow;
  if (counts.drawn == 0) return Unfired::Reason::kChanceNeverHit;
  return Unfired::Reason::kShadowed;
}

constexpr const char* kTooEarly = "it came before the fault was injected";
constexpr const char* kTooLate = "it came after the fault was ended";

std::string Difference(std::string_view what, std::string_view actual, std::string_view wanted) {
  return fmt::format("{} was {}, not {}", what, actual, wanted);
}

// A rule of the script and what became of it.
struct RuleState {
  const Rule* rule = nullptr;
  const RuleCounts* counts = nullptr;
  std::optional<std::uint64_t> end{};  // calls made when it was ended

  // Why it passed over a call that it wanted; nothing when it did not.
  std::optional<std::string> WhyNotThere(std::uint64_t call) const {
    if (end && call > *end) return kTooLate;
    if (counts->matched == 0) return kTooEarly;
    return std::nullopt;
  }
};

struct Miss {
  std::uint64_t call = 0;
  std::vector<std::string> reasons{};
};

bool IsValid(const AnyRequest& request) {
  return std::visit([](const auto& typed) { return Validate(typed).empty(); }, request);
}

bool Holds(const RequestPredicate& predicate, const AnyRequest& request) {
  return std::visit([&](const auto& typed) { return predicate.Holds(&typed); }, request);
}

// Why a rule passed over a call of its operation; no reason when it wanted it.
Miss Compare(const Rule& rule, const CallEvent& event) {
  Miss miss{.call = event.number};
  if (!rule.region.empty() && rule.region != event.region) {
    miss.reasons.push_back(Difference("region", Quoted(event.region), Quoted(rule.region)));
  }
  const Value request = ToValue(event.request);
  for (const Mismatch& mismatch : Explain(ValueMatcher::Members(rule.with), &request)) {
    miss.reasons.push_back(
        Difference(std::string_view(mismatch.path).substr(1), mismatch.actual, mismatch.expected));
  }
  for (const RequestPredicate& predicate : rule.where) {
    if (Holds(predicate, event.request)) continue;
    miss.reasons.emplace_back("a predicate of .Where(…) did not hold");
  }
  if (!IsValid(event.request)) {
    miss.reasons.emplace_back("the request was not valid, so it spent no fault");
  }
  return miss;
}

// The same of a call that is not simulated; nothing when the rule is about another operation.
std::optional<Miss> CompareOther(const RuleState& state, const OtherCallEvent& event) {
  const Rule& rule = *state.rule;
  if (rule.on || (rule.other && rule.other != event.operation)) return std::nullopt;
  Miss miss{.call = event.number};
  if (!PassesFilters(event, rule)) {
    miss.reasons.push_back(Difference("region", Quoted(event.region), Quoted(rule.region)));
  } else if (const auto why = state.WhyNotThere(event.number)) {
    miss.reasons.push_back(*why);
  } else {
    return std::nullopt;
  }
  return miss;
}

// The calls of the rule's operation that differ in the fewest ways, the earliest first.
std::vector<Miss> FindMisses(const RuleState& state, const Trace& trace) {
  const Rule& rule = *state.rule;
  std::vector<Miss> misses;
  for (const TraceEvent& event : trace.events()) {
    if (const auto* const other = std::get_if<OtherCallEvent>(&event)) {
      if (std::optional<Miss> miss = CompareOther(state, *other)) misses.push_back(*miss);
      continue;
    }
    if (rule.other) continue;
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || (rule.on && rule.on != OperationOf(call->request))) continue;
    Miss miss = Compare(rule, *call);
    if (miss.reasons.empty()) {
      const auto why = state.WhyNotThere(call->number);
      if (!why) continue;
      miss.reasons.push_back(*why);
    }
    misses.push_back(std::move(miss));
  }
  std::stable_sort(misses.begin(), misses.end(), [](const Miss& a, const Miss& b) {
    return a.reasons.size() < b.reasons.size();
  });
  return misses;
}

std::vector<std::string> NearMisses(const RuleState& state, const Trace& trace) {
  const std::vector<Miss> misses = FindMisses(state, trace);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(misses.size(), kMaxNearMisses); ++i) {
    texts.push_back(fmt::format("call {}: {}", misses[i].call, Join(misses[i].reasons, "; ")));
  }
  if (!texts.empty() || state.counts->matched > 0) return texts;
  if (trace.dropped() > 0) return {"no call is left in the trace, which dropped the earlier ones"};
  const Rule& rule = *state.rule;
  if (rule.other) {
    return {
        fmt::format("{} was never called; it is not simulated, so that only clients over HTTP can",
                    OperationNameOf(rule))};
  }
  return {rule.on ? fmt::format("{} was never called", NameOf(*rule.on)) : "nothing was called"};
}

std::string_view Explanation(const Unfired& unfired) {
  switch (unfired.reason) {
    case Unfired::Reason::kNeverMatched: return "no call matched it";
    case Unfired::Reason::kOutOfWindow: return "no matching call fell into its window";
    case Unfired::Reason::kChanceNeverHit: return "no draw of its chance came true";
    case Unfired::Reason::kShadowed: return "an earlier fault acted on every call it wanted";
    case Unfired::Reason::kPartlyFired: return "it fired in part";
  }
  return "";
}

}  // namespace

bool PassesFilters(const CallEvent& call, const Rule& rule) {
  if (rule.other || (rule.on && rule.on != OperationOf(call.request))) return false;
  return Compare(rule, call).reasons.empty();
}

bool PassesFilters(const OtherCallEvent& call, const Rule& rule) {
  if (rule.on || (rule.other && rule.other != call.operation)) return false;
  return rule.region.empty() || rule.region == call.region;
}

std::vector<Unfired> FindUnfired(const FaultInjector& injector, const Trace& trace) {
  std::vector<Unfired> all;
  for (std::size_t i = 0; i < injector.script().size(); ++i) {
    const Rule& rule = injector.script()[i];
    const RuleCounts& counts = injector.CountsOf(i);
    const std::optional<std::uint64_t> end = injector.CallsBeforeEnd(i);
    // Whoever ends a rule takes back what its window still promises, not that it acts at all.
    const std::uint64_t wanted = end ? 1 : WantedOf(rule);
    if (rule.is_optional || counts.fired >= wanted) continue;
    Unfired unfired{.rule = i,
                    .text = ToText(rule),
                    .reason = ReasonOf(counts),
                    .matched = counts.matched,
                    .fired = counts.fired,
                    .wanted = wanted,
                    .is_ended = end.has_value()};
    unfired.near_misses = NearMisses({.rule = &rule, .counts = &counts, .end = end}, trace);
    all.push_back(std::move(unfired));
  }
  return all;
}

std::string ToText(const Unfired& unfired) {
  std::string text = fmt::format("fault {} ", unfired.rule);
  if (unfired.fired == 0) {
    text += unfired.is_ended ? "never fired before it was ended: " : "never fired: ";
  } else {
    text += fmt::format("fired {} of {} times: ", unfired.fired, unfired.wanted);
  }
  text += Explanation(unfired);
  if (unfired.matched > 0) {
    text +=
        fmt::format(" ({} call{} matched it)", unfired.matched, unfired.matched == 1 ? "" : "s");
  }
  text += ": " + unfired.text;
  for (const std::string& miss : unfired.near_misses) text += "\n  nearest: " + miss;
  return text;
}

}  // namespace fakestream
