// SPDX-License-Identifier: Apache-2.0
// Shows the bugs of the clients that go wrong while they deal with a fault.
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

#include "planted/witness.h"

namespace fakestream::planted {
namespace {

using testing::Not;

TEST(PlantedRecoveryTest, DeletesSourceDeletesTheImageThatItCopiedFrom) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kFailed)};

  const Ran ran = RunUnder("deletes_source", faults);

  EXPECT_THAT(*ran.world, HasImage("us-east-1", "golden", ImageState::kDeleting));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedRecoveryTest, RollsBackByPrefixDeletesWhatItDidNotMake) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kIncompatibleImage)};

  const Ran ran = RunUnder("rolls_back_by_prefix", faults);

  EXPECT_THAT(*ran.world, HasImage("us-east-1", "golden", ImageState::kDeleting));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedRecoveryTest, DeletesVerbatimAgainRepeatsARefusedDeletion) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kFailed),
                         On<ops::DeleteImage>().OnCall(1).Fails(ErrorCode::kResourceInUse)};

  const Ran ran = RunUnder("deletes_verbatim_again", faults);

  const std::vector<CallEvent> deletions = CallsOf<ops::DeleteImage>(*ran.world);
  ASSERT_EQ(deletions.size(), 2U);
  EXPECT_EQ(deletions[1].request, deletions[0].request);
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedRecoveryTest, StateOfFirstCopyGivesTheSecondUp) {
  // Eleven looks at the first copy, one at its deletion, then the first look at the second copy.
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kFailed),
                         On<ops::DescribeImages>().OnCall(13).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("state_of_first_copy", faults);

  EXPECT_EQ(ran.claim, Claim::kNotCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedRecoveryTest, RefusalWipesDoubtGivesACopyUpThatRuns) {
  const Script faults = {
      On<ops::CopyImage>().OnCall(1).AfterTheEffect().Drops(ConnectionFault::kTimeout),
      On<ops::CopyImage>().OnCall(2).Fails(ErrorCode::kInvalidAccountStatus)};

  const Ran ran = RunUnder("refusal_wipes_doubt", faults);

  EXPECT_EQ(ran.claim, Claim::kNotCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, OneRetryForAllGivesUpAtTheSecondError) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kThrottling),
                         On<ops::DescribeImages>().OnCall(5).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("one_retry_for_all", faults);

  EXPECT_EQ(ran.claim, Claim::kUnknown);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, FailoverAfterThrottleAndResetLeavesTheRegion) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kThrottling),
                         On<ops::CopyImage>().OnCall(2).Drops(ConnectionFault::kReset)};

  const Ran ran = RunUnder("failover_after_throttle_and_reset", faults);

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-central-1", "golden-eu", ImageState::kAvailable));
  EXPECT_THAT(*ran.world, Not(HasImage("eu-west-1", "golden-eu")));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, NotFoundAddsUpGivesUpAtTheSecondLook) {
  const Script faults = {On<ops::DescribeImages>().OnCall(1).Fails(ErrorCode::kResourceNotFound),
                         On<ops::DescribeImages>().OnCall(4).Fails(ErrorCode::kResourceNotFound)};

  const Ran ran = RunUnder("not_found_adds_up", faults);

  EXPECT_EQ(ran.claim, Claim::kUnknown);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, SecondNameWhenCheckFailsLeavesASecondCopy) {
  const Script faults = {
      On<ops::CopyImage>().OnCall(1).AfterTheEffect().Drops(ConnectionFault::kTimeout),
      On<ops::DescribeImages>().OnCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("second_name_when_check_fails", faults);

  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kAvailable));
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu-2", ImageState::kAvailable));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, LostCopyMayFailSaysCopiedOfAFailedCopy) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Drops(ConnectionFault::kTimeout),
                         On<ops::CopyImage>().OnCall(2).Becomes(Ending::kFailed)};

  const Ran ran = RunUnder("lost_copy_may_fail", faults);

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kFailed));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedRecoveryTest, NotFoundAfterErrorIsGoneGivesARunningCopyUp) {
  const Script faults = {On<ops::DescribeImages>().OnCall(3).Fails(ErrorCode::kThrottling),
                         On<ops::DescribeImages>().OnCall(4).Fails(ErrorCode::kResourceNotFound)};

  const Ran ran = RunUnder("not_found_after_error_is_gone", faults);

  EXPECT_EQ(ran.claim, Claim::kNotCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, FailoverAfterThreeKindsLeavesTheRegion) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kThrottling),
                         On<ops::CopyImage>().OnCall(2).Fails(ErrorCode::kLimitExceeded),
                         On<ops::CopyImage>().OnCall(3).Fails(ErrorCode::kInternalFailure)};

  const Ran ran = RunUnder("failover_after_three_kinds", faults);

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-central-1", "golden-eu", ImageState::kAvailable));
  EXPECT_THAT(*ran.world, Not(HasImage("eu-west-1", "golden-eu")));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, ThirdHiccupEndsTheWait) {
  const Script faults = {On<ops::DescribeImages>().OnCall(2).Fails(ErrorCode::kThrottling),
                         On<ops::DescribeImages>().OnCall(5).Fails(ErrorCode::kInternalFailure),
                         On<ops::DescribeImages>().OnCall(8).Drops(ConnectionFault::kReset)};

  const Ran ran = RunUnder("third_hiccup", faults);

  EXPECT_EQ(ran.claim, Claim::kUnknown);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedRecoveryTest, GoesRoundItsRemainsLeavesASecondImage) {
  // The eleventh look sees FAILED; the twelfth should tell what became of the deletion.
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kFailed),
                         On<ops::DeleteImage>().OnCall(1).Drops(ConnectionFault::kTimeout),
                         On<ops::DescribeImages>().OnCall(12).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("goes_round_its_remains", faults);

  EXPECT_EQ(ran.claim, Claim::kCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kFailed));
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu-2", ImageState::kAvailable));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

}  // namespace
}  // namespace fakestream::planted
