// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/shell.h"

namespace fakestream {
namespace {

bool IsPlain(std::string_view word) {
  constexpr std::string_view kSpecial = " \t\n\r\"'\\$`!*?[](){}<>|&;#~";
  return !word.empty() && word.find_first_of(kSpecial) == std::string_view::npos;
}

}  // namespace

std::string QuotedForShell(std::string_view word) {
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

}  // namespace fakestream
