// SPDX-License-Identifier: Apache-2.0
// What a World says about faults that did not do what their script promised.
#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/world/world.h"

namespace fakestream {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using Reason = Unfired::Reason;

std::vector<std::string> Verdict(const World& world) {
  std::vector<std::string> texts;
  for (const Unfired& unfired : world.Verify()) texts.push_back(ToText(unfired));
  return texts;
}

void Describe(World& world, int calls, const DescribeImagesRequest& request = {}) {
  for (int i = 0; i < calls; ++i) static_cast<void>(world.Client().DescribeImages(request));
}

TEST(VerifyTest, SaysNothingWhenEveryFaultDidItsWork) {
  World world;
  world.Inject({On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Times(2),
                On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).FromCall(3),
                On<ops::DescribeImages>().In("eu-west-1").Takes(seconds{1}).Optional()});

  Describe(world, 3);

  EXPECT_THAT(Verdict(world), IsEmpty());
}

TEST(VerifyTest, SaysThatTheOperationWasNeverCalled) {
  World world;
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded));
  Describe(world, 1);

  EXPECT_THAT(Verdict(world), ElementsAre("fault 0 never fired: no call matched it: on "
                                          "CopyImage: fail with LimitExceededException\n"
                                          "  nearest: CopyImage was never called"));
  EXPECT_EQ(world.Verify().at(0).reason, Reason::kNeverMatched);
}

TEST(VerifyTest, SaysThatNothingWasCalled) {
  World world;
  world.Inject(OnEveryOperation().Fails(ErrorCode::kThrottling));

  EXPECT_THAT(world.Verify().at(0).near_misses, ElementsAre("nothing was called"));
}

TEST(VerifyTest, ShowsTheNearestCallsFirstAndThreeAtMost) {
  World world;
  world.Inject(On<ops::CopyImage>()
                   .In("us-east-1")
                   .With(&CopyImageRequest::source_image_name, "golden")
                   .With(&CopyImageRequest::destination_region, "eu-west-1")
                   .Fails(ErrorCode::kLimitExceeded));
  for (const auto& [client, source, region] : {std::tuple{"eu-west-2", "silver", "eu-west-3"},
                                               std::tuple{"us-east-1", "silver", "eu-west-3"},
                                               std::tuple{"us-east-1", "golden", "eu-west-3"},
                                               std::tuple{"us-east-1", "silver", "eu-west-1"},
                                               std::tuple{"us-east-1", "bronze", "eu-west-2"}}) {
    static_cast<void>(world.Client(client).CopyImage({source, "copy", region}));
  }

  EXPECT_THAT(world.Verify().at(0).near_misses,
              ElementsAre("call 3: DestinationRegion was \"eu-west-3\", not \"eu-west-1\"",
                          "call 4: SourceImageName was \"silver\", not \"golden\"",
                          "call 2: SourceImageName was \"silver\", not \"golden\"; "
                          "DestinationRegion was \"eu-west-3\", not \"eu-west-1\""));
}

TEST(VerifyTest, NamesARegionThatDiffersAndTheOtherKindsOfMatchers) {
  World world;
  world.Inject(
      On<ops::DescribeImages>()
          .In("eu-west-1")
          .With(&DescribeImagesRequest::names, ValueMatcher::Contains(ValueMatcher::Glob("g*")))
          .With(&DescribeImagesRequest::next_token, ValueMatcher::Any())
          .Takes(seconds{1}));
  Describe(world, 1, {.names = {{"silver"}}});

  EXPECT_THAT(
      world.Verify().at(0).near_misses,
      ElementsAre("call 1: region was \"us-east-1\", not \"eu-west-1\"; Names was "
                  "[\"silver\"], not a list with text like \"g*\"; NextToken was absent, not "
                  "anything"));
}

TEST(VerifyTest, SaysThatAnInvalidRequestSpentNothing) {
  World world;
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded));
  static_cast<void>(world.Client().CopyImage({"bad name!", "copy", "eu-west-1"}));

  EXPECT_THAT(world.Verify().at(0).near_misses,
              ElementsAre("call 1: the request was not valid, so it spent no fault"));
}

TEST(VerifyTest, SaysThatACallCameBeforeTheFault) {
  World world;
  Describe(world, 1);
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));

  EXPECT_THAT(world.Verify().at(0).near_misses,
              ElementsAre("call 1: it came before the fault was injected"));
}

TEST(VerifyTest, DoesNotSayNeverCalledOfCallsThatTheTraceDropped) {
  World world({.images = {{.name = "golden"}}, .trace_limit = 1});
  world.Inject(On<ops::DescribeImages>().In("eu-west-1").Takes(seconds{1}));
  Describe(world, 1);
  static_cast<void>(world.Client().DeleteImage({"golden"}));

  EXPECT_THAT(world.Verify().at(0).near_misses,
              ElementsAre("no call is left in the trace, which dropped the earlier ones"));
}

TEST(VerifyTest, TellsCallsOutOfTheWindowFromCallsThatNeverMatched) {
  World world;
  world.Inject(
      {On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).FromCall(5),
       On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Between(seconds{10}, seconds{20})});
  Describe(world, 2);

  EXPECT_THAT(Verdict(world),
              ElementsAre("fault 0 never fired: no matching call fell into its window (2 "
                          "calls matched it): on DescribeImages, calls 5-: fail with "
                          "ThrottlingException",
                          "fault 1 never fired: no matching call fell into its window (2 "
                          "calls matched it): on DescribeImages, between 10s and 20s: fail with "
                          "ThrottlingException"));
  EXPECT_EQ(world.Verify().at(0).reason, Reason::kOutOfWindow);
}

TEST(VerifyTest, SaysThatNoDrawCameTrue) {
  World world;
  world.Inject(
      On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).WithChance(1, 4'000'000'000));
  Describe(world, 1);

  EXPECT_THAT(Verdict(world),
              ElementsAre("fault 0 never fired: no draw of its chance came true (1 call "
                          "matched it): on DescribeImages, with chance 1/4000000000: fail with "
                          "ThrottlingException"));
  EXPECT_EQ(world.Verify().at(0).reason, Reason::kChanceNeverHit);
}

TEST(VerifyTest, SaysThatAnEarlierFaultStoodInTheWay) {
  World world;
  world.Inject({On<ops::DescribeImages>().Fails(ErrorCode::kThrottling),
                On<ops::DescribeImages>().Drops(ConnectionFault::kReset)});
  Describe(world, 1);

  EXPECT_THAT(Verdict(world),
              ElementsAre("fault 1 never fired: an earlier fault acted on every call it "
                          "wanted (1 call matched it): on DescribeImages: drop the connection "
                          "(reset)"));
  EXPECT_EQ(world.Verify().at(0).reason, Reason::kShadowed);
}

TEST(VerifyTest, SaysThatAClosedWindowWasNotUsedUp) {
  World world;
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCalls(2, 4));
  Describe(world, 3);

  EXPECT_THAT(Verdict(world),
              ElementsAre("fault 0 fired 2 of 3 times: it fired in part (3 calls matched it): on "
                          "DescribeImages, calls 2-4: fail with ThrottlingException"));
  const Unfired unfired = world.Verify().at(0);
  EXPECT_EQ(unfired.reason, Reason::kPartlyFired);
  EXPECT_EQ(unfired.matched, 3U);
  EXPECT_EQ(unfired.fired, 2U);
  EXPECT_EQ(unfired.wanted, 3U);
}

TEST(VerifyTest, WantsOneFiringOfAWindowThatTimeOrChanceMayCut) {
  World world;
  world.Inject(
      {On<ops::DescribeImages>().In("us-east-1").Takes(seconds{1}).Times(9).WithChance(1, 1),
       On<ops::DescribeImages>().Takes(seconds{1}).OnCalls(2, 9).Between(seconds{0}, seconds{90})});
  Describe(world, 2);

  EXPECT_THAT(world.FiredCounts(), ElementsAre(2, 0));
  EXPECT_THAT(world.Verify(), testing::SizeIs(1));
  EXPECT_EQ(world.Verify().at(0).wanted, 1U);
}

TEST(VerifyTest, LeavesOptionalFaultsAlone) {
  World world;
  world.Inject({On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Optional(),
                On<ops::DescribeImages>().Takes(seconds{1}).Times(5).Optional()});
  Describe(world, 1);

  EXPECT_THAT(Verdict(world), IsEmpty());
}

}  // namespace
}  // namespace fakestream
