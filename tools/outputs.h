// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a command is going to write, judged before it does anything: a search of an hour must not
// end at a report that nobody can write, nor at its own scenario.

#include <optional>
#include <string>
#include <vector>

#include "tools/commands.h"

namespace fakestream::tool {

struct Output {
  std::string what{};  // "the junit report"
  std::string file{};  // "-" or empty: standard output
};

// Of one command.
struct Files {
  std::vector<std::string> inputs{};  // "-": standard input
  std::vector<Output> outputs{};
};

// Returns the files of reports.
std::vector<Output> OutputsOf(const std::vector<ReportTarget>& reports);

// Returns why the outputs cannot be written: there is a folder, pipe or device of that name, a file
// is read by the same command or would be written twice, a folder is missing. Nothing when they
// can.
std::optional<std::string> ProblemOf(const Files& files);

}  // namespace fakestream::tool
