// SPDX-License-Identifier: Apache-2.0
#include "fakestream/report/reporter.h"

namespace fakestream {

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
