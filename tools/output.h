// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the tool says and writes, and how it says that it could not.

#include <string>
#include <string_view>

#include "base/output_file.h"

#include "fakestream/base/diagnostic.h"

#include "tools/exit_code.h"

namespace fakestream::tool {

// The name of standard output where a file can be named.
inline constexpr std::string_view kStandardOutputName = "-";

// Writes all of it, or says why not ("cannot write to standard output: Broken pipe").
WriteProblem WriteStandardOutput(std::string_view text);

// Writes a file (base/output_file.h), or to standard output when that is its name. Says why not,
// with its name ("cannot write report.xml: No space left on device").
WriteProblem WriteFile(const std::string& path, std::string_view text);

// Writes what we laid out in lines to standard output, each of them fit for a terminal; complains
// when that fails.
ExitCode PrintLines(std::string_view text);

// Writes to standard error, each line fit for a terminal. Nobody is left to hear of it when that
// fails.
void PrintErrorText(std::string_view text);

// Complains about each problem, a line each, and about how many there are.
void PrintErrorText(const Diagnostics& problems);

// Complains in one line, as `fakestream: what`.
void PrintError(std::string_view what);

}  // namespace fakestream::tool
