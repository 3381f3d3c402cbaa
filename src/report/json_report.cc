// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <utility>
#include <variant>

#include "fakestream/json/values.h"
#include "fakestream/report/reporter.h"
#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

// `value_of` gives the value of an item.
template <class T, class Function>
Value ListOf(const std::vector<T>& items, const Function& value_of) {
  ValueList list;
  list.reserve(items.size());
  for (const T& item : items) list.push_back(value_of(item));
  return {std::move(list)};
}

// Beyond 2^63 a number would change its sign, and most readers of JSON lose digits long before.
Value Number(std::uint64_t number) {
  if (number > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
    return {std::to_string(number)};
  }
  return {static_cast<std::int64_t>(number)};
}

// The place of a step or fault in its file.
Value Pointer(std::string_view list, std::size_t place) {
  return {"/" + std::string(list) + "/" + std::to_string(place)};
}

Value ValueOf(const ServiceError& error) {
  return {ValueMembers{
      {"name", error.name()}, {"status", error.http_status}, {"message", error.message}}};
}

// What a call has whether or not its operation is simulated.
template <class Call>
ValueMembers MembersOfCall(const Call& call, Instant start) {
  ValueMembers members{{"event", "call"},
                       {"number", Number(call.number)},
                       {"at", call.start},
                       {"elapsed", ToText(call.start - start)}};
  if (call.end != call.start) members.push_back({"took", ToText(call.end - call.start)});
  members.push_back({"region", call.region});
  return members;
}

Value ValueOf(const CallEvent& call, Instant start) {
  ValueMembers members = MembersOfCall(call, start);
  members.push_back({"operation", NameOf(OperationOf(call.request))});
  members.push_back({"request", ToValue(call.request)});
  if (call.result) members.push_back({"result", ToValue(*call.result)});
  if (call.error) members.push_back({"error", ValueOf(*call.error)});
  if (call.rule) members.push_back({"rule", Pointer("faults", *call.rule)});
  if (call.is_hidden_success) members.push_back({"hidden_success", true});
  return {std::move(members)};
}

Value ValueOf(const OtherCallEvent& call, Instant start) {
  ValueMembers members = MembersOfCall(call, start);
  members.push_back({"operation", NameOf(call.operation)});
  members.push_back({"error", ValueOf(call.error)});
  if (call.rule) members.push_back({"rule", Pointer("faults", *call.rule)});
  if (!IsAnswered(call)) members.push_back({"unanswered", true});
  return {std::move(members)};
}

Value NameOrNull(const std::optional<ImageState>& state) {
  return state ? Value(NameOf(*state)) : Value();
}

Value ValueOf(const StateEvent& change, Instant start) {
  return {ValueMembers{{"event", "state"},
                       {"at", change.at},
                       {"elapsed", ToText(change.at - start)},
                       {"region", change.region},
                       {"image", change.image},
                       {"from", NameOrNull(change.from)},
                       {"to", NameOrNull(change.to)}}};
}

Value ValueOf(const SettingEvent& setting, Instant start) {
  ValueMembers members{
      {"event", "setting"}, {"at", setting.at}, {"elapsed", ToText(setting.at - start)}};
  if (setting.account_status) {
    members.push_back({"account", {ValueMembers{{"status", NameOf(*setting.account_status)}}}});
  }
  if (setting.quotas) members.push_back({"quotas", ToValue(*setting.quotas)});
  return {std::move(members)};
}

Value ValueOfMismatch(const Mismatch& mismatch) {
  return {ValueMembers{
      {"path", mismatch.path}, {"expected", mismatch.expected}, {"actual", mismatch.actual}}};
}

Value ValueOfFailure(const StepFailure& failure) {
  ValueMembers members{{"source", NameOf(failure.source)}};
  if (failure.source == FailureSource::kStep) {
    members.push_back({"step", Pointer("steps", failure.step)});
  } else if (failure.source == FailureSource::kCondition) {
    members.push_back({"condition", Pointer("finally", failure.step)});
  }
  if (failure.repetition > 0) members.push_back({"repetition", Number(failure.repetition)});
  if (failure.line > 0) members.push_back({"line", failure.line});
  members.push_back({"what", failure.what});
  members.push_back({"mismatches", ListOf(failure.mismatches, ValueOfMismatch)});
  if (failure.call > 0) members.push_back({"call", Number(failure.call)});
  members.push_back({"elapsed", ToText(failure.at)});
  if (failure.rule) {
    members.push_back({"rule", Pointer("faults", *failure.rule)});
    members.push_back({"rule_text", failure.rule_text});
  }
  return {std::move(members)};
}

Value ValueOfRule(const RuleUse& use) {
  ValueMembers members;
  if (!use.id.empty()) members.push_back({"id", use.id});
  members.push_back({"text", use.text});
  if (use.line > 0) members.push_back({"line", use.line});
  members.push_back({"fired", Number(use.fired)});
  if (use.problem) members.push_back({"problem", *use.problem});
  return {std::move(members)};
}

Value ValueOfUnanswered(const UnansweredCalls& calls) {
  return {ValueMembers{
      {"name", calls.name}, {"calls", Number(calls.calls)}, {"allowed", calls.is_allowed}}};
}

Value EventsOf(const ScenarioReport& scenario) {
  return ListOf(scenario.events, [&](const TraceEvent& event) {
    return std::visit([&](const auto& kind) { return ValueOf(kind, scenario.start); }, event);
  });
}

Value ValueOfScenario(const ScenarioReport& scenario) {
  ValueMembers members{{"file", scenario.file},
                       {"name", scenario.name},
                       {"verdict", NameOf(scenario.verdict)},
                       {"seed", Number(scenario.seed)},
                       {"digest", scenario.digest},
                       {"start", scenario.start},
                       {"elapsed", ToText(scenario.elapsed)},
                       {"steps", Number(scenario.steps)},
                       {"steps_not_run", Number(scenario.steps_not_run)},
                       {"calls", Number(scenario.calls)},
                       {"unanswered", ListOf(scenario.unanswered, ValueOfUnanswered)},
                       {"failures", ListOf(scenario.failures, ValueOfFailure)},
                       {"rules", ListOf(scenario.rules, ValueOfRule)},
                       {"reproduce", scenario.reproduce}};
  if (scenario.dropped_events > 0) {
    members.push_back({"dropped_events", Number(scenario.dropped_events)});
  }
  if (!scenario.problems.empty()) {
    ValueList problems;
    for (const std::string& problem : scenario.problems) problems.push_back({problem});
    members.push_back({"problems", {std::move(problems)}});
  }
  members.push_back({"events", EventsOf(scenario)});
  return {std::move(members)};
}

}  // namespace

std::string JsonReport(const Report& report) {
  const Value document{ValueMembers{{"version", 1},
                                    {"passed", Number(report.Count(Verdict::kPassed))},
                                    {"failed", Number(report.Count(Verdict::kFailed))},
                                    {"scripts", Number(report.Count(Verdict::kScript))},
                                    {"skipped", Number(report.Count(Verdict::kSkipped))},
                                    {"scenarios", ListOf(report.scenarios, ValueOfScenario)}}};
  return ToJson(document, {.indent = 2}) + "\n";
}

}  // namespace fakestream
