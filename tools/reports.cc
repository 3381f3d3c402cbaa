// SPDX-License-Identifier: Apache-2.0
#include "tools/reports.h"

#include <algorithm>
#include <string>

#include "fakestream/report/reporter.h"

#include "tools/output.h"
#include "tools/terminal.h"

namespace fakestream::tool {
namespace {

WriteProblem Write(const ReportTarget& target, const Report& report) {
  if (target.file.empty()) {
    return WriteStandardOutput(
        Render(report, target.format, {.has_color = WantsColor(), .program = ProgramName()}));
  }
  return WriteFile(target.file, Render(report, target.format));
}

}  // namespace

bool WriteReports(std::vector<ReportTarget> targets, const Report& report, DefaultText text) {
  const bool is_stdout_taken = std::any_of(targets.begin(), targets.end(),
                                           [](const auto& target) { return target.file.empty(); });
  if (!is_stdout_taken && text == DefaultText::kStandardOutput) {
    targets.push_back({.format = ReportFormat::kText});
  }
  bool all_written = true;
  for (const ReportTarget& target : targets) {
    if (const WriteProblem problem = Write(target, report)) {
      PrintError(*problem);
      all_written = false;
    }
  }
  if (!is_stdout_taken && text == DefaultText::kStandardError) {
    PrintErrorText(TextReport(report, {.program = ProgramName()}));
  }
  return all_written;
}

}  // namespace fakestream::tool
