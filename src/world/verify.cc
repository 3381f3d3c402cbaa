// SPDX-License-Identifier: Apache-2.0
#include "world/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

constexpr std::size_t kMostNearMisses = 3;

// How often the rule has to fire. A closed window promises each of its calls, unless time or chance
// may take some of them away.
std::uint64_t WantedOf(const Rule& rule) {
  if (!rule.calls.is_closed() || rule.between || rule.chance) return 1;
  return *rule.calls.last - rule.calls.first + 1;
}

Unfired::Reason ReasonOf(const RuleCounts& counts) {
  if (counts.fired > 0) return Unfired::Reason::kNotUsedUp;
  if (counts.matched == 0) return Unfired::Reason::kNeverMatched;
  if (counts.in_window == 0) return Unfired::Reason::kOutOfWindow;
  if (counts.drawn == 0) return Unfired::Reason::kNoLuck;
  return Unfired::Reason::kShadowed;
}

struct Miss {
  std::uint64_t call = 0;
  std::vector<Mismatch> fields{};
};

Miss Compare(const Rule& rule, const CallEvent& event) {
  Miss miss{.call = event.number};
  if (rule.on && rule.on != OperationOf(event.request)) {
    miss.fields.push_back({"on", std::string(NameOf(*rule.on)),
                           std::string(NameOf(OperationOf(event.request)))});
    return miss;
  }
  if (!rule.region.empty() && rule.region != event.region) {
    miss.fields.push_back({"region", Quoted(rule.region), Quoted(event.region)});
  }
  const Value request = ToValue(event.request);
  for (Mismatch& mismatch : Explain(Matcher::Members(rule.with), &request)) {
    mismatch.path.erase(0, 1);
    miss.fields.push_back(std::move(mismatch));
  }
  if (miss.fields.empty() && event.error && event.error->code == ErrorCode::kValidation) {
    miss.fields.push_back({"the request", "valid", "refused, which spends no fault"});
  }
  return miss;
}

// The calls that differ in the fewest fields, the earliest first. Calls of other operations say
// nothing about a rule's filters.
std::vector<std::string> NearMisses(const Rule& rule, const Trace& trace) {
  std::vector<Miss> misses;
  for (const TraceEvent& event : trace.events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || (rule.on && rule.on != OperationOf(call->request))) continue;
    Miss miss = Compare(rule, *call);
    if (!miss.fields.empty()) misses.push_back(std::move(miss));
  }
  std::stable_sort(misses.begin(), misses.end(), [](const Miss& a, const Miss& b) {
    return a.fields.size() < b.fields.size();
  });
  std::vector<std::string> texts;
  for (const Miss& miss : misses) {
    if (texts.size() == kMostNearMisses) break;
    std::vector<std::string> fields;
    for (const Mismatch& field : miss.fields) {
      fields.push_back(
          fmt::format("{} was {}, not {}", field.path, field.actual, field.expected));
    }
    texts.push_back(fmt::format("call {}: {}", miss.call, Join(fields, "; ")));
  }
  return texts;
}

std::string_view Explanation(const Unfired& unfired) {
  switch (unfired.reason) {
    case Unfired::Reason::kNeverMatched: return "no call matched it";
    case Unfired::Reason::kOutOfWindow: return "no matching call fell into its window";
    case Unfired::Reason::kNoLuck: return "no draw of its chance came true";
    case Unfired::Reason::kShadowed: return "an earlier fault acted on every call it wanted";
    case Unfired::Reason::kNotUsedUp: return "it was not used up";
  }
  return "";
}

}  // namespace

std::vector<Unfired> FindUnfired(const FaultInjector& injector, const Trace& trace) {
  std::vector<Unfired> all;
  for (std::size_t i = 0; i < injector.script().size(); ++i) {
    const Rule& rule = injector.script()[i];
    const RuleCounts& counts = injector.CountsOf(i);
    const std::uint64_t wanted = WantedOf(rule);
    if (rule.is_optional || counts.fired >= wanted) continue;
    Unfired unfired{.rule = i,
                    .text = ToText(rule),
                    .reason = ReasonOf(counts),
                    .matched = counts.matched,
                    .fired = counts.fired,
                    .wanted = wanted};
    unfired.near_misses = NearMisses(rule, trace);
    if (unfired.near_misses.empty() && counts.matched == 0 && rule.on) {
      unfired.near_misses.push_back(fmt::format("{} was never called", NameOf(*rule.on)));
    }
    all.push_back(std::move(unfired));
  }
  return all;
}

std::string ToText(const Unfired& unfired) {
  std::string text = fmt::format(
      "fault {} fired {} of {} time{}: {} ({} call{} matched it): {}", unfired.rule, unfired.fired,
      unfired.wanted, unfired.wanted == 1 ? "" : "s", Explanation(unfired), unfired.matched,
      unfired.matched == 1 ? "" : "s", unfired.text);
  for (const std::string& miss : unfired.near_misses) text += "\n  nearest: " + miss;
  return text;
}

}  // namespace fakestream
