// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/report/reporter.h"

#include "report/clean_text.h"
#include "report/explanation.h"

namespace fakestream {
namespace {

// GitHub's own escapes (actions/toolkit, command.ts). Everything else stays, so no text from a
// scenario can start a command of its own.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char letter : text) {
    if (special.find(letter) == std::string_view::npos) {
      escaped += letter;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
  }
  return escaped;
}

std::string EscapedProperty(std::string_view text) {
  return Escaped(internal::OneLine(text), "%\r\n:,");
}

void AddErrors(const ScenarioReport& scenario, std::string& text) {
  const std::string title = EscapedProperty(internal::Readable(scenario.name));
  for (const internal::Explanation& explanation : internal::Explain(scenario)) {
    std::vector<std::string> lines = explanation.lines;
    lines.push_back(fmt::format("seed {}; to run this one alone:", scenario.seed));
    lines.push_back("  " + internal::OneLine(scenario.reproduce));
    text += "::error file=" + EscapedProperty(scenario.file);
    if (explanation.line > 0) text += fmt::format(",line={}", explanation.line);
    text += fmt::format(",title={}::{}\n", title, Escaped(Join(lines, "\n"), "%\r\n"));
  }
}

void AddNotes(const ScenarioReport& scenario, std::string& text) {
  for (const std::string& note : internal::NotesOn(scenario)) {
    text += fmt::format("::notice file={},title={}::{}\n", EscapedProperty(scenario.file),
                        EscapedProperty(internal::Readable(scenario.name)), Escaped(note, "%\r\n"));
  }
}

}  // namespace

std::string GithubReport(const Report& report) {
  std::string text;
  for (const ScenarioReport& scenario : report.scenarios) {
    AddNotes(scenario, text);
    if (scenario.verdict == Verdict::kFailed) AddErrors(scenario, text);
  }
  return text + "fakestream: " + internal::SummaryOf(report) + "\n";
}

}  // namespace fakestream
