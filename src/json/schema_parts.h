// SPDX-License-Identifier: Apache-2.0
#pragma once

// Pieces of a JSON schema (draft 7), as trees of values.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakestream/service/enum_names.h"
#include "fakestream/service/type.h"
#include "fakestream/service/value.h"

#include "json/keys.h"

namespace fakestream::internal {

namespace schema {

Value Anything();
Value Text();
Value NonemptyText();
Value Boolean();
Value AnyObject();
Value Whole(std::int64_t min, std::int64_t max);
Value Duration();
Value Texts(std::string_view pattern);
Value OneOf(const std::vector<std::string_view>& names);
// {"$ref": "#/definitions/<name>"}
Value Reference(std::string_view name);
// What is said once and referred to by the parts below, by name.
ValueMembers CommonDefinitions();
Value ListOf(Value item);
Value AnyOf(ValueList choices);
// That, or null, which counts as absent.
Value OrNull(Value schema);
// Texts with any name.
Value TextMap();

template <NamedEnum E>
Value EnumOf() {
  return OneOf({kEnumNames<E>.begin(), kEnumNames<E>.end()});
}

// Where a type's constraints count: in settings, but not in requests, since what the service
// refuses is worth testing.
enum class Strictness : std::uint8_t { kTypes, kConstraints };

// What FindTypeMismatches lets pass for that type.
Value OfType(const Type& type, Strictness strictness);
// The same of a struct, with its members spelt out here.
Value StructOfType(const Type& type, Strictness strictness);
// What a matcher of that type may look like; and these members of a struct alone.
Value MatcherOfType(const Type& type);
Value MembersLike(const Type& type);

// Conditions on one property of an object: where it is there, or there in any case; and on its
// being there at all.
Value Only(std::string_view key, Value schema);
Value Requires(std::string_view key, Value schema);
Value Has(std::string_view key);
Value Const(Value value);
Value IfThen(Value condition, Value consequence);

// The errors that the operation may answer, or that every operation may.
Value ErrorNames(std::optional<Operation> operation);

// Puts a description into an object that is a schema.
Value Described(std::string_view description, const Value& schema);

// An object with these properties and no others.
Value Object(ValueMembers properties, ValueList required = {});

// The operations' names.
std::vector<std::string_view> OperationNames();

}  // namespace schema

template <class T, std::size_t N>
Value SchemaOf(const std::array<Key<T>, N>& keys) {
  ValueMembers properties;
  ValueList required;
  ValueMembers dependencies;
  for (const Key<T>& key : keys) {
    properties.push_back({std::string(key.name), schema::Described(key.meaning, key.schema())});
    if (key.is_required) required.emplace_back(key.name);
    if (key.belongs_to.empty()) continue;
    dependencies.push_back({std::string(key.name), {ValueList{Value(key.belongs_to)}}});
  }
  Value object = schema::Object(std::move(properties), std::move(required));
  if (dependencies.empty()) return object;
  std::get_if<ValueMembers>(&object.data)->push_back({"dependencies", {std::move(dependencies)}});
  return object;
}

}  // namespace fakestream::internal
