// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_file.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"

#include "json/rule_keys.h"
#include "scenario/keys_finally.h"
#include "scenario/keys_given.h"
#include "scenario/keys_step.h"

namespace fakestream::internal {
namespace {

Written UnlessEmpty(ValueList items) {
  return items.empty() ? std::nullopt : Written(std::move(items));
}

}  // namespace

void ReadVersion(ReadContext& context, const Node& node, Scenario&) {
  const Value number = node.kind == Node::Kind::kNumber ? NumberOf(node.text) : Value();
  const auto* const version = number.As<std::int64_t>();
  if (version == nullptr) {
    Expected(context, node, "whole number", fmt::format("write {}", kScenarioVersion));
  } else if (*version > kScenarioVersion) {
    context.problems.AddFatal(
        node, fmt::format("version {} is newer than this fakestream reads ({})", *version,
                          kScenarioVersion));
  } else if (*version < 1) {
    context.problems.Add(node, fmt::format("unknown version {}", *version),
                         fmt::format("write {}", kScenarioVersion));
  }
}

void ReadSeed(ReadContext& context, const Node& node, Scenario& scenario) {
  const bool is_right = node.kind == Node::Kind::kNumber || node.kind == Node::Kind::kText;
  const auto seed = is_right ? ParseNumber(node.text) : std::nullopt;
  if (seed) {
    scenario.given.seed = *seed;
  } else {
    context.problems.Add(node, "expected a whole number from 0 to 18446744073709551615");
  }
}

Written WriteVersion(const Scenario&) {
  return Value(kScenarioVersion);
}

Written WriteSeed(const Scenario& scenario) {
  const std::uint64_t seed = scenario.given.seed;
  if (seed == 0) return std::nullopt;
  // Many programs cut numbers above 2^53; text they leave alone.
  constexpr std::uint64_t kSafe = std::uint64_t{1} << 53U;
  if (seed > kSafe) return Value(std::to_string(seed));
  return Value(static_cast<std::int64_t>(seed));
}

Written WriteGiven(const Scenario& scenario) {
  Value given = WriteObject(scenario.given, kGivenKeys);
  return given.As<ValueMembers>()->empty() ? std::nullopt : Written(std::move(given));
}

Written WriteFaults(const Scenario& scenario) {
  ValueList faults;
  for (const Rule& rule : scenario.faults) faults.push_back(WriteRule(rule));
  return UnlessEmpty(std::move(faults));
}

Written WriteSteps(const Scenario& scenario) {
  if (!scenario.steps) return std::nullopt;
  ValueList steps;
  Quotas quotas = scenario.given.quotas;
  for (const Step& step : *scenario.steps) {
    StepDraft written{.step = step};
    const auto* const set = std::get_if<SetStep>(&step.action);
    if (set != nullptr && set->quotas) {
      written.quotas = WriteTyped(*set->quotas, quotas).value_or(ValueMembers{});
      quotas = *set->quotas;
    }
    steps.push_back(WriteStep(written));
  }
  return Value(std::move(steps));
}

Written WriteFinally(const Scenario& scenario) {
  ValueList conditions;
  for (const Condition& condition : scenario.finally) {
    conditions.push_back(WriteCondition(condition));
  }
  return UnlessEmpty(std::move(conditions));
}

Value VersionSchema() {
  return schema::Const({kScenarioVersion});
}

Value SeedSchema() {
  return schema::AnyOf({{ValueMembers{{"type", {"integer"}}, {"minimum", {0}}}},
                        schema::Texts("^(0|[1-9][0-9]{0,19})$")});
}

Value GivenSchema() {
  return SchemaOf(kGivenKeys);
}

Value FaultsSchema() {
  return schema::ListOf(schema::Reference("fault"));
}

Value StepsSchema() {
  return schema::ListOf(schema::Reference("step"));
}

Value FinallySchema() {
  return schema::ListOf(schema::Reference("condition"));
}

}  // namespace fakestream::internal
