// SPDX-License-Identifier: Apache-2.0
#pragma once

// Between the service's structs and trees of values, by the member tables.
//
//   Value value = ToValue(request);                  // absent members are left out
//   if (FindTypeMismatches(value, TypeOf<CopyImageRequest>()).empty()) {
//     auto request = DecodeUnchecked<CopyImageRequest>(value);
//   }

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "fakestream/base/hash.h"
#include "fakestream/service/members.h"
#include "fakestream/service/outcome.h"
#include "fakestream/service/type.h"
#include "fakestream/service/value.h"

namespace fakestream {

namespace internal {

inline Value Encode(bool value) {
  return {value};
}

inline Value Encode(std::int64_t value) {
  return {value};
}

inline Value Encode(const std::string& value) {
  return {value};
}

inline Value Encode(Instant value) {
  return {value};
}

inline Value Encode(Duration value) {
  return {ToText(value)};
}

Value Encode(const Tags& tags);
// An enumerator whose name is a number is written as that number: 404, not "404".
Value ValueOfName(std::string_view name);

template <NamedEnum E>
Value Encode(E value) {
  return ValueOfName(NameOf(value));
}

template <NamedEnum E>
Value Encode(const EnumOrUnknown<E>& value) {
  return {value.name()};
}
template <class T>
Value Encode(const std::vector<T>& items);
template <Tabled T>
Value Encode(const T& structure);

template <class T>
void AppendMember(ValueMembers& members, std::string_view name, const T& value) {
  members.push_back({std::string(name), Encode(value)});
}

template <class T>
void AppendMember(ValueMembers& members, std::string_view name, const std::optional<T>& value) {
  if (value) AppendMember(members, name, *value);
}

template <class Items, class Braced>
void AppendMember(ValueMembers& members, std::string_view name,
                  const OptionalItems<Items, Braced>& value) {
  if (value) AppendMember(members, name, *value);
}

template <class T>
Value Encode(const std::vector<T>& items) {
  ValueList list;
  list.reserve(items.size());
  for (const T& item : items) list.push_back(Encode(item));
  return {std::move(list)};
}

template <Tabled T>
Value Encode(const T& structure) {
  ValueMembers members;
  ForEachMember<T>(
      [&](const auto& member) { AppendMember(members, member.name, structure.*member.pointer); });
  return {std::move(members)};
}

// Each Decode fills the target from a value that fits its type and is not null: a null member is
// absent, a null in a list or map reads as the empty element.
void Decode(const Value& value, bool& target);
void Decode(const Value& value, std::int64_t& target);
void Decode(const Value& value, std::string& target);
void Decode(const Value& value, Instant& target);
void Decode(const Value& value, Duration& target);
void Decode(const Value& value, Tags& target);

template <NamedEnum E>
void Decode(const Value& value, E& target) {
  const auto* const number = value.As<std::int64_t>();
  target = EnumOf<E>(number ? std::to_string(*number) : *value.As<std::string>()).value();
}
template <class T>
void Decode(const Value& value, std::vector<T>& target);
template <Tabled T>
void Decode(const Value& value, T& target);

template <NamedEnum E>
void Decode(const Value& value, std::optional<EnumOrUnknown<E>>& target) {
  target = EnumOrUnknown<E>::FromName(*value.As<std::string>());
}

template <class T>
void Decode(const Value& value, std::optional<T>& target) {
  Decode(value, target.emplace());
}

template <class Items, class Braced>
void Decode(const Value& value, OptionalItems<Items, Braced>& target) {
  Decode(value, target.emplace());
}

template <class T>
void Decode(const Value& value, std::vector<T>& target) {
  for (const Value& item : *value.As<ValueList>()) {
    T& place = target.emplace_back();
    if (!item.is_null()) Decode(item, place);
  }
}

template <Tabled T>
void Decode(const Value& value, T& target) {
  ForEachMember<T>([&](const auto& member) {
    const Value* const found = value.Find(member.name);
    if (found != nullptr && !found->is_null()) Decode(*found, target.*member.pointer);
  });
}

inline void AddToHash(StableHash& hash, bool value) {
  hash.Add(std::uint64_t{value});
}

inline void AddToHash(StableHash& hash, std::int64_t value) {
  hash.Add(static_cast<std::uint64_t>(value));
}

inline void AddToHash(StableHash& hash, const std::string& value) {
  hash.Add(std::string_view(value));
}

inline void AddToHash(StableHash& hash, Instant value) {
  AddToHash(hash, value.since_epoch.count());
}

void AddToHash(StableHash& hash, const Tags& tags);

template <NamedEnum E>
void AddToHash(StableHash& hash, E value) {
  hash.Add(NameOf(value));
}

template <NamedEnum E>
void AddToHash(StableHash& hash, const EnumOrUnknown<E>& value) {
  AddToHash(hash, value.name());
}
template <class T>
void AddToHash(StableHash& hash, const std::vector<T>& items);
template <Tabled T>
void AddToHash(StableHash& hash, const T& structure);

template <class T>
void AddToHash(StableHash& hash, const std::optional<T>& value) {
  hash.Add(std::uint64_t{value.has_value()});
  if (value) AddToHash(hash, *value);
}

template <class Items, class Braced>
void AddToHash(StableHash& hash, const OptionalItems<Items, Braced>& value) {
  hash.Add(std::uint64_t{value.has_value()});
  if (value) AddToHash(hash, *value);
}

template <class T>
void AddToHash(StableHash& hash, const std::vector<T>& items) {
  hash.Add(std::uint64_t{items.size()});
  for (const T& item : items) AddToHash(hash, item);
}

template <Tabled T>
void AddToHash(StableHash& hash, const T& structure) {
  ForEachMember<T>([&](const auto& member) { AddToHash(hash, structure.*member.pointer); });
}

}  // namespace internal

// Returns the tree of a struct: the members that are there, in the order of the model.
template <class T>

requires Tabled<T> || std::is_empty_v<T> Value ToValue(const T& structure) {
  if constexpr (Tabled<T>) {
    return internal::Encode(structure);
  } else {
    return {ValueMembers{}};
  }
}

Value ToValue(const AnyRequest& request);
Value ToValue(const AnyResult& result);

// Returns `{SourceImageName: "golden", …}`.
std::string ToText(const AnyRequest& request);
std::string ToText(const AnyResult& result);

// Reads a tree that is known to fit (FindTypeMismatches found nothing, or unknown members alone).
// Null and unknown members are skipped; of two members with one name the first counts.
template <class T>
T DecodeUnchecked(const Value& value) {
  T structure{};
  if constexpr (Tabled<T>) internal::Decode(value, structure);
  return structure;
}

AnyRequest DecodeRequestUnchecked(Operation operation, const Value& value);
AnyResult DecodeResultUnchecked(Operation operation, const Value& value);

// Feeds a struct's canonical content to a hash, without building a tree.
template <class T>
void HashInto(StableHash& hash, const T& structure) {
  if constexpr (Tabled<T>) internal::AddToHash(hash, structure);
}

// Returns the Instant in a value that fits TypeKind::kInstant: an instant itself, seconds since
// 1970, or ISO 8601 text. Nothing when it is none of these.
std::optional<Instant> InstantFrom(const Value& value);

}  // namespace fakestream
