// SPDX-License-Identifier: Apache-2.0
// Calls of operations that are not simulated, in files and in reports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/json/rules.h"
#include "fakestream/json/values.h"
#include "fakestream/report/reporter.h"
#include "fakestream/scenario/replayer.h"
#include "fakestream/scenario/writer.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

constexpr OtherOperation kCreateFleet = EnumOf<OtherOperation>("CreateFleet").value();

TEST(OtherOperationFileTest, ReadsAndWritesARuleAboutOne) {
  const std::string json = R"({"on":"CreateFleet","fail":"LimitExceededException"})";

  const Checked<Rule> rule = ParseRule(json);

  ASSERT_TRUE(rule.ok());
  EXPECT_EQ(rule->other, kCreateFleet);
  EXPECT_EQ(ToJson(ToValue(*rule)), json);
}

TEST(OtherOperationFileTest, HintsAtTheNameThatWasMeant) {
  const Checked<Rule> rule = ParseRule(R"({"on": "CreateFlet", "drop": "reset"})");

  ASSERT_THAT(rule.diagnostics(), SizeIs(1));
  EXPECT_EQ(rule.diagnostics().front().what, "unknown operation \"CreateFlet\"");
  EXPECT_EQ(rule.diagnostics().front().hint, "did you mean \"CreateFleet\"?");
}

TEST(OtherOperationReportTest, ShowsTheCallAndTheFault) {
  Scenario scenario{.file = "fleets.json", .name = "fleets"};
  scenario.faults = {OnUnsimulated("CreateFleet").Fails(ErrorCode::kLimitExceeded).Takes(2s)};
  World world(scenario.given);
  world.Inject(scenario.faults);
  (void)world.ServeOther("", kCreateFleet);

  Report report;
  report.scenarios.push_back(ReportOf(world, scenario));

  EXPECT_EQ(report.scenarios.front().verdict, Verdict::kPassed);
  const Value json = *ParseJson(JsonReport(report));
  const Value& event =
      json.Find("scenarios")->As<ValueList>()->front().Find("events")->As<ValueList>()->front();
  EXPECT_EQ(*event.Find("event"), Value("call"));
  EXPECT_EQ(*event.Find("operation"), Value("CreateFleet"));
  EXPECT_EQ(*event.Find("took"), Value("2s"));
  EXPECT_EQ(*event.Find("rule"), Value("/faults/0"));
  EXPECT_THAT(HtmlReport(report),
              AllOf(HasSubstr("<b>CreateFleet</b>"), HasSubstr("id=\"s1-c1\"")));
  EXPECT_NE(report.scenarios.front().digest, World(scenario.given).trace().Digest());
}

// A saved scenario has steps, and no step can call these.
TEST(OtherOperationReportTest, LeavesTheCallsOutOfASavedScenario) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kThrottling).Takes(2s));
  world.Inject(OnEveryOperation().Fails(ErrorCode::kServiceUnavailable).OnCall(2));
  (void)world.ServeOther("", kCreateFleet);
  (void)world.Client().DescribeImages({}).GetError();

  const Checked<Scenario> saved = ScenarioOf(world, "saved");

  ASSERT_TRUE(saved.ok());
  ASSERT_THAT(saved->faults, SizeIs(1));
  EXPECT_EQ(saved->faults.front().calls, (CallWindow{.first = 1, .last = 1}));
  EXPECT_THAT(*saved->steps, SizeIs(2));  // two seconds pass, then the call
  EXPECT_EQ(Replay(*saved).verdict, Verdict::kPassed);
}

}  // namespace
}  // namespace fakestream
