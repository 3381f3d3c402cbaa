// SPDX-License-Identifier: Apache-2.0
// The verdict on a World that somebody else's client used.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"
#include "fakestream/report/reporter.h"
#include "fakestream/scenario/replayer.h"

#include "scenario/replay_scenarios.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(ReportOfTest, PassesWhenEveryFaultFired) {
  const Scenario scenario = MakeScenario({Describe("us-east-1")},
                                         {On<ops::DescribeImages>().Fails(ErrorCode::kThrottling)});
  World world(scenario.given);
  world.Inject(scenario.faults);
  (void)world.Client().DescribeImages({});

  const ScenarioReport report = ReportOf(world, scenario);

  EXPECT_EQ(report.verdict, Verdict::kPassed);
  EXPECT_EQ(report.calls, 1U);
  EXPECT_EQ(report.reproduce, "fakestream serve scenarios/example.json");
  EXPECT_THAT(report.failures, IsEmpty());
}

TEST(ReportOfTest, FailsWhenAFaultDidNotFire) {
  const Scenario scenario =
      MakeScenario({}, {On<ops::DescribeImages>().Fails(ErrorCode::kThrottling)});
  World world(scenario.given);
  world.Inject(scenario.faults);

  const ScenarioReport report = ReportOf(world, scenario);

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  ASSERT_THAT(report.rules, SizeIs(1));
  EXPECT_THAT(report.rules[0].problem.value_or(""), HasSubstr("never fired"));
}

TEST(ReportOfTest, FailsWhenAStrictWorldMetACallWithoutAFault) {
  Scenario scenario = MakeScenario({});
  scenario.given.is_strict = true;
  World world(scenario.given);
  (void)world.Client().DescribeImages({});

  const ScenarioReport report = ReportOf(world, scenario);

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_EQ(report.failures[0].call, 1U);
}

TEST(ReportOfTest, NamesPlaceAndTimeOfAnUnscriptedCall) {
  Scenario scenario = MakeScenario({});
  scenario.given.is_strict = true;
  World world(scenario.given);
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCall(1));
  (void)world.Client().DescribeImages({});
  world.clock().Advance(3s);
  (void)world.Client("eu-west-1").DescribeImages({.names = std::vector<std::string>{"golden"}});
  (void)world.ServeOther("", *EnumOf<OtherOperation>("StartFleet"));

  const std::vector<FailureText> failures = ExplainFailures(ReportOf(world, scenario));

  ASSERT_THAT(failures, SizeIs(3));  // and that nothing answered StartFleet
  EXPECT_THAT(failures[0].text,
              AllOf(StartsWith("call #2 (scenarios/example.json): DescribeImages in eu-west-1 with "
                               "Names [\"golden\"]\n"),
                    HasSubstr("expected: a fault that acts on it, since the World is strict\n"),
                    HasSubstr("  at 3s of virtual time, call #2\n"),
                    HasSubstr("  > #2 +3s eu-west-1 DescribeImages")));
  EXPECT_THAT(failures[1].text,
              AllOf(StartsWith("call #3 (scenarios/example.json): StartFleet in us-east-1\n"),
                    HasSubstr("  > #3 +3s us-east-1 StartFleet")));
}

TEST(ReportOfTest, FailsWhenNothingAnsweredACall) {
  Scenario scenario = MakeScenario({});
  World world(scenario.given);
  (void)world.ServeOther("", *EnumOf<OtherOperation>("StartFleet"));

  const ScenarioReport report = ReportOf(world, scenario);

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  EXPECT_THAT(report.unanswered, ElementsAre(UnansweredCalls{.name = "StartFleet", .calls = 1}));
}

TEST(ReportOfTest, PassesWhenWhatNothingAnsweredIsAllowed) {
  Scenario scenario = MakeScenario({});
  scenario.given.allowed_unanswered = {"StartFleet"};
  World world(scenario.given);
  (void)world.ServeOther("", *EnumOf<OtherOperation>("StartFleet"));

  const ScenarioReport report = ReportOf(world, scenario);

  EXPECT_EQ(report.verdict, Verdict::kPassed);
  EXPECT_THAT(report.unanswered, SizeIs(1));
}

TEST(ReportOfTest, SaysHowManyStepsWereNotRun) {
  const Scenario scenario = MakeScenario({Describe("us-east-1"), Describe("eu-west-1")});
  const World world(scenario.given);

  const ScenarioReport report = ReportOf(world, scenario);

  EXPECT_EQ(report.steps_not_run, 2U);
  EXPECT_THAT(
      TextReport({.scenarios = {report}}),
      AllOf(HasSubstr("2 steps of the file were not run"), HasSubstr("; 2 steps not run\n")));
  EXPECT_EQ(Replay(scenario).steps_not_run, 0U);
}

}  // namespace
}  // namespace fakestream::internal
