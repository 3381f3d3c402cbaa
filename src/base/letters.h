// SPDX-License-Identifier: Apache-2.0
#pragma once

// Letters and digits of ASCII, whatever the locale, and pieces of texts.

#include <algorithm>
#include <string>
#include <string_view>

namespace fakestream::internal {

constexpr bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}

constexpr bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr bool IsLetter(char c) {
  return IsLower(c) || IsUpper(c);
}

constexpr char Lower(char c) {
  return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

// The digits of hexadecimal numbers.
inline constexpr std::string_view kHexDigits = "0123456789abcdef";

// Takes what comes before the separator off a text, with the separator. The result points into it.
inline std::string_view TakeUntil(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

}  // namespace fakestream::internal
