// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names of the service's closed sets as AWS spells them. An enum that is declared with its names in
// kEnumNames can be encoded, decoded, matched and printed.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "fakestream/base/language.h"

namespace fakestream {

// The wire names of E's enumerators, in their order. Specialised beside each enum.
template <class E>
inline constexpr std::array<std::string_view, 0> kEnumNames{};

template <class E>
concept NamedEnum = kEnumNames<E>
.size() > 0;

template <NamedEnum E>
constexpr std::string_view NameOf(E value) {
  return kEnumNames<E>.at(static_cast<std::size_t>(value));
}

template <NamedEnum E>
constexpr std::optional<E> EnumOf(std::string_view name) {
  for (std::size_t i = 0; i < kEnumNames<E>.size(); ++i) {
    if (kEnumNames<E>[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

// An enum in a request, where a client may send any text: it keeps a name that the set lacks, so
// that validation can refuse it in AWS's words.
template <NamedEnum E>
class EnumOrUnknown {
 public:
  EnumOrUnknown(E value) : name_(NameOf(value)) {}  // NOLINT(google-explicit-constructor): is an E

  static EnumOrUnknown FromName(std::string name) { return EnumOrUnknown(std::move(name)); }

  const std::string& name() const { return name_; }

  // The enumerator, or nothing for a name outside the set.
  std::optional<E> value() const { return EnumOf<E>(name_); }

  friend bool operator==(const EnumOrUnknown&, const EnumOrUnknown&) = default;

 private:
  explicit EnumOrUnknown(std::string name) : name_(std::move(name)) {}

  std::string name_;
};

}  // namespace fakestream
