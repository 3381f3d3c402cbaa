// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text from scenarios and services as HTML. Whatever it holds, it stays text: in an element, and in
// an attribute with double quotes.

#include <cstddef>
#include <string>
#include <string_view>

namespace fakestream::internal {

// Returns the text on one line, cleaned as by OneLine, of at most `length` code points, escaped.
std::string HtmlLine(std::string_view text, std::size_t length = 600);

// Returns the same with its line ends, and long enough for what is worth unfolding.
std::string HtmlBlock(std::string_view text);

}  // namespace fakestream::internal
