// SPDX-License-Identifier: Apache-2.0
#pragma once

// Small functions over text that more than one layer needs.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/base/language.h"

namespace fakestream {

// Returns whether the whole text matches a glob: `*` any run, `?` one byte, every other byte
// itself. Takes time proportional to text times pattern at worst, never more.
bool MatchesGlob(std::string_view glob, std::string_view text);

// Returns the candidate nearest to a misspelt word, or nothing when none is near (more than a third
// of the letters differ; of two letters one may). Letter case does not count.
std::optional<std::string_view> NearestWord(std::string_view word,
                                            const std::vector<std::string_view>& candidates);

// Returns `text` in double quotes with JSON's escapes, fit for a terminal; not UTF-8 is U+FFFD.
std::string Quoted(std::string_view text);

// Returns the text with every byte sequence that is not UTF-8 replaced by U+FFFD.
std::string ValidUtf8(std::string_view text);

// Returns whether the text is well-formed UTF-8 (no surrogates, no overlong forms).
bool IsValidUtf8(std::string_view text);

// Returns the number of Unicode code points in well-formed UTF-8.
std::size_t CodePoints(std::string_view text);

// Reads a decimal number without sign, blanks or leading zeros; nothing when it is not one or does
// not fit.
std::optional<std::uint64_t> ParseNumber(std::string_view text);

// Returns a JSON pointer's step to a member of that name, with its slash (RFC 6901).
std::string PointerStep(std::string_view name);

// Returns the items with `separator` between them.
std::string Join(const std::vector<std::string>& items, std::string_view separator);

}  // namespace fakestream
