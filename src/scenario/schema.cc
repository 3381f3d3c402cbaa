// SPDX-License-Identifier: Apache-2.0
#include "fakestream/json/values.h"
#include "fakestream/scenario/loader.h"

#include "json/matchers.h"
#include "json/rule_keys.h"
#include "json/schema_parts.h"
#include "scenario/keys_expect.h"
#include "scenario/keys_file.h"
#include "scenario/keys_finally.h"
#include "scenario/keys_step.h"

namespace fakestream {
namespace {

namespace schema = internal::schema;

// The shapes that an operation's members may have: in a request that is sent, in one that is
// matched, in a result that is scripted, and in one that is expected.
void AddOperation(ValueMembers& definitions, std::string_view operation, const Type& request,
                  const Type& result) {
  const std::string name(operation);
  definitions.push_back({name + "Request", schema::OfType(request, schema::Strictness::kTypes)});
  definitions.push_back({name + "Matcher", schema::MembersLike(request)});
  definitions.push_back({name + "Result", schema::OfType(result, schema::Strictness::kTypes)});
  definitions.push_back({name + "Expected", schema::AnyOf({schema::MembersLike(result),
                                                           schema::Reference("operator")})});
}

Value Definitions() {
  ValueMembers definitions = {{"operator", internal::OperatorSchema()},
                              {"fault", internal::RuleSchema()},
                              {"step", internal::StepSchema()},
                              {"expect", internal::ExpectationSchema()},
                              {"condition", internal::ConditionSchema()}};
  for (NamedValue& common : schema::CommonDefinitions()) definitions.push_back(std::move(common));
  ForEachOperation([&](auto op) {
    using Op = decltype(op);
    AddOperation(definitions, Op::kName, TypeOf<typename Op::Request>(),
                 TypeOf<typename Op::Result>());
  });
  return {std::move(definitions)};
}

}  // namespace

std::string ScenarioSchema() {
  ValueMembers root = {{"$schema", {"http://json-schema.org/draft-07/schema#"}},
                       {"title", {"fakestream scenario"}}};
  const Value file = internal::SchemaOf(internal::kFileKeys);
  const auto& parts = *file.As<ValueMembers>();
  root.insert(root.end(), parts.begin(), parts.end());
  root.push_back({"definitions", Definitions()});
  return ToJson({std::move(root)}, {.indent = 2}) + "\n";
}

}  // namespace fakestream
