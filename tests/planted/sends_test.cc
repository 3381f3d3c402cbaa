// SPDX-License-Identifier: Apache-2.0
// Shows the bugs of the clients that ask for the copy in a wrong way, too often, or at wrong times.
#include <chrono>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

#include "planted/witness.h"

namespace fakestream::planted {
namespace {

using std::chrono::hours;
using testing::Gt;
using testing::Not;

// How long after the n-th request for a copy was answered (from 1) the next was sent.
Duration PauseBehind(std::size_t n, const World& world) {
  const std::vector<CallEvent> copies = CallsOf<ops::CopyImage>(world);
  return copies.at(n).start - copies.at(n - 1).end;
}

TEST(PlantedSendsTest, OwnCopyIsAClashGivesItsOwnCopyUp) {
  const Script faults = {
      On<ops::CopyImage>().OnCall(1).AfterTheEffect().Drops(ConnectionFault::kTimeout)};

  const Ran ran = RunUnder("own_copy_is_a_clash", faults);

  EXPECT_EQ(ran.claim, Claim::kNotCopied);
  EXPECT_THAT(*ran.world, HasImage("eu-west-1", "golden-eu", ImageState::kCopying));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedSendsTest, RetryGoesHomeCopiesIntoTheWrongRegion) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("retry_goes_home", faults);

  EXPECT_THAT(*ran.world, HasImage("us-east-1", "golden-eu"));
  EXPECT_THAT(*ran.world, Not(HasImage("eu-west-1", "golden-eu")));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedSendsTest, LimitIsProgressWaitsForACopyThatNobodyBegan) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kLimitExceeded)};

  const Ran ran = RunUnder("limit_is_progress", faults);

  EXPECT_EQ(ran.claim, Claim::kUnknown);
  EXPECT_THAT(*ran.world, Called<ops::CopyImage>().Times(1));
  EXPECT_THAT(*ran.world, Not(HasImage("eu-west-1", "golden-eu")));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedSendsTest, LostMeansSentNeverSendsALostRequestAgain) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Drops(ConnectionFault::kTimeout)};

  const Ran ran = RunUnder("lost_means_sent", faults);

  EXPECT_EQ(ran.claim, Claim::kUnknown);
  EXPECT_THAT(*ran.world, Called<ops::CopyImage>().Times(1));
  EXPECT_THAT(*ran.world, Not(HasImage("eu-west-1", "golden-eu")));
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedSendsTest, RetriesRefusalsRepeatsWhatWasRefused) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kIncompatibleImage)};

  const Ran ran = RunUnder("retries_refusals", faults);

  const std::vector<CallEvent> copies = CallsOf<ops::CopyImage>(*ran.world);
  ASSERT_EQ(copies.size(), 2U);
  EXPECT_EQ(copies[1].request, copies[0].request);
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedSendsTest, NeverGivesUpAsksUntilItIsStopped) {
  const Script faults = {On<ops::CopyImage>().FromCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("never_gives_up", faults);

  EXPECT_THAT(*ran.world, Called<ops::CopyImage>().Times(kCallLimit + 1));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedSendsTest, OneAttemptTooManyAsks21Times) {
  const Script faults = {On<ops::CopyImage>().FromCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("one_attempt_too_many", faults);

  EXPECT_EQ(ran.claim, Claim::kNotCopied);
  EXPECT_THAT(*ran.world, Called<ops::CopyImage>().Times(21));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedSendsTest, NoPauseAsksAgainAtOnce) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("no_pause", faults);

  EXPECT_EQ(PauseBehind(1, *ran.world), Duration{});
  EXPECT_EQ(StraightUnder(faults), Claim::kCopied);
}

TEST(PlantedSendsTest, ShiftOverflowAsksAgainAtOnceAfterSevenFailures) {
  const Script faults = {On<ops::CopyImage>().FromCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("shift_overflow", faults);

  EXPECT_EQ(PauseBehind(6, *ran.world), std::chrono::milliseconds{32'768});
  EXPECT_EQ(PauseBehind(7, *ran.world), Duration{});
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

TEST(PlantedSendsTest, PauseWithoutCapTakesWeeks) {
  const Script faults = {On<ops::CopyImage>().FromCall(1).Fails(ErrorCode::kThrottling)};

  const Ran ran = RunUnder("pause_without_cap", faults);

  EXPECT_THAT(ran.world->clock().Elapsed(), Gt(hours{24 * 7}));
  EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);
}

}  // namespace
}  // namespace fakestream::planted
