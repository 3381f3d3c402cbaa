// SPDX-License-Identifier: Apache-2.0
// Copies that DescribeImages does not show at once.
#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using testing::IsEmpty;
using testing::Optional;

TEST(CopyVisibilityTest, HidesTheCopyForATimeFromEveryDescribe) {
  BareService service(
      {.timing = {.visible = {.time = minutes{2}}}, .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
  const std::string arn = *service.Find("eu-west-1", "golden-eu")->arn;
  AppStream& europe = service.In("eu-west-1");

  service.clock().Advance(minutes{2} - microseconds{1});
  EXPECT_THAT(europe.DescribeImages({})->images, IsEmpty());
  EXPECT_EQ(europe.DescribeImages({.names = {{"golden-eu"}}}).GetError().code,
            ErrorCode::kResourceNotFound);
  EXPECT_EQ(europe.DescribeImages({.arns = {{arn}}}).GetError().code, ErrorCode::kResourceNotFound);

  service.clock().Advance(microseconds{1});
  EXPECT_THAT(europe.DescribeImages({})->images.at(0).state, Optional(ImageState::kCopying));
  EXPECT_TRUE(europe.DescribeImages({.names = {{"golden-eu"}}}));
  EXPECT_TRUE(europe.DescribeImages({.arns = {{arn}}}));
}

TEST(CopyVisibilityTest, TakesTheNameWhileTheCopyIsHidden) {
  BareService service(
      {.timing = {.visible = {.time = minutes{2}}}, .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  const auto again = service->CopyImage({"golden", "golden-eu", "eu-west-1"});

  EXPECT_EQ(again.GetError().code, ErrorCode::kResourceAlreadyExists);
}

TEST(CopyVisibilityTest, HidesTheCopyForSoManyDescribesByNameByArnAndInLists) {
  const std::vector<DescribeImagesRequest> requests = {
      {.names = {{"golden-eu"}}},
      {.arns = {{"arn:aws:appstream:eu-west-1:123456789012:image/golden-eu"}}},
      {},
      {.type = Visibility::kPrivate}};
  for (const DescribeImagesRequest& request : requests) {
    BareService service({.timing = {.visible = {.describes = 2}},
                         .behavior = {.unknown_name_in_describe = UnknownName::kEmpty},
                         .images = {{.name = "golden"}}});
    ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
    const auto count = [&] {
      return service.In("eu-west-1").DescribeImages(request)->images.size();
    };

    EXPECT_EQ(count(), 0U);
    EXPECT_EQ(count(), 0U);
    EXPECT_EQ(count(), 1U);
  }
}

TEST(CopyVisibilityTest, CountsOnlyDescribesThatAskForTheCopyAndEachOnce) {
  BareService service({.timing = {.visible = {.describes = 2}},
                       .behavior = {.unknown_name_in_describe = UnknownName::kEmpty},
                       .images = {{.name = "golden"}, {.region = "eu-west-1", .name = "other"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
  AppStream& europe = service.In("eu-west-1");

  ASSERT_TRUE(europe.DescribeImages({.names = {{"other"}}}));
  ASSERT_TRUE(europe.DescribeImages({.type = Visibility::kPublic}));
  ASSERT_TRUE(service->DescribeImages({}));
  ASSERT_TRUE(europe.DescribeImages({.names = {{"golden-eu", "golden-eu"}}}));

  EXPECT_THAT(europe.DescribeImages({.names = {{"golden-eu"}}})->images, IsEmpty());
  EXPECT_THAT(europe.DescribeImages({.names = {{"golden-eu"}}})->images, testing::SizeIs(1));
}

TEST(CopyVisibilityTest, EndsWithTheCopyAtTheLatest) {
  BareService service({.timing = {.copy = {.time = minutes{1}}, .visible = {.time = minutes{9}}},
                       .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  service.clock().Advance(minutes{1});

  EXPECT_THAT(service.In("eu-west-1").DescribeImages({})->images.at(0).state,
              Optional(ImageState::kAvailable));
}

TEST(CopyVisibilityTest, IsNotEndedByTheTimeOfAnEarlierCopyOfThatName) {
  BareService service({.timing = {.copy = {.time = minutes{1}}, .visible = {.time = minutes{9}}},
                       .behavior = {.name_of_failed_image = NameUse::kFree},
                       .images = {{.name = "golden"}}});
  service.state().directives = {.ending = Ending::kFailed};
  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));
  service.clock().Advance(minutes{2});
  service.state().directives = {.ending = Ending::kStuck};
  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));

  service.clock().Advance(minutes{9} - microseconds{1});
  EXPECT_THAT(service.In("eu-west-1").DescribeImages({})->images, IsEmpty());

  service.clock().Advance(microseconds{1});
  EXPECT_THAT(service.In("eu-west-1").DescribeImages({})->images, testing::SizeIs(1));
}

}  // namespace
}  // namespace fakestream
