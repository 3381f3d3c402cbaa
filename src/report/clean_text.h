// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text from scenarios and services, made fit for where a report goes. It may hold anything: escape
// sequences of a terminal, bytes that are no text, a hundred thousand characters.

#include <cstddef>
#include <string>
#include <string_view>

namespace fakestream::internal {

// Returns the text on one line: line ends and tabs as `\n`, `\r` and `\t`, every other control
// character and every byte that is not UTF-8 as U+FFFD.
std::string OneLine(std::string_view text);

// Returns the text as XML 1.0 allows it: as above, but line ends and tabs stay (XML has escapes for
// them). pugixml does not do this: it writes control characters as references that no reader takes.
std::string XmlText(std::string_view text);

// Returns the first `length` code points of well-formed UTF-8, followed by how many were left out.
std::string Shortened(std::string text, std::size_t length);

// Returns OneLine, shortened to what a person reads.
std::string Readable(std::string_view text);

}  // namespace fakestream::internal
