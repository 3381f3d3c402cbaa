// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/shell.h"

#include <fmt/format.h>
#include "base/clean_text.h"

namespace fakestream {
namespace {

// Each byte but letters, digits and the like by its octal number: two digits of hexadecimal would
// take a third that follows.
std::string Escaped(std::string_view word) {
  std::string escaped = "$'";
  for (const char letter : word) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain = byte > 0x20 && byte < 0x7F && letter != '\'' && letter != '\\' &&
                          letter != '#' && letter != ':';
    if (is_plain || letter == ' ') {
      escaped += letter;
    } else {
      escaped += fmt::format("\\{:03o}", byte);
    }
  }
  return escaped + "'";
}

bool IsPlain(std::string_view word) {
  constexpr std::string_view kSpecial = " \t\n\r\"'\\$`!*?[](){}<>|&;#~";
  return !word.empty() && word.find_first_of(kSpecial) == std::string_view::npos;
}

}  // namespace

std::string QuotedForShell(std::string_view word) {
  if (OneLine(word) != word) return Escaped(word);
  if (IsPlain(word)) return std::string(word);
  std::string quoted = "'";
  for (const char letter : word) {
    if (letter == '\'') {
      quoted += "'\\''";
    } else {
      quoted += letter;
    }
  }
  return quoted + "'";
}

std::string PathForShell(std::string_view file) {
  const bool is_option = file.size() > 1 && file.starts_with('-');
  return QuotedForShell((is_option ? "./" : "") + std::string(file));
}

}  // namespace fakestream
