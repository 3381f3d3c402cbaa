// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text from outside (scenarios, services, requests, command lines, names of files), made fit for
// where it goes. It may hold anything: escape sequences of a terminal, commands to GitHub's runner,
// bytes that are no text, a hundred thousand characters. Whatever prints it asks one of these.

#include <cstddef>
#include <string>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

// Returns the text as one line that does nothing but stand there:
//   - line ends and tabs are `\n`, `\r` and `\t`,
//   - every other control character (C0, DEL, C1) and every byte that is not UTF-8 is U+FFFD,
//   - `##[`, and `::` where the text begins, which GitHub's runner takes for commands, are
//     `##\u005b` and `\u003a:`.
// To be asked for each text that is put into a line, or for the line as a whole. Idempotent.
std::string OneLine(std::string_view text);

// Returns text that we laid out in lines with each of them cleaned like that; the line ends stay.
std::string PrintableLines(std::string_view text);

// Returns the text as XML 1.0 allows it: line ends and tabs stay (XML has escapes for them),
// control characters and what is not UTF-8 is U+FFFD.
std::string XmlText(std::string_view text);

// Returns finished XML or HTML without what GitHub's runner takes for commands.
std::string PrintableMarkup(std::string_view markup);

// Returns finished JSON with DEL, C1 and what GitHub's runner takes for commands as JSON's escapes:
// other bytes, the same value.
std::string PrintableJson(std::string_view json);

// Returns the name of a member: as it is when it is a word of letters, digits and `_`, else quoted.
std::string MemberName(std::string_view name);

// Returns the first `length` code points of well-formed UTF-8, followed by how many were left out.
std::string Shortened(std::string text, std::size_t length);

// Returns OneLine, shortened to what a person reads.
std::string Readable(std::string_view text);

}  // namespace fakestream
