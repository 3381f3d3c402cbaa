// SPDX-License-Identifier: Apache-2.0
#include "tools/output.h"

#include <unistd.h>

#include <fmt/format.h>
#include "base/clean_text.h"

namespace fakestream::tool {

WriteProblem WriteStandardOutput(std::string_view text) {
  const WriteProblem why = WriteToDescriptor(STDOUT_FILENO, text);
  return why ? WriteProblem("cannot write to standard output: " + *why) : std::nullopt;
}

WriteProblem WriteFile(const std::string& path, std::string_view text) {
  if (path == kStandardOutputName) return WriteStandardOutput(text);
  const WriteProblem why = WriteOutputFile(path, text);
  return why ? WriteProblem(fmt::format("cannot write {}: {}", path, *why)) : std::nullopt;
}

ExitCode PrintLines(std::string_view text) {
  if (const WriteProblem problem = WriteStandardOutput(PrintableLines(text))) {
    PrintError(*problem);
    return ExitCode::kBadInput;
  }
  return ExitCode::kSuccess;
}

void PrintErrorText(std::string_view text) {
  WriteToDescriptor(STDERR_FILENO, PrintableLines(text));
}

void PrintErrorText(const Diagnostics& problems) {
  std::string text;
  for (const Diagnostic& problem : problems) text += ToText(problem) + "\n";
  PrintErrorText(text + fmt::format("fakestream: {} {}\n", problems.size(),
                                    problems.size() == 1 ? "problem" : "problems"));
}

void PrintError(std::string_view what) {
  PrintErrorText("fakestream: " + OneLine(what) + "\n");
}

}  // namespace fakestream::tool
