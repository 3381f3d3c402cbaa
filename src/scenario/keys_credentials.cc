// SPDX-License-Identifier: Apache-2.0
// The key `credentials` of `given`.
#include <algorithm>

#include "fakestream/base/text.h"

#include "scenario/keys_given.h"

namespace fakestream::internal {
namespace {

bool ReadOne(ReadContext& context, const Node& node, Credentials& credentials) {
  const std::size_t before = context.problems.count();
  ReadTyped(context, node, credentials);
  if (node.kind != Node::Kind::kObject) return false;
  ForEachMember<Credentials>([&](const auto& member) {
    const Node* const found = node.Find(member.name);
    if (member.constraint.is_required && (found == nullptr || found->kind == Node::Kind::kNull)) {
      context.problems.Add(node, "missing key " + Quoted(member.name));
    }
  });
  return context.problems.count() == before;
}

}  // namespace

void ReadCredentials(ReadContext& context, const Node& node, WorldOptions& given) {
  if (node.kind != Node::Kind::kList) {
    Expected(context, node, "list");
    return;
  }
  for (const Node& item : node.children()) {
    Credentials credentials;
    if (!ReadOne(context, item, credentials)) continue;
    const std::string& id = credentials.access_key_id;
    const bool is_known =
        std::any_of(given.credentials.begin(), given.credentials.end(),
                    [&](const Credentials& one) { return one.access_key_id == id; });
    if (is_known) context.problems.Add(item, "access_key_id " + Quoted(id) + " is there twice");
    given.credentials.push_back(std::move(credentials));
  }
}

std::optional<Value> WriteCredentials(const WorldOptions& given) {
  if (given.credentials.empty()) return std::nullopt;
  ValueList list;
  for (const Credentials& credentials : given.credentials) {
    list.push_back(WriteTyped(credentials, Credentials{}).value_or(ValueMembers{}));
  }
  return Value(std::move(list));
}

Value CredentialsSchema() {
  Value one = TypedSchema<Credentials>();
  auto& parts = *std::get_if<ValueMembers>(&one.data);
  parts.push_back({"required", {ValueList{{"access_key_id"}, {"secret_access_key"}}}});
  return schema::ListOf(std::move(one));
}

}  // namespace fakestream::internal
