// SPDX-License-Identifier: Apache-2.0
// What World::WithoutFaults leaves in a saved scenario.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/scenario/replayer.h"
#include "fakestream/scenario/writer.h"

namespace fakestream {
namespace {

using ::testing::SizeIs;

TEST(ExemptCallsTest, ASavedScenarioHolds) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));
  EXPECT_FALSE(world.Client().DescribeImages({}));
  world.WithoutFaults([&] { EXPECT_TRUE(world.Client().DescribeImages({})); });

  const Checked<Scenario> scenario = ScenarioOf(world);

  ASSERT_TRUE(scenario.ok());
  ASSERT_THAT(scenario->faults, SizeIs(1));
  EXPECT_EQ(scenario->faults[0].calls, (CallWindow{.first = 1, .last = 1}));
  EXPECT_EQ(Replay(*scenario).verdict, Verdict::kPassed);
}

}  // namespace
}  // namespace fakestream
