// SPDX-License-Identifier: Apache-2.0
#pragma once

// Objects of a scenario file whose keys are a member table: settings and members of the service.

#include <string_view>

#include "fakestream/service/codec.h"

#include "json/keys.h"
#include "json/schema_parts.h"

namespace fakestream::internal {

// Reports what does not fit the type, and where `strictness` says so what breaks its constraints.
// Returns whether all is well.
bool CheckTyped(ReadContext& context, const Node& node, const Type& type,
                schema::Strictness strictness);

// Fills the members that are there and leaves the others as they are.
template <class T>
void ReadTyped(ReadContext& context, const Node& node, T& target) {
  const Type& type = TypeOf<T>();
  if (!CheckTyped(context, node, type, schema::Strictness::kConstraints)) return;
  Decode(ToValue(node, &type), target);
}

// Returns the members that differ; nothing when none does.
template <class T>
std::optional<Value> WriteTyped(const T& value, const T& defaults) {
  if (value == defaults) return std::nullopt;
  ValueMembers written;
  ForEachMember<T>([&](const auto& member) {
    if (value.*member.pointer == defaults.*member.pointer) return;
    AppendMember(written, member.name, value.*member.pointer);
  });
  return Value(std::move(written));
}

template <class T>
Value TypedSchema() {
  return schema::OfType(TypeOf<T>(), schema::Strictness::kConstraints);
}

}  // namespace fakestream::internal
