// SPDX-License-Identifier: Apache-2.0
#pragma once

// Commands for the reader of a report to paste.

#include <string>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

// Returns the word as a shell has to read it: as it is, in single quotes, or, where a terminal or
// the runner of GitHub would take something in it for a command, in `$'…'` with escapes.
std::string QuotedForShell(std::string_view word);

// The same for a file: one that looks like an option stands behind `./`. `-` is standard input.
std::string PathForShell(std::string_view file);

}  // namespace fakestream
