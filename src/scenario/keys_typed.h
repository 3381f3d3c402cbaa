// SPDX-License-Identifier: Apache-2.0
#pragma once

// Objects of a scenario file whose keys are a member table: settings and members of the service.

#include <string_view>

#include "fakestream/service/codec.h"

#include "json/fields.h"
#include "json/keys.h"
#include "json/schema_parts.h"

namespace fakestream::internal {

// Reports what does not fit the type, and where `strictness` says so what breaks its constraints.
// Returns whether all is well.
bool CheckTyped(ReadContext& context, const Node& node, const Type& type,
                schema::Strictness strictness);

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

// How such an object is a member of another: the members that are there are filled, and those that
// differ are written.
template <Tabled T>
struct FormOf<T> {
  static Value Schema() { return schema::OfType(TypeOf<T>(), schema::Strictness::kConstraints); }

  static std::optional<T> Read(ReadContext& context, const Node& node) {
    const Type& type = TypeOf<T>();
    if (!CheckTyped(context, node, type, schema::Strictness::kConstraints)) return std::nullopt;
    T value{};
    Decode(ToValue(node, &type), value);
    return value;
  }

  static Value Write(const T& value) { return WriteTyped(value, T{}).value_or(ValueMembers{}); }
};

}  // namespace fakestream::internal
