// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reports as text. Each function is pure: the same Report gives the same bytes.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "fakestream/report/report.h"
#include "fakestream/service/enum_names.h"

namespace fakestream {

enum class ReportFormat : std::uint8_t { kText, kJunit, kTap, kJson, kGithub, kHtml };
template <>
inline constexpr std::array kEnumNames<ReportFormat> =
    std::to_array<std::string_view>({"text", "junit", "tap", "json", "github", "html"});

struct TextStyle {
  bool has_color = false;  // for a terminal
  // What the reader calls the tool in the command that reproduces a failure; empty: fakestream.
  std::string program{};
};

// One thing that went wrong in a scenario, as the reports for people explain it.
struct FailureText {
  int line = 0;        // in the scenario's file; 0 when it is not known
  std::string text{};  // lines without colour, none empty
};

// Returns the failed expectations in their order, then the rules that did not fire, then what
// nothing answered. Empty when all held.
std::vector<FailureText> ExplainFailures(const ScenarioReport& scenario);

// What a person reads: a line per scenario, each failure explained, a summary.
std::string TextReport(const Report& report, const TextStyle& style = {});
// JUnit XML as Jenkins, GitLab and GitHub actions read it; `time` is virtual seconds.
std::string JunitReport(const Report& report);
// Test Anything Protocol, version 13.
std::string TapReport(const Report& report);
// Everything, the trace included: the report for programs.
std::string JsonReport(const Report& report);
// Workflow commands that GitHub shows beside the scenario's lines.
std::string GithubReport(const Report& report);
// A page for a browser, complete in one file: the timeline of each scenario with the failed
// expectations in their places, links that lead there, and a filter.
std::string HtmlReport(const Report& report);

std::string Render(const Report& report, ReportFormat format, const TextStyle& style = {});

}  // namespace fakestream
