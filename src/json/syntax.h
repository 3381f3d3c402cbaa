// SPDX-License-Identifier: Apache-2.0
#pragma once

// Why a text is not JSON, in plain words. The parser says that something is wrong; what it is, is
// worked out here from where the last good token ended, since such a text is read once and
// explained to a person.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fakestream::internal {

// `place` is an offset into the text.
struct SyntaxProblem {
  std::size_t place = 0;
  std::string what{};
  std::string hint{};
};

// What was read last, and so what may follow.
enum class ReadLast : std::uint8_t {
  kNothing,   // a value
  kOpening,   // the first member or item, or the closing bracket
  kKey,       // a colon and a value
  kValue,     // a comma and one more, or the closing bracket
  kDocument,  // white space
};

// Says what is wrong behind `place`, where a token ended. `is_object` says what it stands in.
SyntaxProblem ExplainSyntax(std::string_view text, std::size_t place, ReadLast last,
                            bool is_object);

// Says what is wrong before the first token: an empty text, say. Nothing where there is one.
std::optional<SyntaxProblem> ExplainStart(std::string_view text);

// What stands at a place, for people: `"true"`, `the end of the file`.
std::string FoundAt(std::string_view text, std::size_t place);

// Is it white space of JSON?
constexpr bool IsBlank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace fakestream::internal
