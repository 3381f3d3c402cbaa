// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writing, so that nobody takes half a report for a whole one.

#include <optional>
#include <string>
#include <string_view>

#include "fakestream/base/diagnostic.h"

namespace fakestream::tool {

// Each returns what went wrong, or nothing.
using WriteProblem = std::optional<std::string>;

// Writes all of it, or says why not ("cannot write to standard output: Broken pipe").
WriteProblem WriteStandardOutput(std::string_view text);

// Makes the file hold the text: first under another name beside it, then renamed, so that its name
// never stands for a part. A target that is no regular file (a pipe, a device) is written through.
WriteProblem WriteFile(const std::string& path, std::string_view text);

// Creates the file; it is a problem when there is one already.
WriteProblem WriteNewFile(const std::string& path, std::string_view text);

// Writes to standard error. Nobody is left to hear of it when that fails.
void Complain(std::string_view text);

// Complains about each problem, a line each, and about how many there are.
void Complain(const Diagnostics& problems);

}  // namespace fakestream::tool
