// SPDX-License-Identifier: Apache-2.0
// The key `unanswered` of `given`.
#include "fakestream/base/text.h"
#include "fakestream/service/other_operations.h"

#include "scenario/keys_given.h"

namespace fakestream::internal {
namespace {

constexpr std::string_view kAllowed = "allowed";
constexpr std::string_view kNameHint =
    R"(name an operation such as "DescribeSessions", a service such as "s3" or a host such as "pypi.org")";

std::vector<std::string_view> AllOperationNames() {
  std::vector<std::string_view> names = schema::OperationNames();
  names.insert(names.end(), kEnumNames<OtherOperation>.begin(), kEnumNames<OtherOperation>.end());
  return names;
}

}  // namespace

void ReadUnanswered(ReadContext& context, const Node& node, WorldOptions& given) {
  if (node.kind != Node::Kind::kObject) {
    Expected(context, node, "object", R"(write it as in {"DescribeSessions": "allowed"})");
    return;
  }
  for (const Node& member : node.children()) {
    if (std::string problem = ProblemOfUnanswered(member.key); !problem.empty()) {
      const bool is_operation = UnansweredKindOf(member.key).has_value();
      context.problems.AddAtKey(
          member, std::move(problem),
          is_operation ? context.problems.HintOfNearest(member.key, AllOperationNames())
                       : std::string(kNameHint));
    } else if (member.kind != Node::Kind::kText || member.text != kAllowed) {
      context.problems.Add(member, R"(expected "allowed")", "leave the name out where it is not");
    } else {
      given.allowed_unanswered.emplace(member.key);
    }
  }
}

std::optional<Value> WriteUnanswered(const WorldOptions& given) {
  if (given.allowed_unanswered.empty()) return std::nullopt;
  ValueMembers members;
  for (const std::string& name : given.allowed_unanswered) members.push_back({name, {kAllowed}});
  return Value(std::move(members));
}

Value UnansweredSchema() {
  Value service = schema::Texts("^[a-z][a-z0-9-]*$");
  Value host = schema::Texts("^(localhost|[a-z0-9_-]*\\.[a-z0-9._-]*)$");
  Value name =
      schema::AnyOf({schema::OneOf(AllOperationNames()), std::move(service), std::move(host)});
  return {ValueMembers{{"type", {"object"}},
                       {"propertyNames", std::move(name)},
                       {"additionalProperties", schema::Const({kAllowed})}}};
}

}  // namespace fakestream::internal
