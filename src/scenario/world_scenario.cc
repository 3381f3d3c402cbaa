// SPDX-License-Identifier: Apache-2.0
// What happened in a World, as a scenario.
#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>
#include "base/output_file.h"

#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/writer.h"
#include "fakestream/service/codec.h"

#include "world/verify.h"

namespace fakestream {
namespace {

Expectation ExpectationOf(const CallEvent& call) {
  Expectation expected;
  if (call.error) {
    expected.error = ValueMatcher::Equals(call.error->name());
    expected.message = ValueMatcher::Equals(call.error->message);
    // A reply that never came has no status.
    if (call.error->http_status > 0) expected.status = call.error->http_status;
    return expected;
  }
  Value result = ToValue(*call.result);
  if (result.As<ValueMembers>()->empty()) return expected;
  expected.result = ValueMatcher::Equals(std::move(result));
  expected.is_exact = true;
  return expected;
}

// Lays the events of a trace out as steps, with the pauses between them.
class StepWriter {
 public:
  explicit StepWriter(const World& world)
      : now_(world.trace().start()),
        home_(&world.options().region),
        per_call_(world.options().timing.per_call),
        quotas_(world.options().quotas) {}

  void operator()(const CallEvent& call) {
    // A call arrives, and then takes the time that every call takes before it is looked at.
    PassTimeUntil(call.start - per_call_);
    const std::string region = call.region == *home_ ? "" : call.region;
    steps.push_back(
        {.action =
             CallStep{.request = call.request, .region = region, .expect = ExpectationOf(call)}});
    now_ = call.end;
  }

  // No step can make it; its time passes.
  void operator()(const OtherCallEvent& call) { PassTimeUntil(call.end); }

  // The service's own doing.
  void operator()(const StateEvent&) {}

  void operator()(const SettingEvent& setting) {
    PassTimeUntil(setting.at);
    SetStep set{.account_status = setting.account_status, .quotas = setting.quotas};
    // Quotas that change nothing would be an empty object, which says nothing.
    if (set.quotas == quotas_) set.quotas.reset();
    if (set.quotas) quotas_ = *set.quotas;
    if (set.account_status || set.quotas) steps.push_back({.action = std::move(set)});
  }

  void PassTimeUntil(Instant at) {
    if (at <= now_) return;
    steps.push_back({.action = AdvanceStep{.length = at - now_}});
    now_ = at;
  }

  std::vector<Step> steps{};

 private:
  Instant now_;
  const std::string* home_;
  Duration per_call_;
  Quotas quotas_;
};

// What a rule met in the calls of a trace.
struct Meetings {
  std::uint64_t missed = 0;  // calls that it would have counted, had it been there
  bool was_held = false;     // by calls that are exempt, which a file does not know
  bool is_ended = false;     // before the World was
  bool has_met_others = false;
  Script per_call{};  // a rule for each call that it acted on
};

Meetings MeetingsOf(const Rule& rule, std::size_t number, std::uint64_t calls_before,
                    const Trace& trace) {
  Meetings met;
  std::uint64_t matched = 0;
  for (const TraceEvent& event : trace.events()) {
    const auto* const other = std::get_if<OtherCallEvent>(&event);
    if (other != nullptr && PassesFilters(*other, rule)) met.has_met_others = true;
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || !PassesFilters(*call, rule)) continue;
    ++matched;
    if (call->number <= calls_before) ++met.missed;
    if (call->is_fault_free && rule.calls.Contains(matched)) met.was_held = true;
    if (call->rule != number) continue;
    Rule once = rule;
    once.calls = {.first = matched, .last = matched};
    once.chance.reset();
    once.between.reset();
    // An id names one fault, and what is left of the rule draws nothing.
    if (!rule.id.empty() && !met.per_call.empty()) {
      once.id = fmt::format("{} ({})", rule.id, met.per_call.size() + 1);
    }
    met.per_call.push_back(std::move(once));
  }
  return met;
}

// Whether a script that is there from the first call on needs a rule per call in its place.
bool NeedsRulePerCall(const Rule& rule, const Meetings& met) {
  return met.is_ended || met.was_held || met.has_met_others ||
         (met.missed > 0 && (rule.chance || rule.calls.every > 0));
}

// Equal names share one stream of chance, in the order of the script.
std::string StreamOf(const Rule& rule) {
  return rule.id.empty() ? ToText(rule) : rule.id;
}

Rule Moved(Rule rule, std::uint64_t calls) {
  if (rule.calls.every > 0) return rule;
  rule.calls.first += calls;
  if (rule.calls.last) *rule.calls.last += calls;
  return rule;
}

Script FaultsOf(const World& world) {
  Script script = world.script();
  const std::vector<std::uint64_t> calls_before = world.CallsBeforeRules();
  const auto ends = world.CallsBeforeEnds();
  std::vector<Meetings> met;
  std::set<std::string> broken_streams;
  for (std::size_t i = 0; i < script.size(); ++i) {
    met.push_back(MeetingsOf(script[i], i, calls_before[i], world.trace()));
    met[i].is_ended = ends[i].has_value();
    if (script[i].chance && NeedsRulePerCall(script[i], met[i])) {
      broken_streams.insert(StreamOf(script[i]));
    }
  }
  std::set<std::size_t> unfired;
  for (const Unfired& rule : world.Verify()) unfired.insert(rule.rule);
  Script faults;
  for (std::size_t i = 0; i < script.size(); ++i) {
    const bool draws_anew = script[i].chance && broken_streams.contains(StreamOf(script[i]));
    if (draws_anew || NeedsRulePerCall(script[i], met[i])) {
      std::move(met[i].per_call.begin(), met[i].per_call.end(), std::back_inserter(faults));
    } else {
      faults.push_back(Moved(std::move(script[i]), met[i].missed));
      if (unfired.contains(i)) faults.back().is_optional = true;
    }
  }
  return faults;
}

bool HasExemptCalls(const Trace& trace) {
  return std::any_of(trace.events().begin(), trace.events().end(), [](const TraceEvent& event) {
    const auto* const call = std::get_if<CallEvent>(&event);
    return call != nullptr && call->is_fault_free;
  });
}

// Whether a scenario that went through a file makes the same calls.
bool MakesTheSameCalls(const Scenario& a, const Scenario& b) {
  const auto is_same = [](const Step& left, const Step& right) {
    const auto* const one = std::get_if<CallStep>(&left.action);
    const auto* const other = std::get_if<CallStep>(&right.action);
    return one == nullptr || (other != nullptr && one->request == other->request);
  };
  return std::equal(a.steps->begin(), a.steps->end(), b.steps->begin(), b.steps->end(), is_same);
}

}  // namespace

Checked<Scenario> ScenarioOf(const World& world, std::string name) {
  const Trace& trace = world.trace();
  if (trace.dropped() > 0) {
    return Diagnostic{.what = fmt::format(
                          "the trace dropped its first {} events, so the scenario would lack them",
                          trace.dropped()),
                      .hint = "give the World a higher trace_limit"};
  }
  Diagnostics unsavable = FindUnsavable({.faults = world.script()});
  if (!unsavable.empty()) return unsavable;
  Scenario scenario{.name = std::move(name), .given = world.options(), .faults = FaultsOf(world)};
  scenario.given.is_strict =
      world.options().is_strict && world.UnscriptedCalls().empty() && !HasExemptCalls(trace);
  StepWriter writer(world);
  for (const TraceEvent& event : trace.events()) std::visit(writer, event);
  // What the service does in the time behind the last call belongs to what happened.
  writer.PassTimeUntil(world.clock().Now());
  scenario.steps = std::move(writer.steps);
  return scenario;
}

Diagnostics SaveScenario(const World& world, const std::string& path, std::string name) {
  const Checked<Scenario> scenario = ScenarioOf(world, std::move(name));
  if (!scenario.ok()) return scenario.diagnostics();
  const std::string text = ToJson(*scenario);
  const Checked<Scenario> read = LoadScenario(text, path);
  if (!read.ok()) return read.diagnostics();
  if (!MakesTheSameCalls(*scenario, *read)) {
    return {Diagnostic{.file = path, .what = "a request holds text that is not UTF-8"}};
  }
  if (const WriteProblem why = WriteOutputFile(path, text)) {
    return {Diagnostic{.file = path, .what = "cannot be written: " + *why}};
  }
  return {};
}

}  // namespace fakestream
