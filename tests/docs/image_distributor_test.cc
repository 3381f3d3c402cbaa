// SPDX-License-Identifier: Apache-2.0
// Where copies go, how many at once, and what is tried again. What happens to them afterwards, and
// to their replies, stands in image_distributor_recovery_test.cc.
#include "docs/image_distributor.h"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "docs/image_distributor_world.h"

#include "fakestream/fakestream.h"

using namespace example;               // NOLINT(google-build-using-namespace): as a user writes it
using namespace fakestream;            // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using testing::Each;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

// The most copies that were COPYING at one time, in all regions together.
int MostAtOnce(const Trace& trace) {
  int running = 0;
  int most = 0;
  for (const TraceEvent& event : trace.events()) {
    const auto* const change = std::get_if<StateEvent>(&event);
    if (change == nullptr) continue;
    if (change->from == ImageState::kCopying) --running;
    if (change->to == ImageState::kCopying) ++running;
    most = std::max(most, running);
  }
  return most;
}

TEST(ImageDistributorTest, CopiesToEveryRegion) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  ImageDistributor distributor = DistributorIn(world);

  const auto deliveries = distributor.Copy("golden", {"eu-west-1", "us-west-2", "sa-east-1"});

  EXPECT_THAT(deliveries, SizeIs(3));
  EXPECT_THAT(deliveries, Each(Field(&Delivery::arrival, Arrival::kDone)));
  for (const char* region : {"eu-west-1", "us-west-2", "sa-east-1"}) {
    EXPECT_EQ(StateIn(world, region), ImageState::kAvailable) << region;
  }
}

TEST(ImageDistributorTest, CopiesBesideAPublicImageOfThatName) {
  World world({.images = {{.region = "us-east-1", .name = "golden"},
                          {.region = "eu-west-1",
                           .name = "golden",
                           .details = {.visibility = Visibility::kPublic}}}});
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
}

TEST(ImageDistributorTest, AnswersInTheOrderOfTheRegionsHoweverLongEachTakes) {
  World world({.images = {{.region = "us-east-1", .name = "golden"},
                          {.region = "us-west-2", .name = "golden"}}});
  ImageDistributor distributor = DistributorIn(world);

  const auto deliveries = distributor.Copy("golden", {"eu-west-1", "us-west-2"});

  EXPECT_EQ(deliveries,
            (std::vector<Delivery>{{.region = "eu-west-1", .arrival = Arrival::kDone},
                                   {.region = "us-west-2", .arrival = Arrival::kAlreadyThere}}));
}

TEST(ImageDistributorTest, HasTwoCopiesUnderWayAtMost) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  ImageDistributor distributor = DistributorIn(world);

  distributor.Copy("golden", {"eu-west-1", "us-west-2", "sa-east-1", "eu-west-2", "eu-west-3"});

  EXPECT_EQ(MostAtOnce(world.trace()), 2);
  EXPECT_EQ(CopiesBegun(world), 5);
}

TEST(ImageDistributorTest, StartsTheNextCopyWhenOneIsDone) {
  World world(
      {.timing = {.copy = {.time = 20min}}, .images = {{.region = "us-east-1", .name = "golden"}}});
  ImageDistributor distributor = DistributorIn(world);

  distributor.Copy("golden", {"eu-west-1", "us-west-2", "sa-east-1", "eu-west-2", "eu-west-3"});

  EXPECT_EQ(world.clock().Elapsed(), 20min + 20min + 20min);  // two, two, one
}

TEST(ImageDistributorTest, WaitsForASlotThatOthersHold) {
  World world(
      {.timing = {.copy = {.time = 20min}}, .images = {{.region = "us-east-1", .name = "golden"}}});
  for (const char* name : {"other-1", "other-2"}) {
    ASSERT_TRUE(world.Client("us-east-1")
                    .CopyImage({.source_image_name = "golden",
                                .destination_image_name = name,
                                .destination_region = "eu-west-1"}));
  }
  ImageDistributor distributor = DistributorIn(world, {.first_pause = 4min});

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(world.clock().Elapsed(), 4min + 8min + 16min + 20min);
}

TEST(ImageDistributorTest, RetriesThrottlingWithDoublingPauses) {
  World world(
      {.timing = {.copy = {.time = 20min}}, .images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(3));
  ImageDistributor distributor = DistributorIn(world, {.first_pause = 1s});

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(world.clock().Elapsed(), 1s + 2s + 4s + 20min);
  EXPECT_THAT(world.Verify(), IsEmpty());
}

TEST(ImageDistributorTest, RetriesServerErrorsAndRefusedConnections) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kServiceUnavailable).OnCall(1));
  world.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kRefused).OnCall(2));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kDone) << delivery.reason;
  EXPECT_EQ(Calls<ops::CopyImage>(world), 3);
  EXPECT_THAT(world.Verify(), IsEmpty());
}

TEST(ImageDistributorTest, GivesUpAfterTheAttempts) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).FromCall(1));
  ImageDistributor distributor = DistributorIn(world, {.attempts = 4, .first_pause = 1s});

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kFailed);
  EXPECT_EQ(delivery.error, MakeError(ErrorCode::kLimitExceeded));
  EXPECT_EQ(Calls<ops::CopyImage>(world), 4);
  EXPECT_EQ(world.clock().Elapsed(), 1s + 2s + 4s);
}

TEST(ImageDistributorTest, CopiesToTheOtherRegionsWhenOneFails) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>()
                   .With(&CopyImageRequest::destination_region, "eu-west-1")
                   .Fails(ErrorCode::kIncompatibleImage));
  ImageDistributor distributor = DistributorIn(world);

  const auto deliveries = distributor.Copy("golden", {"eu-west-1", "us-west-2"});

  EXPECT_EQ(deliveries.at(0).arrival, Arrival::kFailed);
  EXPECT_EQ(deliveries.at(1).arrival, Arrival::kDone) << deliveries.at(1).reason;
}

class HopelessErrorTest : public testing::TestWithParam<ErrorCode> {};

TEST_P(HopelessErrorTest, IsNotRetried) {
  World world({.images = {{.region = "us-east-1", .name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Fails(GetParam()));
  ImageDistributor distributor = DistributorIn(world);

  const Delivery delivery = distributor.Copy("golden", {"eu-west-1"}).at(0);

  EXPECT_EQ(delivery.arrival, Arrival::kFailed);
  EXPECT_EQ(delivery.error, MakeError(GetParam()));
  EXPECT_EQ(Calls<ops::CopyImage>(world), 1);
}

INSTANTIATE_TEST_SUITE_P(
    ImageDistributor, HopelessErrorTest,
    testing::Values(ErrorCode::kIncompatibleImage, ErrorCode::kInvalidAccountStatus,
                    ErrorCode::kResourceNotFound, ErrorCode::kValidation, ErrorCode::kAccessDenied),
    [](const auto& code) { return std::string(MakeError(code.param).name()); });

}  // namespace
