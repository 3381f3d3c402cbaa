// SPDX-License-Identifier: Apache-2.0
#include "fakestream/report/reporter.h"

#include <utility>

#include "report/explanation.h"

namespace fakestream {

std::vector<FailureText> ExplainFailures(const ScenarioReport& scenario) {
  std::vector<FailureText> texts;
  for (const internal::Explanation& explanation : internal::Explain(scenario)) {
    FailureText failure{.line = explanation.line};
    for (const std::string& line : explanation.lines) {
      failure.text += (failure.text.empty() ? "" : "\n") + line;
    }
    texts.push_back(std::move(failure));
  }
  return texts;
}

std::string Render(const Report& report, ReportFormat format, const TextStyle& style) {
  switch (format) {
    case ReportFormat::kText: return TextReport(report, style);
    case ReportFormat::kJunit: return JunitReport(report);
    case ReportFormat::kTap: return TapReport(report);
    case ReportFormat::kJson: return JsonReport(report);
    case ReportFormat::kGithub: return GithubReport(report);
    case ReportFormat::kHtml: return HtmlReport(report);
  }
  return {};
}

}  // namespace fakestream
