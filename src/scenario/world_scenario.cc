// SPDX-License-Identifier: Apache-2.0
// What happened in a World, as a scenario.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/output_file.h"
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
        quotas_(world.options().quotas) {}

  void operator()(const CallEvent& call) {
    PassTimeUntil(call.start);
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
  Quotas quotas_;
};

// The rule as it must stand in a script that is there from the first call on.
Script FromTheStart(const Rule& rule, std::size_t number, std::uint64_t calls_before, bool is_ended,
                    const Trace& trace) {
  std::uint64_t missed = 0;
  std::uint64_t matched = 0;
  bool was_held = false;  // a file knows no calls that are exempt
  bool has_met_others = false;
  Script per_call;
  for (const TraceEvent& event : trace.events()) {
    const auto* const other = std::get_if<OtherCallEvent>(&event);
    if (other != nullptr && PassesFilters(*other, rule)) has_met_others = true;
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || !PassesFilters(*call, rule)) continue;
    ++matched;
    if (call->number <= calls_before) ++missed;
    if (call->is_exempt && rule.calls.Contains(matched)) was_held = true;
    if (call->rule != number) continue;
    Rule once = rule;
    once.calls = {.first = matched, .last = matched};
    once.chance.reset();
    once.between.reset();
    // An id names one fault, and what is left of the rule draws nothing.
    if (!rule.id.empty() && !per_call.empty()) {
      once.id = fmt::format("{} ({})", rule.id, per_call.size() + 1);
    }
    per_call.push_back(std::move(once));
  }
  if (is_ended || was_held || has_met_others) return per_call;
  if (missed == 0) return {rule};
  if (rule.chance || rule.calls.every > 0) return per_call;
  Rule moved = rule;
  moved.calls.first += missed;
  if (moved.calls.last) *moved.calls.last += missed;
  return {std::move(moved)};
}

Script FaultsOf(const World& world) {
  Script script = world.script();
  for (const Unfired& unfired : world.Verify()) script[unfired.rule].is_optional = true;
  const std::vector<std::uint64_t> calls_before = world.CallsBeforeRules();
  const auto ends = world.CallsBeforeEnds();
  Script faults;
  for (std::size_t i = 0; i < script.size(); ++i) {
    for (Rule& rule :
         FromTheStart(script[i], i, calls_before[i], ends[i].has_value(), world.trace())) {
      faults.push_back(std::move(rule));
    }
  }
  return faults;
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
  scenario.given.is_strict = world.options().is_strict && world.UnscriptedCalls().empty();
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
