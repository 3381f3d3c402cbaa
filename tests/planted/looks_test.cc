// SPDX-License-Identifier: Apache-2.0
// Shows the bugs of the clients that look at the wrong image, or misread what they see.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

#include "planted/witness.h"

namespace fakestream::planted {
namespace {

using testing::Gt;

TEST(PlantedLooksTest, PollsHomeRegionNeverSeesItsCopy) {
  const Ran ran = RunUnder("polls_home_region", {});

  EXPECT_EQ(ran.claim, Claim::kUnknown);
  EXPECT_EQ(StraightUnder({}), Claim::kCopied);
}

TEST(PlantedLooksTest, PollsByPrefixTakesTheSourceForTheCopy) {
  const Ran ran = RunUnder("polls_by_prefix", {});

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
}

TEST(PlantedLooksTest, CopyingIsDoneDoesNotWait) {
  const Ran ran = RunUnder("copying_is_done", {});

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
}

TEST(PlantedLooksTest, AnyEndIsGoodSaysCopiedOfAFailedCopy) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kFailed)};

  const Ran ran = RunUnder("any_end_is_good", faults);

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kFailed));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedLooksTest, DeadlineIsSuccessSaysCopiedOfACopyThatNeverEnds) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kStuck)};

  const Ran ran = RunUnder("deadline_is_success", faults);

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kUnknown);
}

TEST(PlantedLooksTest, NoDeadlineLooksUntilItIsStopped) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kStuck)};

  const Ran ran = RunUnder("no_deadline", faults);

  EXPECT_EQ(ran.world->trace().calls(), kCallLimit + 1);
  EXPECT_EQ(StraightUnder(faults), Claim::kUnknown);
}

TEST(PlantedLooksTest, PollErrorsAreSuccessSaysCopiedAfterThreeErrors) {
  const Script faults = {On<ops::DescribeImages>().FromCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("poll_errors_are_success", faults);

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kUnknown);
}

TEST(PlantedLooksTest, FirstNotFoundIsGoneGivesARunningCopyUp) {
  const Script faults = {On<ops::DescribeImages>().OnCall(1).Fails(ErrorCode::kResourceNotFound)};

  const Ran ran = RunUnder("first_not_found_is_gone", faults);

  EXPECT_EQ(ran.claim, Claim::kNotCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedLooksTest, PollsFailingForADayAsksHundredsOfTimes) {
  const Script faults = {On<ops::DescribeImages>().FromCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("polls_failing_for_a_day", faults);

  EXPECT_EQ(ran.claim, Claim::kUnknown);
  EXPECT_THAT(*ran.world, Called<ops::DescribeImages>().Times(Gt(20U)));
  EXPECT_EQ(ran.world->clock().Elapsed(), std::chrono::hours{24});
  EXPECT_EQ(StraightUnder(faults), Claim::kUnknown);
}

}  // namespace
}  // namespace fakestream::planted
