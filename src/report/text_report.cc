// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/report/reporter.h"

#include "report/explanation.h"

namespace fakestream {
namespace {

struct Look {
  std::string_view word;
  std::string_view color;  // an ANSI sequence
};

Look LookOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPassed: return {"ok", "\x1b[32m"};
    case Verdict::kFailed: return {"FAILED", "\x1b[1;31m"};
    case Verdict::kScript: return {"script", "\x1b[36m"};
    case Verdict::kSkipped: return {"skipped", "\x1b[33m"};
  }
  return {};
}

std::string Painted(std::string_view text, std::string_view color, const TextStyle& style) {
  if (!style.has_color) return std::string(text);
  return fmt::format("{}{}\x1b[0m", color, text);
}

std::string CommandOf(const ScenarioReport& scenario, const TextStyle& style) {
  constexpr std::string_view kTool = "fakestream ";
  std::string command = OneLine(scenario.reproduce);
  if (!style.program.empty() && command.starts_with(kTool)) {
    command.replace(0, kTool.size() - 1, style.program);
  }
  return command;
}

void AddFailure(const ScenarioReport& scenario, const TextStyle& style, std::string& text) {
  for (const internal::Explanation& explanation : internal::Explain(scenario)) {
    text += "\n";
    for (const std::string& line : explanation.lines) {
      const bool is_actual = line.starts_with("    actual:");
      text += "  " + (is_actual ? Painted(line, "\x1b[31m", style) : line) + "\n";
    }
  }
  text += fmt::format("\n  seed {}; to run this one alone:\n    {}\n\n", scenario.seed,
                      Painted(CommandOf(scenario, style), "\x1b[1m", style));
}

}  // namespace

std::string TextReport(const Report& report, const TextStyle& style) {
  std::string text;
  for (const ScenarioReport& scenario : report.scenarios) {
    const Look look = LookOf(scenario.verdict);
    // Padded before it is painted: the sequences have no width.
    text += Painted(fmt::format("{:<7}", look.word), look.color, style) + " " +
            internal::TitleOf(scenario) + "\n";
    for (const std::string& note : internal::NotesOn(scenario)) text += "        " + note + "\n";
    if (scenario.verdict == Verdict::kFailed) AddFailure(scenario, style, text);
  }
  const Look look = LookOf(report.passed() ? Verdict::kPassed : Verdict::kFailed);
  return text + Painted(internal::SummaryOf(report), look.color, style) + "\n";
}

}  // namespace fakestream
