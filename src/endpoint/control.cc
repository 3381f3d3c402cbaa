// SPDX-License-Identifier: Apache-2.0
#include "endpoint/control.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakestream/base/text.h"
#include "fakestream/json/rules.h"
#include "fakestream/json/values.h"
#include "fakestream/report/reporter.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/service/codec.h"

namespace fakestream::internal {
namespace {

HttpReply TextReply(int status, std::string body, std::string_view type) {
  const std::string length = std::to_string(body.size());
  return {.status = status,
          .headers = {{"Content-Type", std::string(type)},
                      {"Content-Length", length},
                      {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

HttpReply ValueReply(int status, const Value& value) {
  return TextReply(status, ToJson(value, {.indent = 2}) + "\n", "application/json");
}

HttpReply Done() { return ValueReply(200, {ValueMembers{{"done", {true}}}}); }

HttpReply Problems(int status, const std::vector<std::string>& problems) {
  ValueList list;
  for (const std::string& problem : problems) list.push_back({problem});
  return ValueReply(status, {ValueMembers{{"problems", {std::move(list)}}}});
}

HttpReply Problems(const Diagnostics& diagnostics) {
  std::vector<std::string> problems;
  for (const Diagnostic& diagnostic : diagnostics) problems.push_back(ToText(diagnostic));
  return Problems(400, problems);
}

Value ValueOf(const ScenarioReport& report) {
  ValueList faults;
  for (const RuleUse& use : report.rules) {
    faults.push_back({ValueMembers{{"text", {use.text}},
                                   {"fired", {static_cast<std::int64_t>(use.fired)}}}});
  }
  return {std::move(faults)};
}

Value ValueOf(const PlacedImage& placed) {
  Value value = ToValue(placed.image);
  auto& members = std::get<ValueMembers>(value.data);
  members.insert(members.begin(), {"region", {placed.region}});
  return value;
}

HttpReply State(Session& session, const HttpRequest&) {
  const World& world = session.world();
  const ScenarioReport report = session.Report();
  ValueList images;
  for (const PlacedImage& placed : world.FindImages()) images.push_back(ValueOf(placed));
  return ValueReply(
      200, {ValueMembers{{"scenario", {report.name}},
                         {"now", {world.clock().Now()}},
                         {"elapsed", {ToText(report.elapsed)}},
                         {"calls", {static_cast<std::int64_t>(report.calls)}},
                         {"digest", {report.digest}},
                         {"verdict", {NameOf(report.verdict)}},
                         {"faults", ValueOf(report)},
                         {"images", {std::move(images)}}}});
}

HttpReply ShowTrace(Session& session, const HttpRequest&) {
  return TextReply(200, session.world().trace().ToText(), "text/plain; charset=utf-8");
}

HttpReply ShowReport(Session& session, const HttpRequest&) {
  Report report;
  report.scenarios.push_back(session.Report());
  return TextReply(200, JsonReport(report), "application/json");
}

HttpReply Reset(Session& session, const HttpRequest&) {
  session.Reset();
  return Done();
}

HttpReply LoadNext(Session& session, const HttpRequest& request) {
  Checked<Scenario> scenario = LoadScenario(request.body, "scenario");
  if (!scenario) return Problems(scenario.diagnostics());
  session.Reset(std::move(scenario).value());
  return Done();
}

// One fault, or a list of them: all are added, or none.
HttpReply AddFaults(Session& session, const HttpRequest& request) {
  const Checked<Value> body = ParseJson(request.body, "faults");
  if (!body) return Problems(body.diagnostics());
  const auto* const list = body->As<ValueList>();
  Script script;
  Diagnostics problems;
  for (const Value& value : list != nullptr ? *list : ValueList{*body}) {
    Checked<Rule> rule = RuleFromValue(value);
    if (rule) {
      script.push_back(std::move(rule).value());
    } else {
      problems.insert(problems.end(), rule.diagnostics().begin(), rule.diagnostics().end());
    }
  }
  if (!problems.empty()) return Problems(problems);
  session.world().Inject(std::move(script));
  return Done();
}

// {"advance": "20m"} or {"set": "2026-01-01T00:20:00Z"}.
std::optional<Duration> AskedAdvance(const Value& body, Instant now) {
  const auto* const members = body.As<ValueMembers>();
  if (members == nullptr || members->size() != 1) return std::nullopt;
  const Value& value = members->front().value;
  const auto* const text = value.As<std::string>();
  if (members->front().name == "advance" && text != nullptr) return ParseDuration(*text);
  const std::optional<Instant> at = InstantFrom(value);
  if (members->front().name != "set" || !at || *at < now) return std::nullopt;
  return *at - now;
}

HttpReply MoveClock(Session& session, const HttpRequest& request) {
  const Checked<Value> body = ParseJson(request.body, "clock");
  if (!body) return Problems(body.diagnostics());
  WorldClock& clock = session.world().clock();
  const std::optional<Duration> length = AskedAdvance(*body, clock.Now());
  if (!length) {
    return Problems(400, {R"(expected {"advance": "20m"}, or {"set": "2026-01-01T00:20:00Z"} with a )"
                          "time that is not past; it is " + ToText(clock.Now())});
  }
  clock.Advance(*length);
  return ValueReply(200, {ValueMembers{{"now", {clock.Now()}}}});
}

HttpReply ListAll(Session& session, const HttpRequest& request);

struct Entry {
  std::string_view method;
  std::string_view name;
  std::string_view does;
  HttpReply (*act)(Session& session, const HttpRequest& request);
};

constexpr std::array kEntries = std::to_array<Entry>({
    {"GET", "", "lists what there is", ListAll},
    {"GET", "state", "images, faults, time and verdict so far", State},
    {"GET", "trace", "every call and change of state, as text", ShowTrace},
    {"GET", "report", "the JSON report of a replay, so far", ShowReport},
    {"POST", "reset", "starts the scenario anew", Reset},
    {"POST", "scenario", "starts the scenario in the body", LoadNext},
    {"POST", "faults", "adds the fault, or list of faults, in the body", AddFaults},
    {"POST", "clock", R"(moves the time: {"advance": "20m"} or {"set": TIME})", MoveClock},
});

HttpReply ListAll(Session&, const HttpRequest&) {
  ValueList list;
  for (const Entry& entry : kEntries) {
    list.push_back({ValueMembers{
        {"method", {entry.method}},
        {"path", {std::string(kControlPath) + std::string(entry.name)}},
        {"does", {entry.does}}}});
  }
  return ValueReply(200, {std::move(list)});
}

}  // namespace

bool IsControl(const HttpRequest& request) {
  return request.target.compare(0, kControlPath.size(), kControlPath) == 0;
}

HttpReply Control(Session& session, const HttpRequest& request) {
  std::string_view name = request.target;
  name.remove_prefix(kControlPath.size());
  name = name.substr(0, name.find('?'));
  const auto* const entry = std::find_if(kEntries.begin(), kEntries.end(),
                                         [&](const Entry& one) { return one.name == name; });
  if (entry == kEntries.end()) {
    return Problems(404, {"there is no " + std::string(kControlPath) + std::string(name) +
                          "; GET " + std::string(kControlPath) + " lists what there is"});
  }
  if (entry->method != request.method) {
    return Problems(405, {"this is for " + std::string(entry->method)});
  }
  try {
    return entry->act(session, request);
  } catch (const Misuse& misuse) {
    return Problems(400, {misuse.what()});
  }
}

}  // namespace fakestream::internal
