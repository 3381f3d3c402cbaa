// SPDX-License-Identifier: Apache-2.0
// What every format says of calls that nothing answered, of steps that were not run, of the ids of
// faults, and of a call that a strict World does not like.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fakestream/report/reporter.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kHeadline = "nothing answered StopFleet (2 calls)";

Report RollOfFleets() {
  ScenarioReport roll{.file = "roll.json", .name = "a roll of fleets", .steps = 1};
  roll.steps_not_run = 1;
  roll.calls = 3;
  roll.events = {OtherCallEvent{.number = 1,
                                .region = "us-east-1",
                                .operation = *EnumOf<OtherOperation>("StopFleet"),
                                .error = MakeNamedError("OperationNotSimulated", "no", 400)}};
  AddUnanswered(roll, {.name = "DescribeSessions", .calls = 1, .is_allowed = true});
  AddUnanswered(roll, {.name = "StopFleet", .calls = 2});
  return {.scenarios = {roll}};
}

Report IdleFault() {
  ScenarioReport idle{.file = "x.json", .name = "x", .verdict = Verdict::kFailed};
  idle.rules = {{.id = "OUTAGE", .text = "on CopyImage: fail", .line = 2, .problem = "never"}};
  return {.scenarios = {idle}};
}

TEST(UnansweredReportTest, NamesTheCallsAndWhatToWriteInEachFormat) {
  const Report report = RollOfFleets();

  ASSERT_EQ(report.scenarios.front().verdict, Verdict::kFailed);
  EXPECT_THAT(TextReport(report),
              AllOf(HasSubstr(kHeadline), HasSubstr("  first: #1 +0s us-east-1 StopFleet -> "),
                    HasSubstr(R"({"on": "StopFleet", "fail": )"),
                    HasSubstr(R"("unanswered": {"StopFleet": "allowed"})")));
  EXPECT_THAT(JunitReport(report), AllOf(HasSubstr(kHeadline), HasSubstr("type=\"unanswered\""),
                                         HasSubstr("{\"StopFleet\": \"allowed\"}")));
  EXPECT_THAT(TapReport(report),
              AllOf(HasSubstr(kHeadline), HasSubstr(R"({\"StopFleet\": \"allowed\"})")));
  EXPECT_THAT(GithubReport(report), AllOf(HasSubstr(std::string("::") + kHeadline),
                                          HasSubstr(R"({"StopFleet": "allowed"})")));
  EXPECT_THAT(HtmlReport(report),
              AllOf(HasSubstr(kHeadline), HasSubstr("href=\"#s1-u1\""), HasSubstr("id=\"s1-u1\""),
                    HasSubstr("{&quot;StopFleet&quot;: &quot;allowed&quot;}"),
                    HasSubstr("nothing answered</span>")));
}

TEST(UnansweredReportTest, ListsThemForPrograms) {
  const auto json = nlohmann::json::parse(JsonReport(RollOfFleets()));

  const auto& scenario = json.at("scenarios").at(0);
  EXPECT_EQ(scenario.at("unanswered"),
            nlohmann::json::parse(R"([{"name": "DescribeSessions", "calls": 1, "allowed": true},
                                      {"name": "StopFleet", "calls": 2, "allowed": false}])"));
  EXPECT_EQ(scenario.at("events").at(0).at("unanswered"), true);
  EXPECT_EQ(scenario.at("steps_not_run"), 1);
}

TEST(UnansweredReportTest, NotesWhatIsAllowedAndWhichStepsWereNotRun) {
  const Report report = RollOfFleets();

  for (const ReportFormat format : {ReportFormat::kText, ReportFormat::kJunit, ReportFormat::kTap,
                                    ReportFormat::kGithub, ReportFormat::kHtml}) {
    EXPECT_THAT(Render(report, format),
                AllOf(HasSubstr("nothing answered DescribeSessions (1 call): allowed by"),
                      HasSubstr("1 step of the file was not run")))
        << NameOf(format);
  }
}

TEST(FaultIdReportTest, StandsInEachFormat) {
  for (std::size_t i = 0; i < kEnumNames<ReportFormat>.size(); ++i) {
    EXPECT_THAT(Render(IdleFault(), static_cast<ReportFormat>(i)), HasSubstr("OUTAGE"))
        << kEnumNames<ReportFormat>.at(i);
  }
  EXPECT_THAT(TextReport(IdleFault()), HasSubstr("faults[0] \"OUTAGE\" (x.json:2) did not do"));
}

TEST(UnscriptedCallReportTest, IsNoStepInAnyFormat) {
  ScenarioReport strict{.file = "x.json", .name = "x", .verdict = Verdict::kFailed};
  strict.failures = {{.source = FailureSource::kCall, .what = "StopFleet in us-east-1", .call = 4}};

  for (std::size_t i = 0; i < kEnumNames<ReportFormat>.size(); ++i) {
    const std::string text = Render({.scenarios = {strict}}, static_cast<ReportFormat>(i));
    EXPECT_THAT(text, AllOf(HasSubstr("StopFleet in us-east-1"), Not(HasSubstr("steps[0]")),
                            Not(HasSubstr("/steps/0"))))
        << kEnumNames<ReportFormat>.at(i);
  }
}

}  // namespace
}  // namespace fakestream::internal
