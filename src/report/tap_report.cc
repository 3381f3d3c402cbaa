// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/base/text.h"
#include "fakestream/report/reporter.h"

#include "report/explanation.h"

namespace fakestream {
namespace {

// In a description `#` would start a directive.
std::string WithoutDirective(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '#' || letter == '\\') escaped += '\\';
    escaped += letter;
  }
  return escaped;
}

std::string DirectiveOf(Verdict verdict) {
  const std::string reason = internal::ReasonOf(verdict);
  return reason.empty() ? "" : " # SKIP " + reason;
}

// A YAML block. JSON's quoted texts are YAML, whatever they hold.
void AddDiagnostics(const ScenarioReport& scenario, std::string& text) {
  text += fmt::format("  ---\n  seed: {}\n  digest: {}\n  reproduce: {}\n  failures:\n",
                      scenario.seed, Quoted(scenario.digest), Quoted(OneLine(scenario.reproduce)));
  for (const internal::Explanation& explanation : internal::Explain(scenario)) {
    text += fmt::format("    - message: {}\n      file: {}\n", Quoted(explanation.headline),
                        Quoted(OneLine(scenario.file)));
    if (explanation.line > 0) text += fmt::format("      line: {}\n", explanation.line);
    text += "      story:\n";
    for (const std::string& line : explanation.lines) {
      text += fmt::format("        - {}\n", Quoted(line));
    }
  }
  text += "  ...\n";
}

}  // namespace

std::string TapReport(const Report& report) {
  std::string text = fmt::format("TAP version 13\n1..{}", report.scenarios.size());
  text += report.scenarios.empty() ? " # SKIP no scenario was selected\n" : "\n";
  std::size_t number = 0;
  for (const ScenarioReport& scenario : report.scenarios) {
    const bool is_failed = scenario.verdict == Verdict::kFailed;
    text +=
        fmt::format("{} {} - {}{}\n", is_failed ? "not ok" : "ok", ++number,
                    WithoutDirective(internal::TitleOf(scenario)), DirectiveOf(scenario.verdict));
    for (const std::string& note : internal::NotesOn(scenario)) text += "# " + note + "\n";
    if (is_failed) AddDiagnostics(scenario, text);
  }
  return text + "# " + internal::SummaryOf(report) + "\n";
}

}  // namespace fakestream
