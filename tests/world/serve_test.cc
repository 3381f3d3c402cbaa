// SPDX-License-Identifier: Apache-2.0
// What a wire needs to know of a call, and of the World.
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

const CopyImageRequest kCopy{.source_image_name = "golden",
                             .destination_image_name = "copy",
                             .destination_region = "eu-west-1"};

TEST(ServeTest, IsTheCallOfAClient) {
  World world({.timing = {.per_call = seconds{1}}, .images = {{.name = "golden"}}});

  const ServedCall served = world.Serve("us-east-1", kCopy);

  ASSERT_TRUE(served.outcome);
  EXPECT_EQ(std::get<CopyImageResult>(*served.outcome).destination_image_name, "copy");
  EXPECT_FALSE(served.lost_reply);
  EXPECT_EQ(world.trace().calls(), 1U);
  EXPECT_EQ(world.clock().Elapsed(), seconds{1});
}

TEST(ServeTest, HandsOutTheReplyThatWasLost) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTruncated).AfterTheEffect().Times(2));

  const ServedCall first = world.Serve("us-east-1", kCopy);
  const ServedCall second = world.Serve("us-east-1", kCopy);

  EXPECT_EQ(first.outcome.GetError().code, ErrorCode::kTruncatedReply);
  ASSERT_TRUE(first.lost_reply);
  EXPECT_EQ(std::get<CopyImageResult>(**first.lost_reply).destination_image_name, "copy");
  ASSERT_TRUE(second.lost_reply);
  EXPECT_EQ(second.lost_reply->GetError().code, ErrorCode::kResourceAlreadyExists);
}

TEST(ServeTest, HandsOutNoReplyOfAnEarlierCall) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kReset).AfterTheEffect().Times(1));
  (void)world.Client("us-east-1").CopyImage(kCopy);

  EXPECT_FALSE(world.Serve("us-east-1", DescribeImagesRequest{}).lost_reply);
}

TEST(ServeTest, KnowsNoLostReplyWhereTheServiceNeverActed) {
  World world;
  world.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kReset));

  EXPECT_FALSE(world.Serve("us-east-1", kCopy).lost_reply);
}

TEST(FindImagesTest, ListsEveryRegionInOrder) {
  World world({.images = {{.region = "us-west-2", .name = "b"},
                          {.region = "eu-west-1", .name = "c"},
                          {.region = "us-west-2", .name = "a"}}});
  std::vector<std::string> found;

  for (const PlacedImage& placed : world.FindImages()) {
    found.push_back(placed.region + " " + placed.image.name);
  }

  EXPECT_THAT(found, ElementsAre("eu-west-1 c", "us-west-2 a", "us-west-2 b"));
  EXPECT_EQ(world.trace().calls(), 0U);
}

}  // namespace
}  // namespace fakestream
