// SPDX-License-Identifier: Apache-2.0
#include "endpoint/control.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "endpoint/control_caller.h"
#include "endpoint/escapes.h"

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

HttpReply Done() {
  return ValueReply(200, {ValueMembers{{"done", {true}}}});
}

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

Value FaultsOf(const ScenarioReport& report) {
  ValueList faults;
  for (const RuleUse& use : report.rules) {
    ValueMembers members;
    if (!use.id.empty()) members.push_back({"id", {use.id}});
    members.push_back({"text", {use.text}});
    members.push_back({"fired", {static_cast<std::int64_t>(use.fired)}});
    faults.push_back({std::move(members)});
  }
  return {std::move(faults)};
}

Value UnansweredOf(const ScenarioReport& report) {
  ValueList list;
  for (const UnansweredCalls& calls : report.unanswered) {
    list.push_back({ValueMembers{{"name", {calls.name}},
                                 {"calls", {static_cast<std::int64_t>(calls.calls)}},
                                 {"allowed", {calls.is_allowed}}}});
  }
  return {std::move(list)};
}

Value ValueOf(const PlacedImage& placed) {
  Value value = ToValue(placed);
  auto& members = std::get<ValueMembers>(value.data);
  members.insert(members.begin(), {"region", {placed.region}});
  return value;
}

// Takes the query off a target, with its question mark, and returns it.
std::string_view TakeQuery(std::string_view& target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {};
  const std::string_view query = target.substr(mark + 1);
  target = target.substr(0, mark);
  return query;
}

// Nothing when the query says anything else.
std::optional<std::string> AccessKeyIdIn(std::string_view query) {
  constexpr std::string_view kParameter = "access_key_id=";
  if (!query.starts_with(kParameter) || query.find('&') != std::string_view::npos) {
    return std::nullopt;
  }
  return Unescaped(query.substr(kParameter.size()));
}

// What a request asks for: of the World of an access key id, or of all.
struct Order {
  WorldHost* host = nullptr;
  const std::string* body = nullptr;
  std::optional<std::string> access_key_id{};

  std::string_view key() const {
    return access_key_id ? std::string_view(*access_key_id) : std::string_view();
  }

  World& world() const { return host->world(key()); }
};

HttpReply State(const Order& order) {
  const World& world = order.world();
  const ScenarioReport report = order.host->Report(order.key());
  ValueList images;
  for (const PlacedImage& placed : world.FindImages()) images.push_back(ValueOf(placed));
  return ValueReply(
      200, {ValueMembers{{"scenario", {report.name}},
                         {"now", {world.clock().Now()}},
                         {"elapsed", {ToText(report.elapsed)}},
                         {"calls", {static_cast<std::int64_t>(report.calls)}},
                         {"digest", {report.digest}},
                         {"verdict", {NameOf(report.verdict)}},
                         {"steps_not_run", {static_cast<std::int64_t>(report.steps_not_run)}},
                         {"faults", FaultsOf(report)},
                         {"unanswered", UnansweredOf(report)},
                         {"images", {std::move(images)}}}});
}

HttpReply ShowTrace(const Order& order) {
  return TextReply(200, order.world().trace().ToText(), "text/plain; charset=utf-8");
}

HttpReply ShowWorlds(const Order& order) {
  ValueList list;
  for (const std::string& id : order.host->access_key_ids()) {
    const ScenarioReport report = order.host->Report(id);
    list.push_back({ValueMembers{{"access_key_id", {id}},
                                 {"scenario", {report.name}},
                                 {"calls", {static_cast<std::int64_t>(report.calls)}},
                                 {"elapsed", {ToText(report.elapsed)}},
                                 {"verdict", {NameOf(report.verdict)}}}});
  }
  return ValueReply(200, {std::move(list)});
}

HttpReply ShowReport(const Order& order) {
  Report report;
  if (order.access_key_id) {
    report.scenarios.push_back(order.host->Report(order.key()));
  } else {
    report.scenarios = order.host->Reports();
  }
  return TextReply(200, JsonReport(report), "application/json");
}

HttpReply Begin(const Order& order, std::optional<Scenario> scenario) {
  if (order.access_key_id) {
    order.host->ResetWorld(order.key(), std::move(scenario));
  } else {
    order.host->Reset(std::move(scenario));
  }
  return Done();
}

HttpReply BeginAgain(const Order& order) {
  return Begin(order, {});
}

HttpReply BeginNext(const Order& order) {
  Checked<Scenario> scenario = LoadScenario(*order.body, "scenario");
  if (!scenario) return Problems(scenario.diagnostics());
  return Begin(order, std::move(scenario).value());
}

// One fault, or a list of them: all are added, or none.
HttpReply AddFaults(const Order& order) {
  Checked<Script> faults = ParseRules(*order.body, "faults");
  if (!faults) return Problems(faults.diagnostics());
  order.world().Inject(std::move(faults).value());
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

HttpReply MoveClock(const Order& order) {
  const Checked<Value> body = ParseJson(*order.body, "clock");
  if (!body) return Problems(body.diagnostics());
  WorldClock& clock = order.world().clock();
  const std::optional<Duration> length = AskedAdvance(*body, clock.Now());
  if (!length) {
    return Problems(400,
                    {R"(expected {"advance": "20m"}, or {"set": "2026-01-01T00:20:00Z"} with a )"
                     "time that is not past; it is " +
                     ToText(clock.Now())});
  }
  clock.Advance(*length);
  return ValueReply(200, {ValueMembers{{"now", {clock.Now()}}}});
}

HttpReply ListAll(const Order& order);

// Of which Worlds an entry can speak.
enum class Of : std::uint8_t { kSession, kWorld, kEither };

struct Route {
  std::string_view method;
  std::string_view name;
  std::string_view does;
  Of of;
  HttpReply (*act)(const Order& order);
};

constexpr std::array kRoutes = std::to_array<Route>({
    {"GET", "", "lists what there is", Of::kSession, ListAll},
    {"GET", "state",
     "images with tags and permissions, faults, unanswered calls, time and verdict so far",
     Of::kWorld, State},
    {"GET", "trace", "every call and change of state, as text", Of::kWorld, ShowTrace},
    {"GET", "report", "the JSON report of a replay, so far", Of::kEither, ShowReport},
    {"GET", "worlds", "the access key ids that have a World of their own, and its verdict",
     Of::kSession, ShowWorlds},
    {"POST", "reset", "starts the scenario anew", Of::kEither, BeginAgain},
    {"POST", "scenario", "starts the scenario in the body, of 1 MiB at most", Of::kEither,
     BeginNext},
    {"POST", "faults", "adds the fault, or list of faults, in the body, of 1 MiB at most",
     Of::kWorld, AddFaults},
    {"POST", "clock", R"(moves the time: {"advance": "20m"} or {"set": TIME})", Of::kWorld,
     MoveClock},
});

HttpReply ListAll(const Order&) {
  ValueList list;
  for (const Route& entry : kRoutes) {
    ValueMembers members = {{"method", {entry.method}},
                            {"path", {std::string(kControlPath) + std::string(entry.name)}},
                            {"does", {entry.does}}};
    if (entry.of != Of::kSession) {
      const bool must = entry.of == Of::kWorld;
      members.push_back({"access_key_id",
                         {must ? "says whose World, where each access key id has its own"
                               : "says whose World, where each has its own; all without it"}});
    }
    list.push_back({std::move(members)});
  }
  return ValueReply(200, {std::move(list)});
}

bool HasWorld(const WorldHost& host, const std::string& access_key_id) {
  const std::vector<std::string> ids = host.access_key_ids();
  return std::binary_search(ids.begin(), ids.end(), access_key_id);
}

HttpReply Obey(const Order& order, const Route& entry) {
  try {
    return entry.act(order);
  } catch (const Misuse& misuse) {
    return Problems(400, {misuse.what()});
  }
}

// Whether the World that an order names, or does not name, is there for the entry.
std::optional<HttpReply> CheckWorld(const Order& order, const Route& entry) {
  const bool is_one = order.host->options().worlds == ServedWorlds::kOne;
  if (!order.access_key_id) {
    if (is_one || entry.of != Of::kWorld) return std::nullopt;
    return Problems(
        400, {"say whose World, as in " + std::string(kControlPath) + std::string(entry.name) +
              "?access_key_id=ID; GET " + std::string(kControlPath) + "worlds lists them"});
  }
  if (is_one) {
    return Problems(400, {"there is one World for all access key ids; --worlds by-access-key gives "
                          "each its own"});
  }
  if (entry.of == Of::kSession) return Problems(400, {"this is not about one World"});
  if (order.access_key_id->empty()) return Problems(400, {"access_key_id is empty"});
  if (HasWorld(*order.host, *order.access_key_id) || entry.method != "GET") return std::nullopt;
  return Problems(
      404, {"no request was signed with access key id " + Quoted(*order.access_key_id) + " yet"});
}

}  // namespace

bool IsControl(const HttpRequest& request) {
  return request.target.compare(0, kControlPath.size(), kControlPath) == 0;
}

HttpReply Control(WorldHost& host, const HttpRequest& request) {
  if (const auto refusal = RefuseCaller(request)) return Problems(403, {*refusal});
  std::string_view name = request.target;
  name.remove_prefix(kControlPath.size());
  const std::string_view query = TakeQuery(name);
  const auto* const entry = std::find_if(kRoutes.begin(), kRoutes.end(),
                                         [&](const Route& one) { return one.name == name; });
  if (entry == kRoutes.end()) {
    return Problems(404, {"there is no " + std::string(kControlPath) + std::string(name) +
                          "; GET " + std::string(kControlPath) + " lists what there is"});
  }
  if (entry->method != request.method) {
    return Problems(405, {"this is for " + std::string(entry->method)});
  }
  Order order{.host = &host, .body = &request.body};
  if (!query.empty()) {
    order.access_key_id = AccessKeyIdIn(query);
    if (!order.access_key_id) {
      return Problems(400, {"the one parameter that there is is access_key_id, once, as in "
                            "?access_key_id=ID"});
    }
  }
  if (const auto refusal = CheckWorld(order, *entry)) return *refusal;
  const bool is_new = order.access_key_id && !HasWorld(host, *order.access_key_id);
  HttpReply reply = Obey(order, *entry);
  // What is refused makes no World, whose faults then nobody could meet.
  if (is_new && reply.status != 200) host.Forget(*order.access_key_id);
  return reply;
}

}  // namespace fakestream::internal
