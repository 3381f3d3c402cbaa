// SPDX-License-Identifier: Apache-2.0
#include "scenario/parallel_replay.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"
#include "fakestream/report/reporter.h"

#include "scenario/replay_scenarios.h"

namespace fakestream::internal {
namespace {

using ::testing::Each;

// Every fifth fails.
std::vector<Scenario> ManyScenarios(std::size_t count) {
  std::vector<Scenario> scenarios;
  for (std::size_t i = 0; i < count; ++i) {
    Scenario scenario = MakeScenario({CopyGolden("copy"), Describe("eu-west-1")});
    if (i % 5 == 4) scenario.steps->push_back(CopyGolden("copy"));
    scenario.name = "number " + std::to_string(i);
    scenarios.push_back(scenario);
  }
  return scenarios;
}

TEST(ParallelReplayTest, GivesTheSameReportWhateverTheNumberOfJobs) {
  const std::vector<Scenario> scenarios = ManyScenarios(40);

  const std::string one = JsonReport(ReplayAll(scenarios, {.jobs = 1}));

  for (const std::size_t jobs : {0U, 2U, 8U, 100U}) {
    EXPECT_EQ(JsonReport(ReplayAll(scenarios, {.jobs = jobs})), one) << jobs;
  }
}

TEST(ParallelReplayTest, SkipsEverythingBehindTheFirstFailureWhenAsked) {
  const std::vector<Scenario> scenarios = ManyScenarios(40);

  for (const std::size_t jobs : {1U, 8U}) {
    const Report report = ReplayAll(scenarios, {.jobs = jobs, .fails_fast = true});

    EXPECT_EQ(report.Count(Verdict::kPassed), 4U);
    EXPECT_EQ(report.Count(Verdict::kFailed), 1U);
    EXPECT_EQ(report.Count(Verdict::kSkipped), 35U);
    EXPECT_EQ(report.scenarios.back().name, "number 39");
  }
}

TEST(ParallelReplayTest, TellsHowFarItIs) {
  const std::vector<Scenario> scenarios = ManyScenarios(20);
  std::vector<std::size_t> dones;
  std::vector<std::size_t> totals;
  const auto note = [&](std::size_t done, std::size_t total) {
    dones.push_back(done);
    totals.push_back(total);
  };

  ReplayAll(scenarios, {.jobs = 4, .progress = note});

  ASSERT_EQ(dones.size(), 20U);
  EXPECT_EQ(dones.front(), 1U);
  EXPECT_EQ(dones.back(), 20U);
  EXPECT_THAT(totals, Each(20U));
}

TEST(ParallelReplayTest, PassesOnWhatIsOurOwnFault) {
  const ClientFactory broken = [](World&) -> ClientOf { throw InternalError("broken"); };

  EXPECT_THROW(ReplayAll(ManyScenarios(10), {.replay = {.clients = broken}, .jobs = 4}),
               InternalError);
}

TEST(ParallelReplayTest, TakesNoScenariosAtAll) {
  EXPECT_TRUE(ReplayAll({}, {.jobs = 4}).scenarios.empty());
}

}  // namespace
}  // namespace fakestream::internal
