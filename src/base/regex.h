// SPDX-License-Identifier: Apache-2.0
#pragma once

// Regular expressions in RE2's syntax. A search takes time in proportion to the text, whatever the
// expression; classes such as \p{L} are Unicode's.

#include <optional>
#include <string>
#include <string_view>

#include <re2/re2.h>

namespace fakestream {

// May be used from several threads at once.
class CompiledRegex {
 public:
  explicit CompiledRegex(const std::string& text);

  // Returns why the text is not a regular expression, and names what other dialects have and RE2
  // has not; nothing when it is one. With a problem, nothing is found in any text.
  std::optional<std::string> Problem() const;

  // Returns whether it is found anywhere in the text.
  bool Search(std::string_view text) const;
  // Returns whether the whole text is like that.
  bool MatchWhole(std::string_view text) const;

 private:
  std::optional<re2::RE2> regex_{};  // nothing: the text is too long
};

}  // namespace fakestream
