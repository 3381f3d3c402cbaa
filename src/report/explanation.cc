// SPDX-License-Identifier: Apache-2.0
#include "report/explanation.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

constexpr std::size_t kEventsBefore = 5;
constexpr std::size_t kEventsAfter = 2;

std::string Steps(std::size_t count) {
  return fmt::format("{} step{}", count, count == 1 ? "" : "s");
}

std::string PlaceOf(const ScenarioReport& scenario, int line) {
  if (line == 0) return OneLine(scenario.file);
  return fmt::format("{}:{}", OneLine(scenario.file), line);
}

// The place inside `expect`; the whole step has none.
std::string FieldOf(const Mismatch& mismatch) {
  return mismatch.path.empty() ? "" : OneLine(mismatch.path) + ": ";
}

std::string Headline(const StepFailure& failure) {
  std::string text = PlaceName(failure) + ", " + failure.what;
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

void AddCircumstances(const ScenarioReport& scenario, const StepFailure& failure,
                      std::vector<std::string>& lines) {
  std::string text = "  at " + ToText(failure.at) + " of virtual time";
  if (failure.call > 0) text += fmt::format(", call #{}", failure.call);
  lines.push_back(text);
  if (failure.call == 0) return;
  if (failure.rule) {
    lines.push_back(fmt::format("  {} acted on it: {}", FaultName(scenario, *failure.rule),
                                Readable(failure.rule_text)));
  } else {
    lines.emplace_back("  no fault acted on it");
  }
}

bool IsCall(const TraceEvent& event, std::uint64_t number) {
  const auto* const call = std::get_if<CallEvent>(&event);
  const auto* const other = std::get_if<OtherCallEvent>(&event);
  return (call != nullptr && call->number == number) ||
         (other != nullptr && other->number == number);
}

// The events around the call, itself marked.
void AddTrace(const ScenarioReport& scenario, const StepFailure& failure,
              std::vector<std::string>& lines) {
  std::size_t at = scenario.events.size();
  for (std::size_t i = 0; i < scenario.events.size(); ++i) {
    if (IsCall(scenario.events[i], failure.call)) at = i;
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
  lines.push_back(fmt::format("{} ({}): {}", PlaceName(failure), PlaceOf(scenario, failure.line),
                              Readable(failure.what)));
  AddMismatches(failure, lines);
  AddCircumstances(scenario, failure, lines);
  AddTrace(scenario, failure, lines);
  return explanation;
}

// The problem's first line says what is wrong, those after it name the nearest calls.
Explanation ExplainRule(const ScenarioReport& scenario, const RuleUse& use, std::size_t place) {
  Explanation explanation{.line = use.line};
  std::vector<std::string>& lines = explanation.lines;
  const std::string name = FaultName(scenario, place);
  lines.push_back(fmt::format("{} ({}) did not do its part:", name, PlaceOf(scenario, use.line)));
  for (std::string_view rest = *use.problem; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back("  " + Readable(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  explanation.headline =
      fmt::format("{}: {}", name, lines.size() > 1 ? lines[1].substr(2) : "did not fire");
  lines.emplace_back("  if it need not fire, say so in the file: \"optional\": true");
  return explanation;
}

bool IsUnansweredCallOf(const TraceEvent& event, std::string_view name) {
  const auto* const other = std::get_if<OtherCallEvent>(&event);
  return !IsAnswered(event) && other != nullptr && NameOf(other->operation) == name;
}

Explanation ExplainUnanswered(const ScenarioReport& scenario, const UnansweredCalls& calls) {
  Explanation explanation{.headline = Readable(ToText(calls))};
  explanation.lines.push_back(explanation.headline);
  const auto first =
      std::find_if(scenario.events.begin(), scenario.events.end(),
                   [&](const TraceEvent& event) { return IsUnansweredCallOf(event, calls.name); });
  if (first != scenario.events.end()) {
    explanation.lines.push_back("  first: " + Readable(ToText(*first, scenario.start)));
  }
  for (const std::string& line : RemediesFor(calls, ScriptStyle::kJson)) {
    explanation.lines.push_back("  " + Readable(line));
  }
  return explanation;
}

// Its first line says what is wrong, those after it what to do.
Explanation ExplainProblem(std::string_view problem) {
  Explanation explanation;
  for (std::string_view rest = problem; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    explanation.lines.push_back((explanation.lines.empty() ? "" : "  ") +
                                Readable(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!explanation.lines.empty()) explanation.headline = explanation.lines.front();
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
  for (const UnansweredCalls& calls : scenario.unanswered) {
    if (!calls.is_allowed) all.push_back(ExplainUnanswered(scenario, calls));
  }
  for (const std::string& problem : scenario.problems) all.push_back(ExplainProblem(problem));
  return all;
}

std::vector<std::string> NotesOn(const ScenarioReport& scenario) {
  std::vector<std::string> notes;
  if (scenario.steps_not_run > 0) {
    notes.push_back(fmt::format(
        R"({} of the file {} not run: steps are for replay; what must hold at the end stands under "finally")",
        Steps(scenario.steps_not_run), scenario.steps_not_run == 1 ? "was" : "were"));
  }
  for (const UnansweredCalls& calls : scenario.unanswered) {
    if (calls.is_allowed) notes.push_back(Readable(ToText(calls)) + R"(: allowed by "unanswered")");
  }
  return notes;
}

// As JSON counts and programmers index; the trace and diagnostics count from 0, too.
std::string PlaceName(const StepFailure& failure) {
  switch (failure.source) {
    case FailureSource::kStep: break;
    case FailureSource::kCondition: return fmt::format("finally[{}]", failure.step);
    case FailureSource::kCall: return fmt::format("call #{}", failure.call);
    case FailureSource::kGiven: return "given";
  }
  std::string name = fmt::format("steps[{}]", failure.step);
  if (failure.repetition > 0) name += fmt::format(", repetition {}", failure.repetition);
  return name;
}

std::string FaultName(const ScenarioReport& scenario, std::size_t place) {
  std::string name = fmt::format("faults[{}]", place);
  const bool has_id = place < scenario.rules.size() && !scenario.rules[place].id.empty();
  return has_id ? name + " " + Quoted(Readable(scenario.rules[place].id)) : name;
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
  std::size_t steps_not_run = 0;
  Duration elapsed{};
  for (const ScenarioReport& scenario : report.scenarios) {
    calls += scenario.calls;
    steps_not_run += scenario.steps_not_run;
    elapsed += scenario.elapsed;
  }
  text += fmt::format("; {} {} in {} of virtual time", calls, calls == 1 ? "call" : "calls",
                      ToText(elapsed));
  if (steps_not_run > 0) text += "; " + Steps(steps_not_run) + " not run";
  return text;
}

}  // namespace fakestream::internal
