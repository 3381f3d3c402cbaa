// SPDX-License-Identifier: Apache-2.0
// Every format, byte for byte. FAKESTREAM_UPDATE_GOLDEN=1 rewrites the files in golden/.
#include "fakestream/report/reporter.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fakestream/base/text.h"

#include "report/sample_reports.h"
#include "support/read_file.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kGoldenFolder = FAKESTREAM_SOURCE_DIR "/tests/report/golden/";

void ExpectGolden(const std::string& name, const std::string& actual) {
  const std::string path = kGoldenFolder + name;
  if (std::getenv("FAKESTREAM_UPDATE_GOLDEN") != nullptr) {  // NOLINT(concurrency-mt-unsafe)
    std::ofstream(path, std::ios::binary) << actual;
  }
  EXPECT_EQ(actual, ReadFile(path)) << "run again with FAKESTREAM_UPDATE_GOLDEN=1 to take this as "
                                       "right: "
                                    << path;
}

std::size_t CountOf(std::string_view word, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    ++count;
  }
  return count;
}

// Only what every terminal, log and parser takes.
void ExpectCleanText(const std::string& text) {
  EXPECT_TRUE(IsValidUtf8(text));
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    EXPECT_TRUE(byte >= 0x20 || letter == '\n') << "byte " << int{byte};
    EXPECT_NE(byte, 0x7F);
  }
  EXPECT_THAT(text, Not(HasSubstr("\xc2\x9b")));
  EXPECT_THAT(text, Not(HasSubstr("##[")));
}

class ReporterGoldenTest : public ::testing::TestWithParam<ReportFormat> {
 protected:
  static std::string name() { return std::string(NameOf(GetParam())); }
};

TEST_P(ReporterGoldenTest, ExplainsAnOrdinaryReport) {
  const Report report = OrdinaryReport();

  ExpectGolden("ordinary." + name(), Render(report, GetParam()));
}

TEST_P(ReporterGoldenTest, KeepsItsFormWhateverTheTextsHold) {
  const Report report = HostileReport();

  const std::string text = Render(report, GetParam());

  ExpectGolden("hostile." + name(), text);
  ExpectCleanText(text);
}

TEST_P(ReporterGoldenTest, SaysSoWhenNothingRan) {
  ExpectGolden("empty." + name(), Render({}, GetParam()));
}

TEST_P(ReporterGoldenTest, TakesVeryLongNames) {
  Report report = OrdinaryReport();
  const std::string long_name(100'000, 'x');
  report.scenarios[1].name = long_name;
  report.scenarios[1].failures[0].what = long_name;
  report.scenarios[1].failures[0].mismatches[0].actual = long_name;

  const std::string text = Render(report, GetParam());

  EXPECT_THAT(text, HasSubstr("xxxx"));
  EXPECT_LT(text.size(), 400'000U);
}

INSTANTIATE_TEST_SUITE_P(EveryFormat, ReporterGoldenTest,
                         ::testing::Values(ReportFormat::kText, ReportFormat::kJunit,
                                           ReportFormat::kTap, ReportFormat::kJson,
                                           ReportFormat::kGithub, ReportFormat::kHtml),
                         [](const auto& format) { return std::string(NameOf(format.param)); });

TEST(TextReportTest, ColorsOnlyWhenAsked) {
  const Report report = OrdinaryReport();

  EXPECT_THAT(TextReport(report), Not(HasSubstr("\x1b")));
  ExpectGolden("ordinary.color", TextReport(report, {.has_color = true}));
}

TEST(TextReportTest, LetsNoControlCharacterThroughToATerminal) {
  ExpectCleanText(TextReport(HostileReport()));
}

TEST(TapReportTest, EscapesWhatWouldBeADirective) {
  const std::string text = TapReport(HostileReport());

  ExpectCleanText(text);
  EXPECT_THAT(text, StartsWith("TAP version 13\n1..2\nnot ok 1 - "));
  EXPECT_THAT(text, HasSubstr("\\#1 \\\\"));
}

TEST(GithubReportTest, LetsNoTextStartACommandOfItsOwn) {
  const std::string text = GithubReport(HostileReport());

  ExpectCleanText(text);
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    const std::string_view line = std::string_view(text).substr(at);
    EXPECT_TRUE(line.starts_with("::error file=dir/") || line.starts_with("fakestream: ")) << line;
    ++lines;
  }
  EXPECT_EQ(lines, 3U);
}

TEST(JunitReportTest, IsXmlOfTheUsualShape) {
  for (const Report& report : {OrdinaryReport(), HostileReport()}) {
    pugi::xml_document document;
    const std::string text = JunitReport(report);

    ASSERT_TRUE(document.load_string(text.c_str()));

    const pugi::xml_node suites = document.child("testsuites");
    std::size_t count = 0;
    for (const pugi::xml_node suite : suites.children("testsuite")) {
      ++count;
      EXPECT_STREQ(suite.first_child().name(), "properties");
      EXPECT_EQ(suite.attribute("tests").as_int(), 1);
      EXPECT_TRUE(suite.child("testcase").attribute("classname"));
      EXPECT_EQ(suite.attribute("failures").as_int() == 1,
                !suite.child("testcase").child("failure").empty());
      EXPECT_FALSE(suite.attribute("timestamp"));
      EXPECT_FALSE(suite.attribute("hostname"));
    }
    EXPECT_EQ(count, report.scenarios.size());
    EXPECT_EQ(static_cast<std::size_t>(suites.attribute("tests").as_int()), count);
  }
}

TEST(JunitReportTest, ReplacesWhatXmlHasNoPlaceFor) {
  const std::string text = JunitReport(HostileReport());

  EXPECT_THAT(text, Not(HasSubstr("&#00;")));
  EXPECT_THAT(text, Not(HasSubstr("&#27;")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\xef\xbf\xbf")));
}

TEST(HtmlReportTest, LetsNoTextBecomeMarkup) {
  Report report = OrdinaryReport();
  const std::string text = "</script></style><script>alert('no')</script>\" onfocus=\"x";
  ScenarioReport& failed = report.scenarios[1];
  failed.file = failed.name = failed.reproduce = failed.digest = text;
  failed.failures[0].what = failed.failures[1].rule_text = text;
  failed.failures[0].mismatches = {{text, text, text}};
  failed.rules[0].text = *failed.rules[1].problem = text;
  std::get<StateEvent>(failed.events[0]).image = text;
  std::get<CallEvent>(failed.events[1]).region = text;
  std::get<CallEvent>(failed.events[2]).request = DeleteImageRequest{.name = text};
  std::get<CallEvent>(failed.events[2]).error = MakeNamedError(text, text, 400);

  const std::string html = HtmlReport(report);

  EXPECT_EQ(CountOf("<script", html), 1U);
  EXPECT_EQ(CountOf("</script", html), 1U);
  EXPECT_EQ(CountOf("</style", html), 1U);
  EXPECT_EQ(CountOf("\" onfocus", html), 0U);
}

TEST(HtmlReportTest, NamesNoAddress) {
  for (const Report& report : {OrdinaryReport(), HostileReport()}) {
    const std::string html = HtmlReport(report);

    for (const char* const loading : {"http:", "https:", "src=", "url(", "@import", "<link"}) {
      EXPECT_THAT(html, Not(HasSubstr(loading)));
    }
  }
}

TEST(HtmlReportTest, PutsAFailureBehindTheCallThatItJudges) {
  const std::string html = HtmlReport(OrdinaryReport());

  EXPECT_LT(html.find("id=\"s2-c2\""), html.find("id=\"s2-f1\""));
  EXPECT_LT(html.find("id=\"s2-f1\""), html.find("id=\"s2-c3\""));
  EXPECT_THAT(html, HasSubstr("<a href=\"#s2-c2\">steps[0], CopyImage"));
}

TEST(HtmlReportTest, PutsAFailureWithoutACallAtItsTime) {
  Report report = OrdinaryReport();
  report.scenarios[1].failures[0].call = 0;
  report.scenarios[1].failures[0].at = std::chrono::seconds(60);

  const std::string html = HtmlReport(report);

  EXPECT_LT(html.find("id=\"s2-c1\""), html.find("id=\"s2-f1\""));
  EXPECT_LT(html.find("id=\"s2-f1\""), html.find("id=\"s2-c2\""));
  EXPECT_THAT(html, HasSubstr("<a href=\"#s2-f1\">steps[0], CopyImage"));
}

TEST(HtmlReportTest, SaysThatEventsWereDropped) {
  Report report = OrdinaryReport();
  ScenarioReport& scenario = report.scenarios[1];
  scenario.dropped_events = 2;
  scenario.events.erase(scenario.events.begin(), scenario.events.begin() + 2);

  const std::string html = HtmlReport(report);

  EXPECT_THAT(html, HasSubstr("2 earlier events are not here"));
  EXPECT_LT(html.find("id=\"s2-f2\""), html.find("id=\"s2-c2\""));
  EXPECT_THAT(html, HasSubstr("after call #1, which is not in the trace"));
}

TEST(HtmlReportTest, NamesTheRegionInEachRowWhenThereAreTooManyLanes) {
  Report report = OrdinaryReport();
  ScenarioReport& scenario = report.scenarios[1];
  for (int region = 0; region < 6; ++region) {
    scenario.events.emplace_back(
        StateEvent{.region = "region-" + std::to_string(region), .image = "golden"});
  }

  EXPECT_THAT(HtmlReport(report), HasSubstr("<div class=\"timeline flat\" style=\"--n:1\">"));
}

TEST(JsonReportTest, IsJsonWithTheWholeTrace) {
  const nlohmann::json report = nlohmann::json::parse(JsonReport(OrdinaryReport()));

  const nlohmann::json& failed = report["scenarios"][1];
  EXPECT_EQ(report["failed"], 1);
  EXPECT_EQ(failed["seed"], 7);
  EXPECT_EQ(failed["digest"], "0123456789abcdef");
  EXPECT_EQ(failed["events"].size(), 6U);
  EXPECT_EQ(failed["events"][1]["hidden_success"], true);
  EXPECT_EQ(failed["events"][3]["result"]["Images"][0]["State"], "COPYING");
  EXPECT_EQ(failed["failures"][1]["mismatches"][0]["path"], "/result/Images/0/State");
}

TEST(JsonReportTest, KeepsSeedsThatNoNumberHolds) {
  const nlohmann::json report = nlohmann::json::parse(JsonReport(HostileReport()));

  EXPECT_EQ(report["scenarios"][0]["seed"], "18446744073709551615");
}

}  // namespace
}  // namespace fakestream::internal
