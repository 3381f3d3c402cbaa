// SPDX-License-Identifier: Apache-2.0
// The verdict on a World that somebody else's client used.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"
#include "fakestream/scenario/replayer.h"

#include "scenario/replay_scenarios.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ReportOfTest, PassesWhenEveryFaultFired) {
  const Scenario scenario =
      MakeScenario({Describe("us-east-1")}, {On<ops::DescribeImages>().Fails(ErrorCode::kThrottling)});
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

}  // namespace
}  // namespace fakestream::internal
