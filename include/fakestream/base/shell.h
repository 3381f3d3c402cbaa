// SPDX-License-Identifier: Apache-2.0
#pragma once

// Commands for the reader of a report to paste.

#include <string>
#include <string_view>

namespace fakestream {

// Returns the word as a POSIX shell has to read it: as it is, or in single quotes.
std::string QuotedForShell(std::string_view word);

}  // namespace fakestream
