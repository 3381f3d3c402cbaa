// SPDX-License-Identifier: Apache-2.0
// The key `credentials` of `given`.
#include <algorithm>

#include "fakestream/base/text.h"

#include "scenario/keys_given.h"

namespace fakestream::internal {
namespace {

using CredentialsForm = FormOf<Credentials>;

}  // namespace

void ReadCredentials(ReadContext& context, const Node& node, WorldOptions& given) {
  if (node.kind != Node::Kind::kList) {
    Expected(context, node, "list");
    return;
  }
  for (const Node& item : node.children()) {
    std::optional<Credentials> credentials = CredentialsForm::Read(context, item);
    if (!credentials) continue;
    const std::string& id = credentials->access_key_id;
    const bool is_known =
        std::any_of(given.credentials.begin(), given.credentials.end(),
                    [&](const Credentials& one) { return one.access_key_id == id; });
    if (is_known) context.problems.Add(item, "access_key_id " + Quoted(id) + " is there twice");
    given.credentials.push_back(std::move(*credentials));
  }
}

std::optional<Value> WriteCredentials(const WorldOptions& given) {
  if (given.credentials.empty()) return std::nullopt;
  ValueList list;
  for (const Credentials& credentials : given.credentials) {
    list.push_back(CredentialsForm::Write(credentials));
  }
  return Value(std::move(list));
}

Value CredentialsSchema() {
  return schema::ListOf(CredentialsForm::Schema());
}

}  // namespace fakestream::internal
