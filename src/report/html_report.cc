// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/report/reporter.h"

#include "report/explanation.h"
#include "report/html_page.h"
#include "report/html_text.h"
#include "report/html_timeline.h"

namespace fakestream {
namespace {

using internal::HtmlBlock;
using internal::HtmlLine;

constexpr std::size_t kWorthAnIndex = 2;  // scenarios

std::string Badge(Verdict verdict) {
  return fmt::format("<span class=\"badge {0}\">{0}</span>", NameOf(verdict));
}

std::string Fact(std::string_view name, std::string_view html) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, html);
}

// `Passed 3`, `Calls 17`, …
void AddFigures(const Report& report, std::string& html) {
  std::uint64_t calls = 0;
  Duration elapsed{};
  for (const ScenarioReport& scenario : report.scenarios) {
    calls += scenario.calls;
    elapsed += scenario.elapsed;
  }
  html += "<dl class=\"figures\">\n";
  html += Fact("passed", std::to_string(report.Count(Verdict::kPassed)));
  html += Fact("failed", std::to_string(report.Count(Verdict::kFailed)));
  html += Fact("scripts", std::to_string(report.Count(Verdict::kScript)));
  html += Fact("skipped", std::to_string(report.Count(Verdict::kSkipped)));
  html += Fact("calls", std::to_string(calls));
  html += Fact("virtual time", ToText(elapsed)) + "</dl>\n";
}

// Every failure with a link to its place, in the order of Explain.
void AddLinksToFailures(const Report& report, std::string& html) {
  if (report.passed()) return;
  html +=
      "<nav class=\"failures\" aria-labelledby=\"failures\"><h2 id=\"failures\">Failures</h2>\n"
      "<ol>\n";
  for (std::size_t i = 0; i < report.scenarios.size(); ++i) {
    const ScenarioReport& scenario = report.scenarios[i];
    if (scenario.verdict != Verdict::kFailed) continue;
    std::vector<std::string> anchors = internal::FailureAnchors(scenario, i + 1);
    for (std::size_t rule = 0; rule < scenario.rules.size(); ++rule) {
      if (scenario.rules[rule].problem) anchors.push_back(fmt::format("s{}-r{}", i + 1, rule));
    }
    for (std::size_t row = 0; row < scenario.unanswered.size(); ++row) {
      if (scenario.unanswered[row].is_allowed) continue;
      anchors.push_back(fmt::format("s{}-u{}", i + 1, row));
    }
    const std::vector<internal::Explanation> all = internal::Explain(scenario);
    anchors.resize(all.size(), fmt::format("s{}", i + 1));  // what fails it as a whole
    for (std::size_t k = 0; k < all.size(); ++k) {
      html +=
          fmt::format("<li><a href=\"#{}\">{}</a> <span class=\"in\">{}</span></li>\n", anchors[k],
                      HtmlLine(all[k].headline), HtmlLine(internal::TitleOf(scenario)));
    }
  }
  html += "</ol></nav>\n";
}

std::string FaultsFired(const ScenarioReport& scenario) {
  if (scenario.rules.empty()) return "";
  std::size_t fired = 0;
  for (const RuleUse& rule : scenario.rules) fired += rule.fired > 0 ? 1 : 0;
  return fmt::format("{} of {}", fired, scenario.rules.size());
}

void AddIndex(const Report& report, std::string& html) {
  if (report.scenarios.size() < kWorthAnIndex) return;
  html +=
      "<details class=\"index\" open><summary><h2>Scenarios</h2></summary>\n<table><thead><tr>"
      "<th scope=\"col\">Verdict</th><th scope=\"col\">Scenario</th><th "
      "scope=\"col\">Calls</th><th scope=\"col\">Virtual time</th>"
      "<th scope=\"col\">Faults fired</th></tr></thead><tbody>\n";
  for (std::size_t i = 0; i < report.scenarios.size(); ++i) {
    const ScenarioReport& scenario = report.scenarios[i];
    html += fmt::format(
        "<tr><td>{}</td><th scope=\"row\"><a href=\"#s{}\">{}</a> <span "
        "class=\"in\">{}</span></th>",
        Badge(scenario.verdict), i + 1, HtmlLine(scenario.name), HtmlLine(scenario.file));
    html += fmt::format("<td>{}</td><td>{}</td><td>{}</td></tr>\n", scenario.calls,
                        ToText(scenario.elapsed), FaultsFired(scenario));
  }
  html += "</tbody></table></details>\n";
}

// Shown by the script alone: without it there is nothing that could filter. The script adds the
// regions.
constexpr std::string_view kFilter = R"html(<form class="filter" id="filter" role="search" hidden>
<label for="q">Filter</label>
<input type="search" id="q" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"
 placeholder="operation, image, region, error, fault, failed, -without" aria-describedby="keys">
<label>Region <select id="region"><option value="">all</option></select></label>
<label>Show <select id="show">
<option value="">everything</option>
<option value="failed">failed expectations</option>
<option value="error">errors</option>
<option value="fault">faults</option>
<option value="call">calls</option>
<option value="state">changes of images</option>
</select></label>
<p role="status" aria-live="polite" id="count"></p>
<p id="keys"><kbd>/</kbd> filter, <kbd>Enter</kbd> first match, <kbd>Esc</kbd> clear, <kbd>↑</kbd><kbd>↓</kbd> from row to row</p>
</form>
)html";

void AddRules(const ScenarioReport& scenario, std::size_t number, std::string& html) {
  if (scenario.rules.empty()) return;
  html +=
      "<h3>Faults</h3>\n<table class=\"faults\"><thead><tr><th scope=\"col\">Fault</th>"
      "<th scope=\"col\">Line</th><th scope=\"col\">Fired</th><th scope=\"col\">Rule</th>"
      "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < scenario.rules.size(); ++i) {
    const RuleUse& rule = scenario.rules[i];
    html += fmt::format(R"(<tr id="s{}-r{}"{} tabindex="-1"><th scope="row">{}</th>)", number, i,
                        rule.problem ? " class=\"failed\"" : "",
                        HtmlLine(internal::FaultName(scenario, i)));
    html +=
        fmt::format("<td>{}</td><td>{}×</td><td>{}", rule.line > 0 ? std::to_string(rule.line) : "",
                    rule.fired, HtmlLine(rule.text));
    if (rule.problem) html += "<p class=\"problem\">" + HtmlBlock(*rule.problem) + "</p>";
    html += "</td></tr>\n";
  }
  html += "</tbody></table>\n";
}

void AddUnanswered(const ScenarioReport& scenario, std::size_t number, std::string& html) {
  if (scenario.unanswered.empty()) return;
  html +=
      "<h3>Without an answer</h3>\n<table class=\"faults\"><thead><tr><th scope=\"col\">Name</th>"
      "<th scope=\"col\">Calls</th><th scope=\"col\">Allowed</th></tr></thead><tbody>\n";
  for (std::size_t i = 0; i < scenario.unanswered.size(); ++i) {
    const UnansweredCalls& calls = scenario.unanswered[i];
    html +=
        fmt::format(R"(<tr id="s{}-u{}"{} tabindex="-1"><th scope="row">{}</th><td>{}×</td><td>{})",
                    number, i, calls.is_allowed ? "" : " class=\"failed\"", HtmlLine(calls.name),
                    calls.calls, calls.is_allowed ? "yes" : "no");
    if (!calls.is_allowed) {
      html += "<p class=\"problem\">" +
              HtmlBlock(Join(RemediesFor(calls, ScriptStyle::kJson), "\n")) + "</p>";
    }
    html += "</td></tr>\n";
  }
  html += "</tbody></table>\n";
}

void AddScenario(const ScenarioReport& scenario, std::size_t number, std::string& html) {
  const bool is_failed = scenario.verdict == Verdict::kFailed;
  html += fmt::format(
      "<section id=\"s{}\" class=\"scenario {}\" tabindex=\"-1\"><details{}><summary>{} "
      "<h2>{}</h2> "
      "<span class=\"in\">{}</span></summary>\n",
      number, NameOf(scenario.verdict), is_failed ? " open" : "", Badge(scenario.verdict),
      HtmlLine(scenario.name), HtmlLine(scenario.file));
  const std::string reason = internal::ReasonOf(scenario.verdict);
  if (!reason.empty()) html += "<p>" + reason + "</p>\n";
  for (const std::string& note : internal::NotesOn(scenario)) {
    html += "<p>" + HtmlLine(note) + "</p>\n";
  }
  for (const std::string& problem : scenario.problems) {
    html += "<p class=\"problem\">" + HtmlBlock(problem) + "</p>\n";
  }
  html += "<dl class=\"facts\">\n" + Fact("Seed", std::to_string(scenario.seed));
  if (!scenario.digest.empty()) html += Fact("Digest", HtmlLine(scenario.digest));
  html += Fact("Steps", std::to_string(scenario.steps));
  html += Fact("Calls", std::to_string(scenario.calls));
  html += Fact("Virtual time", ToText(scenario.elapsed));
  html += Fact("To run this one alone", "<code>" + HtmlLine(scenario.reproduce) + "</code>");
  html += "</dl>\n";
  AddRules(scenario, number, html);
  AddUnanswered(scenario, number, html);
  const bool has_timeline = !scenario.events.empty() || !scenario.failures.empty();
  if (has_timeline) html += "<h3>Timeline</h3>\n" + internal::HtmlTimeline(scenario, number);
  html += "</details></section>\n";
}

std::string HeadOf(const Report& report) {
  // The policy holds even when a text should find a way past the escapes: nothing is ever loaded.
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n";
  html += "<title>fakestream: " + HtmlLine(internal::SummaryOf(report)) + "</title>\n<style>\n";
  html += internal::kHtmlStyle;
  return html + "</style>\n</head>\n";
}

}  // namespace

std::string HtmlReport(const Report& report) {
  std::string html = HeadOf(report);
  html += "<body>\n<a class=\"skip\" href=\"#scenarios\">Skip to the scenarios</a>\n<header>\n";
  html +=
      "<h1>fakestream " + Badge(report.passed() ? Verdict::kPassed : Verdict::kFailed) + "</h1>\n";
  AddFigures(report, html);
  html += "</header>\n";
  AddLinksToFailures(report, html);
  AddIndex(report, html);
  html += kFilter;
  html += "<main id=\"scenarios\" tabindex=\"-1\">\n";
  if (report.scenarios.empty()) html += "<p>No scenario was selected.</p>\n";
  for (std::size_t i = 0; i < report.scenarios.size(); ++i) {
    AddScenario(report.scenarios[i], i + 1, html);
  }
  html += "</main>\n<script>\n";
  html += internal::kHtmlScript;
  return html + "</script>\n</body>\n</html>\n";
}

}  // namespace fakestream
