// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists and maps that a request may leave out. As std::optional they would refuse `= {"golden"}`.

#include <concepts>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakestream/base/language.h"

namespace fakestream {

using Tags = std::map<std::string, std::string>;

namespace internal {

// One text between braces. No std::string, which takes {"a", "b"} for two pointers into one text.
class BracedText {
 public:
  template <std::convertible_to<std::string> Text>
  // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload)
  BracedText(Text&& text) : text_(std::forward<Text>(text)) {}

  operator std::string() const { return text_; }  // NOLINT(google-explicit-constructor)

 private:
  std::string text_;
};

// One tag between braces.
struct BracedTag {
  BracedText key;
  BracedText value;

  operator Tags::value_type() const { return {key, value}; }  // NOLINT(google-explicit-constructor)
};

// Like a std::optional<Items>, and made of braces too.
template <class Items, class Braced>
class OptionalItems {
 public:
  using value_type = Items;

  OptionalItems() = default;

  OptionalItems(std::nullopt_t) {}  // NOLINT(google-explicit-constructor)

  OptionalItems(Items items) : items_(std::move(items)) {}  // NOLINT(google-explicit-constructor)

  // NOLINTNEXTLINE(google-explicit-constructor)
  OptionalItems(std::optional<Items> items) : items_(std::move(items)) {}

  OptionalItems(std::initializer_list<Braced> items) : items_(std::in_place) {
    for (const Braced& item : items) items_->insert(items_->end(), item);
  }

  // NOLINTNEXTLINE(google-explicit-constructor)
  operator const std::optional<Items>&() const { return items_; }

  bool has_value() const { return items_.has_value(); }

  explicit operator bool() const { return has_value(); }

  Items& operator*() { return *items_; }

  const Items& operator*() const { return *items_; }

  Items* operator->() { return &*items_; }

  const Items* operator->() const { return &*items_; }

  // Throws std::bad_optional_access when it was left out.
  Items& value() { return items_.value(); }

  const Items& value() const { return items_.value(); }

  Items& emplace() { return items_.emplace(); }

  void reset() { items_.reset(); }

  friend bool operator==(const OptionalItems&, const OptionalItems&) = default;

  // std::optional's own would take this for what may be in the other.
  friend bool operator==(const OptionalItems& a, const std::optional<Items>& b) {
    return a.items_ == b;
  }

  friend bool operator==(const OptionalItems& a, const Items& b) { return a.items_ == b; }

  friend bool operator==(const OptionalItems& a, std::nullopt_t) { return !a; }

 private:
  std::optional<Items> items_{};
};

}  // namespace internal

// `{"golden", "silver"}`, a vector, or nothing.
using OptionalTexts = internal::OptionalItems<std::vector<std::string>, internal::BracedText>;
// `{{"team", "blue"}}`, a map, or nothing.
using OptionalTags = internal::OptionalItems<Tags, internal::BracedTag>;

}  // namespace fakestream
