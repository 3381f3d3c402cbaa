// SPDX-License-Identifier: Apache-2.0
#include "json/rule_keys.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "fakestream/backend/settings.h"
#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

#include "fault/rule_check.h"
#include "fault/rule_regions.h"
#include "json/fields.h"
#include "json/matchers.h"
#include "json/schema_parts.h"

namespace fakestream::internal {

template <>
inline constexpr std::string_view kNounOf<Moment> = "moment";

namespace {

using schema::Text;

const Type* RequestTypeOf(const Rule& rule) {
  return rule.on ? &RequestType(*rule.on) : nullptr;
}

// All that may stand at `on`.
std::vector<std::string_view> AllNames() {
  std::vector<std::string_view> names = schema::OperationNames();
  names.insert(names.end(), kEnumNames<OtherOperation>.begin(), kEnumNames<OtherOperation>.end());
  names.emplace_back("*");
  return names;
}

void ReadOn(ReadContext& context, const Node& node, Rule& rule) {
  if (node.kind == Node::Kind::kText) {
    rule.on = OperationNamed(node.text);
    if (!rule.on) rule.other = EnumOf<OtherOperation>(node.text);
    if (rule.on || rule.other || node.text == "*") return;
  }
  if (!context.problems.has_room()) {
    context.problems.CountMore(1);
    return;
  }
  // Who is told of all names hears of those first that are simulated.
  const std::vector<std::string_view> all = AllNames();
  const auto nearest = NearestWord(node.text, all);
  const bool is_other = nearest && EnumOf<OtherOperation>(*nearest);
  std::vector<std::string_view> names = schema::OperationNames();
  names.emplace_back("*");
  ReadName(context, node, "operation", is_other ? all : names);
}

void ReadWith(ReadContext& context, const Node& node, Rule& rule) {
  rule.with = ReadMemberMatchers(context, node, RequestTypeOf(rule));
}

void ReadCalls(ReadContext& context, const Node& node, Rule& rule) {
  const auto text = ReadText(context, node);
  if (!text) return;
  const auto window = ParseCallWindow(*text);
  if (window) {
    rule.calls = *window;
  } else {
    context.problems.Add(node, "invalid call window " + Quoted(*text),
                         R"(write "3", "1-2", "3-" or "every 5", counted from 1)");
  }
}

void ReadBetween(ReadContext& context, const Node& node, Rule& rule) {
  if (node.kind != Node::Kind::kList || node.size != 3) {
    context.problems.Add(node, "expected a list of two durations", R"(write ["10s", "2m"])");
    return;
  }
  const auto from = ReadDuration(context, (&node)[1]);
  const auto to = ReadDuration(context, (&node)[2]);
  if (from && to) rule.between = TimeWindow{*from, *to};
}

void ReadChance(ReadContext& context, const Node& node, Rule& rule) {
  constexpr std::string_view kHint = R"(write a ratio above 0 and up to 1, as in "1/4")";
  if (node.kind != Node::Kind::kText) {
    Expected(context, node, "text", std::string(kHint));
    return;
  }
  rule.chance = ParseChance(node.text);
  if (!rule.chance) {
    context.problems.Add(node, "invalid chance " + Quoted(node.text), std::string(kHint));
  }
}

void ReadFail(ReadContext& context, const Node& node, Rule& rule) {
  Fail& fail = rule.effect.emplace<Fail>();
  Assign(fail.error, ReadText(context, node));
}

// What `message` and `status` say more of; null where a second effect took its place.
Fail* FailOf(Rule& rule) {
  return std::get_if<Fail>(&rule.effect);
}

void ReadMessage(ReadContext& context, const Node& node, Rule& rule) {
  if (Fail* const fail = FailOf(rule)) Assign(fail->message, ReadText(context, node));
}

void ReadStatus(ReadContext& context, const Node& node, Rule& rule) {
  if (Fail* const fail = FailOf(rule)) fail->status = ReadWhole(context, node, {400, 599});
}

void ReadReply(ReadContext& context, const Node& node, Rule& rule) {
  if (node.kind != Node::Kind::kObject) Expected(context, node, "object");
  rule.effect = Reply{ToValue(node, rule.on ? &ResultType(*rule.on) : nullptr)};
}

void ReadDrop(ReadContext& context, const Node& node, Rule& rule) {
  if (const auto fault = ReadEnum<ConnectionFault>(context, node, "connection fault")) {
    rule.effect = Drop{*fault};
  }
}

void ReadBecomes(ReadContext& context, const Node& node, Rule& rule) {
  if (const auto ending = ReadEnum<Ending>(context, node, "ending")) {
    rule.effect = Becomes{*ending};
  }
}

void ReadStale(ReadContext& context, const Node& node, Rule& rule) {
  if (const auto age = ReadDuration(context, node)) rule.effect = Stale{*age};
}

// Nothing for an empty text.
Written Unless(bool is_default, Value value) {
  return is_default ? std::nullopt : Written(std::move(value));
}

template <class E>
const E* EffectOf(const Rule& rule) {
  return std::get_if<E>(&rule.effect);
}

Written WriteOn(const Rule& rule) {
  return Value(OperationNameOf(rule));
}

Written WriteWith(const Rule& rule) {
  return Unless(rule.with.empty(), WriteMemberMatchers(rule.with));
}

Written WriteCalls(const Rule& rule) {
  return Unless(rule.calls == CallWindow{}, {ToText(rule.calls)});
}

Written WriteBetween(const Rule& rule) {
  if (!rule.between) return std::nullopt;
  return Value(ValueList{{ToText(rule.between->from)}, {ToText(rule.between->to)}});
}

Written WriteChance(const Rule& rule) {
  return rule.chance ? Written({ToText(*rule.chance)}) : std::nullopt;
}

Written WriteFail(const Rule& rule) {
  const auto* const fail = EffectOf<Fail>(rule);
  return fail != nullptr ? Written({fail->error}) : std::nullopt;
}

Written WriteMessage(const Rule& rule) {
  const auto* const fail = EffectOf<Fail>(rule);
  return fail != nullptr && fail->message ? Written({*fail->message}) : std::nullopt;
}

Written WriteStatus(const Rule& rule) {
  const auto* const fail = EffectOf<Fail>(rule);
  return fail != nullptr && fail->status ? Written({*fail->status}) : std::nullopt;
}

Written WriteReply(const Rule& rule) {
  const auto* const reply = EffectOf<Reply>(rule);
  return reply != nullptr ? Written(reply->result) : std::nullopt;
}

Written WriteDrop(const Rule& rule) {
  const auto* const drop = EffectOf<Drop>(rule);
  return drop != nullptr ? Written({NameOf(drop->fault)}) : std::nullopt;
}

Written WriteBecomes(const Rule& rule) {
  const auto* const becomes = EffectOf<Becomes>(rule);
  return becomes != nullptr ? Written({NameOf(becomes->ending)}) : std::nullopt;
}

Written WriteStale(const Rule& rule) {
  const auto* const stale = EffectOf<Stale>(rule);
  return stale != nullptr ? Written({ToText(stale->age)}) : std::nullopt;
}

Value OnSchema() {
  return schema::OneOf(AllNames());
}

Value CallsSchema() {
  return schema::Texts("^([1-9][0-9]*(-([1-9][0-9]*)?)?|every [1-9][0-9]*)$");
}

Value BetweenSchema() {
  return {ValueMembers{
      {"type", {"array"}}, {"items", schema::Duration()}, {"minItems", {2}}, {"maxItems", {2}}}};
}

Value ChanceSchema() {
  return schema::Texts("^[1-9][0-9]*/[1-9][0-9]*$");
}

Value StatusSchema() {
  return schema::Whole(400, 599);
}

constexpr std::array kRuleKeys = std::to_array<Key<Rule>>({
    {"on", "The operation whose calls are meant, or * for every operation.", OnSchema, ReadOn,
     WriteOn, true},
    Field<&Rule::region>("region", "Only calls of clients in this region."),
    {"with", "Only calls whose request has these members; values or matchers.", schema::AnyObject,
     ReadWith, WriteWith},
    {"calls", R"(Which of the matching calls, counted from 1: "3", "1-2", "3-", "every 5".)",
     CallsSchema, ReadCalls, WriteCalls},
    {"between", R"(Only in this window of virtual time since the start: ["10s", "2m"].)",
     BetweenSchema, ReadBetween, WriteBetween},
    {"chance", "Only when a draw from the rule's own seeded stream says so: \"1/4\".", ChanceSchema,
     ReadChance, WriteChance},
    {"fail", "The call fails with this error.", schema::NonemptyText, ReadFail, WriteFail},
    Key<Rule>{"message", "The message of the error; default: the catalogue's.", Text, ReadMessage,
              WriteMessage}
        .BelongingTo("fail"),
    Key<Rule>{"status", "The HTTP status of the error; default: the catalogue's.", StatusSchema,
              ReadStatus, WriteStatus}
        .BelongingTo("fail"),
    {"reply", "The call succeeds with this result, and the service does nothing.",
     schema::AnyObject, ReadReply, WriteReply},
    {"drop", "The connection breaks in this way.", schema::EnumOf<ConnectionFault>, ReadDrop,
     WriteDrop},
    {"becomes", "How the copy or update that this call starts ends.", schema::EnumOf<Ending>,
     ReadBecomes, WriteBecomes},
    {"stale", "The read sees the state of that long ago.", schema::Duration, ReadStale, WriteStale},
    Field<&Rule::delay>("delay", "The call takes that long, alone or before one effect."),
    Field<&Rule::at>(
        "at",
        "Before the service acts, or after it acted: the effect is there, the reply is lost."),
    Field<&Rule::is_optional>("optional", "The rule need not fire."),
    Field<&Rule::is_unmodeled>(
        "unmodeled", "The error need not be documented for the operation, or known at all."),
    Field<&Rule::id>("id", "A label for reports; also names the rule's stream of chance."),
    Note<Rule>(),
});

constexpr std::array kEffects =
    std::to_array<std::string_view>({"fail", "reply", "drop", "becomes", "stale"});

using RuleNodes = std::array<const Node*, kRuleKeys.size()>;

bool IsEffect(std::string_view key) {
  return std::find(kEffects.begin(), kEffects.end(), key) != kEffects.end();
}

// Returns how many effects the file gives the rule.
std::size_t CheckEffects(ReadContext& context, const RuleNodes& found) {
  const Node* first = nullptr;
  std::size_t count = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found.at(i) == nullptr || !IsEffect(kRuleKeys.at(i).name)) continue;
    if (count++ == 0) {
      first = found.at(i);
      continue;
    }
    context.problems.AddAtKey(
        *found.at(i),
        fmt::format("a rule has one effect, and this one has \"{}\" already", first->key),
        "write a rule for each");
  }
  return count;
}

}  // namespace

bool ReadRule(ReadContext& context, const Node& node, Rule& rule) {
  const std::size_t before = context.problems.count();
  const RuleNodes found = ReadObject(context, node, kRuleKeys, rule);
  if (node.kind != Node::Kind::kObject) return false;
  ForEachRegion(rule, [&](std::string_view where, std::string_view region) {
    if (region.empty() || IsAppStreamRegion(region)) return;
    NoteRegion(context, Resolve(node, where), region);
  });
  const std::size_t effects = CheckEffects(context, found);
  const Node* const on = found.front();
  if (on == nullptr || !(rule.on || rule.other || on->text == "*") || effects > 1) return false;
  const auto* const fail = EffectOf<Fail>(rule);
  for (Diagnostic& problem :
       context.problems.has_room() ? CheckRule(rule) : CheckRuleWithoutHints(rule)) {
    // An effect or delay that could not be read was reported.
    if (problem.where.empty() && (effects > 0 || node.Find("delay") != nullptr)) continue;
    const std::string full_name =
        fail != nullptr && problem.where == "/fail" ? HintOfFullError(fail->error) : "";
    if (!full_name.empty()) problem.hint = full_name;
    AddResolved(context, node, problem);
  }
  return context.problems.count() == before;
}

Value WriteRule(const Rule& rule) {
  Value object = WriteObject(rule, kRuleKeys);
  // The key is unknown to every reader: what is written without its predicates is another rule.
  if (!rule.where.empty()) {
    std::get_if<ValueMembers>(&object.data)->push_back({"where", {"a predicate in C++"}});
  }
  return object;
}

Value RuleKeysSchema() {
  return SchemaOf(kRuleKeys);
}

std::vector<std::string_view> RuleEffects() {
  return {kEffects.begin(), kEffects.end()};
}

}  // namespace fakestream::internal
