// SPDX-License-Identifier: Apache-2.0
#include "report/explanation.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "fakestream/base/text.h"

#include "report/clean_text.h"

namespace fakestream::internal {
namespace {

constexpr std::size_t kEventsBefore = 5;
constexpr std::size_t kEventsAfter = 2;

std::string PlaceOf(const ScenarioReport& scenario, int line) {
  if (line == 0) return OneLine(scenario.file);
  return fmt::format("{}:{}", OneLine(scenario.file), line);
}

// As JSON counts and programmers index; the trace and diagnostics count from 0, too.
std::string StepName(const StepFailure& failure) {
  std::string name = fmt::format("steps[{}]", failure.step);
  if (failure.repetition > 0) name += fmt::format(", repetition {}", failure.repetition);
  return name;
}

// The place inside `expect`; the whole step has none.
std::string FieldOf(const Mismatch& mismatch) {
  return mismatch.path.empty() ? "" : OneLine(mismatch.path) + ": ";
}

std::string Headline(const StepFailure& failure) {
  std::string text = StepName(failure) + ", " + failure.what;
  if (!failure.mismatches.empty()) {
    const Mismatch& first = failure.mismatches.front();
    text += fmt::format(": {}expected {} but got {}", FieldOf(first), first.expected, first.actual);
    if (failure.mismatches.size() > 1) {
      text += fmt::format(" (and {} more)", failure.mismatches.size() - 1);
    }
  }
  return Readable(text);
}

void AddMismatches(const StepFailure& failure, std::vector<std::string>& lines) {
  for (const Mismatch& mismatch : failure.mismatches) {
    if (!mismatch.path.empty()) lines.push_back("  " + OneLine(mismatch.path));
    lines.push_back("    expected: " + Readable(mismatch.expected));
    lines.push_back("    actual:   " + Readable(mismatch.actual));
  }
}

void AddCircumstances(const StepFailure& failure, std::vector<std::string>& lines) {
  std::string text = "  at " + ToText(failure.at) + " of virtual time";
  if (failure.call > 0) text += fmt::format(", call #{}", failure.call);
  lines.push_back(text);
  if (failure.call == 0) return;
  if (failure.rule) {
    lines.push_back(
        fmt::format("  faults[{}] acted on it: {}", *failure.rule, Readable(failure.rule_text)));
  } else {
    lines.emplace_back("  no fault acted on it");
  }
}

// The events around the call, itself marked.
void AddTrace(const ScenarioReport& scenario, const StepFailure& failure,
              std::vector<std::string>& lines) {
  std::size_t at = scenario.events.size();
  for (std::size_t i = 0; i < scenario.events.size(); ++i) {
    const auto* const call = std::get_if<CallEvent>(&scenario.events[i]);
    if (call != nullptr && call->number == failure.call) at = i;
  }
  if (at == scenario.events.size()) return;
  lines.emplace_back("  what happened around it:");
  const std::size_t first = at < kEventsBefore ? 0 : at - kEventsBefore;
  const std::size_t end = std::min(scenario.events.size(), at + 1 + kEventsAfter);
  for (std::size_t i = first; i < end; ++i) {
    lines.push_back((i == at ? "  > " : "    ") +
                    Readable(ToText(scenario.events[i], scenario.start)));
  }
}

Explanation ExplainStep(const ScenarioReport& scenario, const StepFailure& failure) {
  Explanation explanation{.line = failure.line, .headline = Headline(failure)};
  std::vector<std::string>& lines = explanation.lines;
  lines.push_back(fmt::format("{} ({}): {}", StepName(failure), PlaceOf(scenario, failure.line),
                              Readable(failure.what)));
  AddMismatches(failure, lines);
  AddCircumstances(failure, lines);
  AddTrace(scenario, failure, lines);
  return explanation;
}

// The problem's first line says what is wrong, those after it name the nearest calls.
Explanation ExplainRule(const ScenarioReport& scenario, const RuleUse& use, std::size_t place) {
  Explanation explanation{.line = use.line};
  std::vector<std::string>& lines = explanation.lines;
  lines.push_back(
      fmt::format("faults[{}] ({}) did not do its part:", place, PlaceOf(scenario, use.line)));
  for (std::string_view rest = *use.problem; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back("  " + Readable(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  explanation.headline =
      fmt::format("faults[{}]: {}", place, lines.size() > 1 ? lines[1].substr(2) : "did not fire");
  lines.emplace_back("  if it need not fire, say so in the file: \"optional\": true");
  return explanation;
}

}  // namespace

std::vector<Explanation> Explain(const ScenarioReport& scenario) {
  std::vector<Explanation> all;
  for (const StepFailure& failure : scenario.failures) {
    all.push_back(ExplainStep(scenario, failure));
  }
  for (std::size_t i = 0; i < scenario.rules.size(); ++i) {
    const RuleUse& use = scenario.rules[i];
    if (use.problem) all.push_back(ExplainRule(scenario, use, i));
  }
  return all;
}

std::string TitleOf(const ScenarioReport& scenario) {
  return OneLine(scenario.file) + ": " + Readable(scenario.name);
}

std::string ReasonOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kScript: return "a script without steps: checked, nothing to run";
    case Verdict::kSkipped: return "not run: --fail-fast stopped at an earlier failure";
    case Verdict::kPassed:
    case Verdict::kFailed: break;
  }
  return "";
}

std::string SummaryOf(const Report& report) {
  std::string text = fmt::format("{} passed, {} failed", report.Count(Verdict::kPassed),
                                 report.Count(Verdict::kFailed));
  const std::size_t scripts = report.Count(Verdict::kScript);
  if (scripts > 0) text += fmt::format(", {} {}", scripts, scripts == 1 ? "script" : "scripts");
  const std::size_t skipped = report.Count(Verdict::kSkipped);
  if (skipped > 0) text += fmt::format(", {} skipped", skipped);
  std::uint64_t calls = 0;
  Duration elapsed{};
  for (const ScenarioReport& scenario : report.scenarios) {
    calls += scenario.calls;
    elapsed += scenario.elapsed;
  }
  return text + fmt::format("; {} {} in {} of virtual time", calls, calls == 1 ? "call" : "calls",
                            ToText(elapsed));
}

}  // namespace fakestream::internal
