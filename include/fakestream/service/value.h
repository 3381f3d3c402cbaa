// SPDX-License-Identifier: Apache-2.0
#pragma once

// A request, result or image without its C++ type: a tree of named values. Codecs, matchers,
// printers and reports work on it; the calls themselves never do.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "fakestream/base/time.h"

namespace fakestream {

struct NamedValue;
struct Value;
using ValueList = std::vector<Value>;
using ValueMembers = std::vector<NamedValue>;  // in the order of the source

struct Value {
  // nullptr is an explicit null.
  using Data = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Instant,
                            ValueList, ValueMembers>;
  Data data;

  // A value is what it holds, so all of these convert. Defined once NamedValue is complete.
  Value();
  Value(std::nullptr_t);         // NOLINT(google-explicit-constructor)
  Value(bool boolean);           // NOLINT(google-explicit-constructor)
  Value(int number);             // NOLINT(google-explicit-constructor)
  Value(std::int64_t number);    // NOLINT(google-explicit-constructor)
  Value(double number);          // NOLINT(google-explicit-constructor)
  Value(const char* text);       // NOLINT(google-explicit-constructor)
  Value(std::string_view text);  // NOLINT(google-explicit-constructor)
  Value(std::string text);       // NOLINT(google-explicit-constructor)
  Value(Instant at);             // NOLINT(google-explicit-constructor)
  Value(ValueList items);        // NOLINT(google-explicit-constructor)
  Value(ValueMembers members);   // NOLINT(google-explicit-constructor)

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }
  // The content when it has that type, else null.
  template <class T>
  const T* As() const;
  // The member of that name, or null when there is none or this has no members.
  const Value* Find(std::string_view name) const;

  friend bool operator==(const Value&, const Value&);
};

struct NamedValue {
  std::string name;
  Value value;
  friend bool operator==(const NamedValue&, const NamedValue&) = default;
};

inline Value::Value() = default;

inline Value::Value(std::nullptr_t) : Value() {}

inline Value::Value(bool boolean) : data(boolean) {}

inline Value::Value(int number) : data(std::int64_t{number}) {}

inline Value::Value(std::int64_t number) : data(number) {}

inline Value::Value(double number) : data(number) {}

inline Value::Value(const char* text) : data(std::string(text)) {}

inline Value::Value(std::string_view text) : data(std::string(text)) {}

inline Value::Value(std::string text) : data(std::move(text)) {}

inline Value::Value(Instant at) : data(at) {}

inline Value::Value(ValueList items) : data(std::move(items)) {}

inline Value::Value(ValueMembers members) : data(std::move(members)) {}

template <class T>
const T* Value::As() const {
  return std::get_if<T>(&data);
}

// Returns the value on one line: `{Name: "golden", State: "AVAILABLE", Sizes: [1, 2]}`. Instants
// print as ISO 8601, members in their order.
std::string ToText(const Value& value);

// Returns "text", "number", "boolean", "null", "list" or "object": what a person would call it.
std::string_view KindOf(const Value& value);

}  // namespace fakestream
