// SPDX-License-Identifier: Apache-2.0
#pragma once

// Keys that fill one member of their object. A form says how such a value is read, written and what
// an editor may know of it; without one, the member's type decides.
//
//   Field<&Rule::delay>("delay", "The call takes that long.")
//   Field<&RetryPolicy::backoff>(…), RequiredField<&RetryPolicy::attempts, Whole<1, 1000>>(…)
//
// An optional key is written where its member differs from that of a new object.

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "fakestream/service/codec.h"

#include "json/keys.h"
#include "json/schema_parts.h"

namespace fakestream::internal {

struct AnyText {
  static Value Schema() { return schema::Text(); }

  static std::optional<std::string> Read(ReadContext& context, const Node& node) {
    return Owned(ReadText(context, node));
  }

  static Value Write(const std::string& text) { return {text}; }

  static std::optional<std::string> Owned(std::optional<std::string_view> text) {
    return text ? std::optional<std::string>(*text) : std::nullopt;
  }
};

struct NonemptyText : AnyText {
  static Value Schema() { return schema::NonemptyText(); }

  static std::optional<std::string> Read(ReadContext& context, const Node& node) {
    return Owned(ReadNonemptyText(context, node));
  }
};

struct RegionName : NonemptyText {
  static std::optional<std::string> Read(ReadContext& context, const Node& node) {
    return Owned(ReadRegionName(context, node));
  }
};

struct Flag {
  static Value Schema() { return schema::Boolean(); }

  static std::optional<bool> Read(ReadContext& context, const Node& node) {
    return ReadBoolean(context, node);
  }

  static Value Write(bool flag) { return {flag}; }
};

struct Length {
  static Value Schema() { return schema::Duration(); }

  static std::optional<Duration> Read(ReadContext& context, const Node& node) {
    return ReadDuration(context, node);
  }

  static Value Write(Duration length) { return {ToText(length)}; }
};

template <std::int64_t min, std::int64_t max>
struct Whole {
  static Value Schema() { return schema::Whole(min, max); }

  static std::optional<std::int64_t> Read(ReadContext& context, const Node& node) {
    return ReadWhole(context, node, {min, max});
  }

  static Value Write(std::int64_t number) { return {number}; }
};

// Whatever fits the type as the service has it, of any length.
template <class T>
struct Fitting {
  static Value Schema() { return schema::OfType(TypeOf<T>(), schema::Strictness::kTypes); }

  static std::optional<T> Read(ReadContext& context, const Node& node) {
    const Type& type = TypeOf<T>();
    if (node.kind == Node::Kind::kNull) {
      Expected(context, node, NameOf(type));
      return std::nullopt;
    }
    if (!AddTypeMismatches(context, node, FindTypeMismatches(ToValue(node, nullptr), type))) {
      return std::nullopt;
    }
    T value{};
    Decode(ToValue(node, &type), value);
    return value;
  }

  static Value Write(const T& value) { return Encode(value); }
};

// The form of a member that names none.
template <class Member>
struct FormOf {};

template <>
struct FormOf<std::string> : NonemptyText {};

template <>
struct FormOf<bool> : Flag {};

template <>
struct FormOf<Duration> : Length {};

template <class T>
struct FormOf<std::optional<T>> : FormOf<T> {};

// What a message calls an enum's names; specialised beside the keys.
template <NamedEnum E>
inline constexpr std::string_view kNounOf = "name";

template <NamedEnum E>
struct FormOf<E> {
  static Value Schema() { return schema::EnumOf<E>(); }

  static std::optional<E> Read(ReadContext& context, const Node& node) {
    return ReadEnum<E>(context, node, kNounOf<E>);
  }

  static Value Write(E value) { return {NameOf(value)}; }
};

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class Pointer>
struct PointedTo;

template <class T, class Member>
struct PointedTo<Member T::*> {
  using Object = T;
  using Type = Member;
};

template <auto member, class Form>
struct FieldParts {
  using Object = typename PointedTo<decltype(member)>::Object;

  static void Read(ReadContext& context, const Node& node, Object& target) {
    Assign(target.*member, Form::Read(context, node));
  }

  static Written Write(const Object& source) {
    if constexpr (kIsOptional<typename PointedTo<decltype(member)>::Type>) {
      return source.*member ? Written(Form::Write(*(source.*member))) : std::nullopt;
    } else {
      return Form::Write(source.*member);
    }
  }

  static Written WriteOther(const Object& source) {
    static const Object kNew{};
    return source.*member == kNew.*member ? std::nullopt : Write(source);
  }
};

template <auto member, class Form = FormOf<typename PointedTo<decltype(member)>::Type>>
constexpr auto Field(std::string_view name, std::string_view meaning) {
  using Parts = FieldParts<member, Form>;
  return Key<typename Parts::Object>{name, meaning, Form::Schema, Parts::Read, Parts::WriteOther};
}

template <auto member, class Form = FormOf<typename PointedTo<decltype(member)>::Type>>
constexpr auto RequiredField(std::string_view name, std::string_view meaning) {
  using Parts = FieldParts<member, Form>;
  return Key<typename Parts::Object>{name, meaning, Form::Schema, Parts::Read, Parts::Write, true};
}

// A text that is looked at and forgotten.
template <class T>
constexpr Key<T> Note(std::string_view name = "note",
                      std::string_view meaning = "A comment for people.") {
  return {name, meaning, schema::Text,
          [](ReadContext& context, const Node& node, T&) { ReadText(context, node); }};
}

}  // namespace fakestream::internal
