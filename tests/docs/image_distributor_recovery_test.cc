// SPDX-License-Identifier: Apache-2.0
// What becomes of a copy: it shows late, ends FAILED, never ends, its reply is lost, or the image
// was there before.
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "docs/image_distributor.h"
#include "docs/image_distributor_world.h"

#include "fakestream/fakestream.h"

using namespace example;               // NOLINT(google-build-using-namespace): as a user writes it
using namespace fakestream;            // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using testing::IsEmpty;

namespace {

TEST(ImageDistributorTest, PollsPastACopyThatIsNotFoundYet) {
  World world({.timing = {.visible = {.time = 5min}},
               .images = {{.region = "us-east-1", .name = "golden"}}});
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::CopyImage>(world), 1);
}

TEST(ImageDistributorTest, PollsPastAnEmptyList) {
  World world({.timing = {.visible = {.time = 5min}},
               .behavior = {.unknown_name_in_describe = UnknownName::kEmpty},
               .images = {{.region = "us-east-1", .name = "golden"}}});
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::CopyImage>(world), 1);
}

TEST(ImageDistributorTest, PollsOnWhenPollsAreThrottledOrLost) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCalls(2, 11));
  world.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kReset).OnCall(12));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_THAT(world.Verify(), IsEmpty());
}

TEST(ImageDistributorTest, AnswersUnknownWhenItMayNoLongerLook) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kAccessDenied).OnCall(2));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kUnknown);
  EXPECT_EQ(delivery.error, MakeError(ErrorCode::kAccessDenied));
}

TEST(ImageDistributorTest, AnswersUnknownWhenACopyIsStuckAtTheDeadline) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Becomes(Ending::kStuck));
  ImageDistributor distributor = DistributorIn(world, {.deadline = 90min + 1s});

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kUnknown);
  EXPECT_EQ(delivery.reason, "the deadline passed");
  EXPECT_EQ(world.clock().Elapsed(), 90min + 1s);
}

TEST(ImageDistributorTest, DeletesAFailedCopyAndTriesAgain) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Becomes(Ending::kFailed).Times(1));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(StateIn(world, "eu-west-1"), ImageState::kAvailable);
  EXPECT_EQ(CopiesBegun(world), 2);
}

TEST(ImageDistributorTest, LeavesNoFailedImageWhenEveryCopyFails) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Becomes(Ending::kFailed));
  ImageDistributor distributor = DistributorIn(world, {.copies = 3});

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kFailed);
  EXPECT_EQ(delivery.reason, "3 copies ended FAILED");
  EXPECT_EQ(StateIn(world, "eu-west-1"), std::nullopt);
  EXPECT_EQ(CopiesBegun(world), 3);
}

TEST(ImageDistributorTest, CleansUpThoughTheReplyToTheDeletionIsLost) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Becomes(Ending::kFailed).Times(1));
  world.Inject(On<ops::DeleteImage>().AfterTheEffect().Drops(ConnectionFault::kReset).Times(1));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::DeleteImage>(world), 1);
  EXPECT_THAT(world.Verify(), IsEmpty());
}

TEST(ImageDistributorTest, DeletesAgainWhenADeletionIsThrottled) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Becomes(Ending::kFailed).Times(1));
  world.Inject(On<ops::DeleteImage>().Fails(ErrorCode::kThrottling).Times(2));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::DeleteImage>(world), 3);
}

TEST(ImageDistributorTest, KeepsTheOneCopyWhoseReplyWasLost) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().AfterTheEffect().Drops(ConnectionFault::kTimeout).Times(1));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::CopyImage>(world), 1);  // it looked, and saw its copy
  EXPECT_EQ(CopiesBegun(world), 1);
}

TEST(ImageDistributorTest, LooksForACopyWhoseReplyWasLostOnTheLastAttempt) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().AfterTheEffect().Drops(ConnectionFault::kReset).Times(1));
  ImageDistributor distributor = DistributorIn(world, {.attempts = 1});

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
}

TEST(ImageDistributorTest, RemembersThatItSawTheCopyWhoseReplyWasLost) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().AfterTheEffect().Drops(ConnectionFault::kReset).Times(1));
  world.Inject(On<ops::DescribeImages>().Replies({}).OnCall(3));  // the second showed the copy
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::CopyImage>(world), 1);
}

TEST(ImageDistributorTest, TakesAlreadyExistsForItsOwnCopyWhenALostOneShowsLate) {
  World world({.timing = {.visible = {.time = 10min}},
               .images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().AfterTheEffect().Drops(ConnectionFault::kTimeout).Times(1));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::CopyImage>(world), 2);
  EXPECT_EQ(CopiesBegun(world), 1);
}

TEST(ImageDistributorTest, KeepsTheOneCopyBehindAServerError) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().AfterTheEffect().Fails(ErrorCode::kInternalFailure).Times(1));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(CopiesBegun(world), 1);
}

TEST(ImageDistributorTest, CopiesAgainWhenTheRequestWasLost) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTimeout).Times(1));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::CopyImage>(world), 2);
  EXPECT_EQ(CopiesBegun(world), 1);
}

TEST(ImageDistributorTest, AnswersUnknownWhenNoReplyEverCame) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTimeout).FromCall(1));
  ImageDistributor distributor = DistributorIn(world, {.attempts = 3});

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kUnknown);
  EXPECT_EQ(delivery.error, TransportError(ConnectionFault::kTimeout));
}

TEST(ImageDistributorTest, LeavesAnImageAloneThatWasThere) {
  World world({.images = {{.region = "us-east-1", .name = "golden"},
                          {.region = "eu-west-1", .name = "golden"}}});
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kAlreadyThere);
  EXPECT_EQ(StateIn(world, "eu-west-1"), ImageState::kAvailable);
  EXPECT_EQ(Calls<ops::CopyImage>(world), 0);
}

TEST(ImageDistributorTest, LeavesAnImageAloneThatTheFirstLookMissed) {
  World world({.images = {{.region = "us-east-1", .name = "golden"},
                          {.region = "eu-west-1", .name = "golden"}}});
  world.Inject(On<ops::DescribeImages>().Replies({}).OnCall(1));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kAlreadyThere);
  EXPECT_EQ(StateIn(world, "eu-west-1"), ImageState::kAvailable);
}

TEST(ImageDistributorTest, LeavesAFailedImageAloneThatWasThere) {
  World world(
      {.images = {{.region = "us-east-1", .name = "golden"},
                  {.region = "eu-west-1", .name = "golden", .state = ImageState::kFailed}}});
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kFailed);
  EXPECT_EQ(delivery.reason, "a FAILED image has the name, and is not ours to delete");
  EXPECT_EQ(StateIn(world, "eu-west-1"), ImageState::kFailed);
}

}  // namespace
