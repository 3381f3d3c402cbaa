// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/base/text.h"
#include "fakestream/report/reporter.h"

#include "report/explanation.h"

namespace fakestream {
namespace {

// GitHub cuts a title at 255 characters and a message at 64 KB, and shows ten errors of a step
// beside the lines that they name; the log has all.
constexpr std::size_t kMaxTitle = 200;
constexpr std::size_t kMaxMessage = 16'000;  // code points, of up to four bytes
constexpr std::size_t kShownErrors = 10;

// GitHub's own escapes (actions/toolkit, command.ts). Everything else stays, so no text from a
// scenario can start a command of its own.
std::string PercentEscaped(std::string_view text, std::string_view special) {
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
  return PercentEscaped(OneLine(text), "%\r\n:,");
}

std::string TitleFor(const ScenarioReport& scenario) {
  return EscapedProperty(Shortened(OneLine(scenario.name), kMaxTitle));
}

// Returns how many.
std::size_t AddErrors(const ScenarioReport& scenario, std::string& text) {
  std::size_t count = 0;
  for (const internal::Explanation& explanation : internal::Explain(scenario)) {
    std::vector<std::string> lines = explanation.lines;
    lines.push_back(fmt::format("seed {}; to run this one alone:", scenario.seed));
    lines.push_back("  " + OneLine(scenario.reproduce));
    text += "::error file=" + EscapedProperty(scenario.file);
    if (explanation.line > 0) text += fmt::format(",line={}", explanation.line);
    const std::string message = Shortened(Join(lines, "\n"), kMaxMessage);
    text += fmt::format(",title={}::{}\n", TitleFor(scenario), PercentEscaped(message, "%\r\n"));
    ++count;
  }
  return count;
}

void AddNotes(const ScenarioReport& scenario, std::string& text) {
  for (const std::string& note : internal::NotesOn(scenario)) {
    text += fmt::format("::notice file={},title={}::{}\n", EscapedProperty(scenario.file),
                        TitleFor(scenario), PercentEscaped(note, "%\r\n"));
  }
}

}  // namespace

std::string GithubReport(const Report& report) {
  std::string text;
  std::size_t errors = 0;
  for (const ScenarioReport& scenario : report.scenarios) {
    AddNotes(scenario, text);
    if (scenario.verdict == Verdict::kFailed) errors += AddErrors(scenario, text);
  }
  text += "fakestream: " + internal::SummaryOf(report) + "\n";
  if (errors <= kShownErrors) return text;
  return text + fmt::format("fakestream: GitHub shows {} of these {} errors as annotations\n",
                            kShownErrors, errors);
}

}  // namespace fakestream
