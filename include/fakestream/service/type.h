// SPDX-License-Identifier: Apache-2.0
#pragma once

// The member tables at run time: what a value of a struct may look like, for code that has only a
// tree of values (loaders, matchers, the schema).

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "fakestream/service/members.h"
#include "fakestream/service/value.h"

namespace fakestream {

enum class TypeKind : std::uint8_t {
  kText,
  kEnum,
  kNumber,
  kBoolean,
  kInstant,
  kDuration,
  kWait,  // a duration, or {"describes": n}
  kList,
  kMap,  // text to text
  kStruct,
};

struct Type;

struct TypeMember {
  std::string_view name;
  const Type* type;
  Constraint constraint;
};

struct Type {
  TypeKind kind = TypeKind::kText;
  const Type* item = nullptr;                   // of a list
  std::vector<TypeMember> members{};            // of a struct
  std::vector<std::string_view> enumerators{};  // of an enum
  bool is_open = false;  // an enum whose other names are for validation to refuse

  // The member of that name, or null.
  const TypeMember* Find(std::string_view name) const;
};

// Returns "text", "whole number", "boolean", "list", "object", "one of AVAILABLE, FAILED, …" or,
// for times, what may be written.
std::string NameOf(const Type& type);

// A place in a tree of values where it does not fit a type. `path` is a JSON pointer.
struct TypeMismatch {
  enum class Kind : std::uint8_t { kWrongType, kUnknownMember, kUnknownName };

  Kind kind;
  std::string path;
  std::string expected;                        // the type, in NameOf's words
  std::string actual;                          // what is there instead
  std::vector<std::string_view> candidates{};  // names that would have been known

  friend bool operator==(const TypeMismatch&, const TypeMismatch&) = default;
};

// Returns `expected text but found number`, `unknown member "Nmae"`, `unknown name "GONE"`.
std::string ToText(const TypeMismatch& misfit);

// Returns every place where the value does not fit; nulls count as absent and fit everywhere.
// Required members and lengths are validation's business, not this function's.
std::vector<TypeMismatch> FindTypeMismatches(const Value& value, const Type& type);

namespace internal {

template <class T>
struct TypeBuilder;

// What a member is where it is there: a type has no other form for what may be absent.
template <class Field>
struct PresentOf {
  using Type = Field;
};

template <class T>
struct PresentOf<std::optional<T>> {
  using Type = T;
};

template <class Items, class Braced>
struct PresentOf<OptionalItems<Items, Braced>> {
  using Type = Items;
};

template <class Field>
using Present = typename PresentOf<Field>::Type;

}  // namespace internal

// Returns the type of a C++ type that stands in a member table, built once. What may be absent has
// that of what may be there.
template <class T>
const Type& TypeOf() {
  if constexpr (!std::is_same_v<internal::Present<T>, T>) {
    return TypeOf<internal::Present<T>>();
  } else {
    static const Type kType = internal::TypeBuilder<T>::Build();
    return kType;
  }
}

// Returns the type of an operation's request or result.
const Type& RequestType(Operation operation);
const Type& ResultType(Operation operation);

namespace internal {

template <class T>
struct TypeBuilder {
  static Type Build() {
    Type type;
    if constexpr (NamedEnum<T>) {
      type.kind = TypeKind::kEnum;
      type.enumerators.assign(kEnumNames<T>.begin(), kEnumNames<T>.end());
    } else {
      type.kind = TypeKind::kStruct;
      ForEachMember<T>([&]<class Field>(const Member<T, Field>& member) {
        type.members.push_back({member.name, &TypeOf<Field>(), member.constraint});
      });
    }
    return type;
  }
};

template <class E>
struct TypeBuilder<EnumOrUnknown<E>> {
  static Type Build() {
    Type type = TypeBuilder<E>::Build();
    type.is_open = true;
    return type;
  }
};

template <class T>
struct TypeBuilder<std::vector<T>> {
  static Type Build() { return {.kind = TypeKind::kList, .item = &TypeOf<T>()}; }
};

template <>
struct TypeBuilder<Tags> {
  static Type Build() { return {.kind = TypeKind::kMap}; }
};

template <>
struct TypeBuilder<std::string> {
  static Type Build() { return {.kind = TypeKind::kText}; }
};

template <>
struct TypeBuilder<std::int64_t> {
  static Type Build() { return {.kind = TypeKind::kNumber}; }
};

template <>
struct TypeBuilder<bool> {
  static Type Build() { return {.kind = TypeKind::kBoolean}; }
};

template <>
struct TypeBuilder<Duration> {
  static Type Build() { return {.kind = TypeKind::kDuration}; }
};

template <>
struct TypeBuilder<Instant> {
  static Type Build() { return {.kind = TypeKind::kInstant}; }
};

}  // namespace internal

}  // namespace fakestream
