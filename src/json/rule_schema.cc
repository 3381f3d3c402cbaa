// SPDX-License-Identifier: Apache-2.0
// What an editor may know about a rule: the keys, and what an operation makes of them.
#include "fakestream/fault/rule.h"

#include "json/rule_keys.h"
#include "json/schema_parts.h"

namespace fakestream::internal {
namespace {

using schema::Const;
using schema::Has;
using schema::IfThen;
using schema::Only;
using schema::Requires;

Value FailOfOperation(std::optional<Operation> operation) {
  return schema::AnyOf(
      {Requires("unmodeled", Const({true})), Only("fail", schema::ErrorNames(operation))});
}

// What a rule about that operation may say, as far as the operation decides it.
Value RuleOfOperation(Operation operation) {
  const std::string name(NameOf(operation));
  const bool starts_transition =
      operation == kOperation<ops::CopyImage> || operation == kOperation<ops::CreateUpdatedImage>;
  ValueMembers properties = {{"with", schema::Reference(name + "Matcher")},
                             {"reply", schema::Reference(name + "Result")}};
  if (!starts_transition) properties.push_back({"becomes", {false}});
  if (operation != kOperation<ops::DescribeImages>) properties.push_back({"stale", {false}});
  return {ValueMembers{{"allOf",
                        {ValueList{{ValueMembers{{"properties", {std::move(properties)}}}},
                                   FailOfOperation(operation)}}}}};
}

Value RuleOfEveryOperation() {
  const ValueMembers properties = {{"with", {ValueMembers{{"maxProperties", {0}}}}},
                                   {"reply", {false}},
                                   {"becomes", {false}},
                                   {"stale", {false}}};
  return {ValueMembers{
      {"allOf",
       {ValueList{{ValueMembers{{"properties", {properties}}}}, FailOfOperation(std::nullopt)}}}}};
}

// Nobody knows its members; any error of the service may be its.
Value RuleOfOtherOperation() {
  const ValueMembers properties = {{"with", {ValueMembers{{"maxProperties", {0}}}}},
                                   {"reply", {false}},
                                   {"becomes", {false}},
                                   {"stale", {false}},
                                   {"at", Const({"before"})}};
  std::vector<std::string_view> errors;
  for (const ErrorRow& row : ErrorCatalog()) {
    const bool is_answer = row.kind == ErrorKind::kModeled || row.kind == ErrorKind::kCommon;
    if (is_answer) errors.push_back(row.name);
  }
  const Value fail =
      schema::AnyOf({Requires("unmodeled", Const({true})), Only("fail", schema::OneOf(errors))});
  return {ValueMembers{{"allOf", {ValueList{{ValueMembers{{"properties", {properties}}}}, fail}}}}};
}

}  // namespace

Value RuleSchema() {
  Value rule = RuleKeysSchema();
  ValueList all;
  ForEachOperation([&](auto op) {
    using Op = decltype(op);
    all.push_back(IfThen(Requires("on", Const({Op::kName})), RuleOfOperation(kOperation<Op>)));
  });
  all.push_back(IfThen(Requires("on", Const({"*"})), RuleOfEveryOperation()));
  const auto& others = kEnumNames<OtherOperation>;
  const std::vector<std::string_view> names(others.begin(), others.end());
  all.push_back(IfThen(Requires("on", schema::OneOf(names)), RuleOfOtherOperation()));
  // One effect, or a delay alone.
  ValueList effects;
  for (const std::string_view effect : RuleEffects()) effects.push_back(Has(effect));
  const Value any_effect = schema::AnyOf(effects);
  effects.emplace_back(ValueMembers{{"required", {ValueList{{"delay"}}}}, {"not", any_effect}});
  all.push_back({ValueMembers{{"oneOf", {std::move(effects)}}}});
  all.push_back(
      IfThen(Has("at"), schema::AnyOf({Has("fail"), Has("drop"), Only("at", Const({"before"}))})));
  std::get_if<ValueMembers>(&rule.data)->push_back({"allOf", {std::move(all)}});
  return rule;
}

}  // namespace fakestream::internal
