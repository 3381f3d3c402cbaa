// SPDX-License-Identifier: Apache-2.0
// What a copy is, how it ends, and what it carries over.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using testing::IsEmpty;
using testing::Optional;

TEST(CopyImageTest, AnswersTheNameOfTheCopyAlone) {
  BareService service({.images = {{.name = "golden"}}});

  const auto copied = service->CopyImage({"golden", "golden-eu", "eu-west-1"});

  EXPECT_EQ(copied, CopyImageResult{.destination_image_name = "golden-eu"});
}

TEST(CopyImageTest, ShowsTheCopyAtOnceInTheDestinationRegionAlone) {
  BareService service({.images = {{.name = "golden"}}});

  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kCopying));
  EXPECT_EQ(service.Find("us-east-1", "golden-eu"), std::nullopt);
  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kAvailable));
}

TEST(CopyImageTest, EndsAtExactlyItsTimeAndNotAMicrosecondEarlier) {
  BareService service({.timing = {.copy = {.time = minutes{20}}}, .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  service.clock().Advance(minutes{20} - microseconds{1});
  EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kCopying));

  service.clock().Advance(microseconds{1});
  EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kAvailable));
}

TEST(CopyImageTest, EndsAtOnceWhenItTakesNoTime) {
  BareService service({.timing = {.copy = {}}, .images = {{.name = "golden"}}});

  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kAvailable));
}

TEST(CopyImageTest, EndsAfterItHasBeenDescribedSoManyTimes) {
  BareService service({.timing = {.copy = {.describes = 2}}, .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
  const auto seen = [&] {
    return service.In("eu-west-1").DescribeImages({})->images.at(0).state.value();
  };

  service.clock().Advance(std::chrono::hours{100});

  EXPECT_EQ(seen(), ImageState::kCopying);
  EXPECT_EQ(seen(), ImageState::kCopying);
  EXPECT_EQ(seen(), ImageState::kAvailable);
}

TEST(CopyImageTest, IsNotBroughtOnByDescribingOtherImages) {
  BareService service({.timing = {.copy = {.describes = 1}},
                       .images = {{.name = "golden"}, {.region = "eu-west-1", .name = "other"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  ASSERT_TRUE(service.In("eu-west-1").DescribeImages({.names = {{"other"}}}));
  ASSERT_TRUE(service.In("us-east-1").DescribeImages({}));

  EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kCopying));
}

TEST(CopyImageTest, FailsWithAReasonWhenTheDirectivesSaySo) {
  BareService service({.timing = {.copy = {.time = minutes{20}}}, .images = {{.name = "golden"}}});
  service.state().directives = {.ending = Ending::kFailed};
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
  service.state().directives = {};

  EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kCopying));
  service.clock().Advance(minutes{20});

  EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kFailed));
  EXPECT_THAT(service.Find("eu-west-1", "golden-eu")->state_change_reason,
              Optional(StateChangeReason{.code = StateChangeCode::kImageCopyFailure,
                                         .message = "The image golden-eu could not be copied."}));
}

TEST(CopyImageTest, FailsAfterSoManyDescribesWhenTheDirectivesSaySo) {
  BareService service({.timing = {.copy = {.describes = 1}}, .images = {{.name = "golden"}}});
  service.state().directives = {.ending = Ending::kFailed};
  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
  service.state().directives = {};

  const auto first = service.In("eu-west-1").DescribeImages({});
  const auto second = service.In("eu-west-1").DescribeImages({});

  EXPECT_THAT(first->images.at(0).state, Optional(ImageState::kCopying));
  EXPECT_THAT(second->images.at(0).state, Optional(ImageState::kFailed));
  EXPECT_THAT(second->images.at(0).state_change_reason->code,
              Optional(StateChangeCode::kImageCopyFailure));
}

TEST(CopyImageTest, NeverEndsWhenTheDirectivesSayStuck) {
  for (const CompletionRule wait :
       {CompletionRule{.time = minutes{20}}, CompletionRule{.describes = 1}}) {
    BareService service({.timing = {.copy = wait}, .images = {{.name = "golden"}}});
    service.state().directives = {.ending = Ending::kStuck};
    ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
    service.state().directives = {};

    service.clock().Advance(std::chrono::hours{24 * 365});
    ASSERT_TRUE(service.In("eu-west-1").DescribeImages({}));
    ASSERT_TRUE(service.In("eu-west-1").DescribeImages({}));

    EXPECT_THAT(service.StateOf("eu-west-1", "golden-eu"), Optional(ImageState::kCopying));
  }
}

TEST(CopyImageTest, MayStayInItsOwnRegion) {
  BareService service({.timing = {.copy = {.time = minutes{1}}}, .images = {{.name = "golden"}}});

  ASSERT_TRUE(service->CopyImage({"golden", "golden-2", "us-east-1"}));
  service.clock().Advance(minutes{1});

  EXPECT_THAT(service.StateOf("us-east-1", "golden-2"), Optional(ImageState::kAvailable));
  EXPECT_EQ(service.Find("us-east-1", "golden-2")->arn,
            "arn:aws:appstream:us-east-1:123456789012:image/golden-2");
}

TEST(CopyImageTest, FreesItsSlotWhenItEnds) {
  BareService service({.quotas = {.concurrent_copies = 1},
                       .timing = {.copy = {.time = minutes{20}}},
                       .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "first", "eu-west-1"}));
  service.clock().Advance(minutes{20} - microseconds{1});
  EXPECT_FALSE(service->CopyImage({"golden", "second", "eu-west-1"}));

  service.clock().Advance(microseconds{1});

  EXPECT_TRUE(service->CopyImage({"golden", "second", "eu-west-1"}));
}

TEST(CopyImageTest, TakesASlotOfItsDestinationRegionOnly) {
  BareService service({.quotas = {.concurrent_copies = 1}, .images = {{.name = "golden"}}});

  EXPECT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));
  EXPECT_TRUE(service->CopyImage({"golden", "copy", "eu-west-2"}));
  EXPECT_TRUE(service->CopyImage({"golden", "copy", "us-east-1"}));
}

TEST(CopyImageTest, CountsTowardsTheQuotaWhileItRuns) {
  BareService service({.quotas = {.images = 1}, .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "first", "eu-west-1"}));

  const auto second = service->CopyImage({"golden", "second", "eu-west-1"});

  EXPECT_EQ(second.GetError().message,
            "The account 123456789012 has reached its quota of 1 images in eu-west-1.");
}

TEST(CopyImageTest, IsNotHinderedByPublicOrSharedImages) {
  BareService service(
      {.quotas = {.images = 1},
       .images = {{.name = "golden"},
                  {.region = "eu-west-1",
                   .name = "AppStream-Base",
                   .details = {.visibility = Visibility::kPublic}},
                  {.region = "eu-west-1", .name = "golden-eu", .owner = "210987654321"}}});

  EXPECT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));
}

TEST(CopyImageTest, RunsFromAGivenCopyingImageToo) {
  BareService service(
      {.quotas = {.concurrent_copies = 1},
       .timing = {.copy = {.time = minutes{5}}},
       .images = {{.name = "golden"},
                  {.region = "eu-west-1", .name = "running", .state = ImageState::kCopying}}});
  EXPECT_EQ(service->CopyImage({"golden", "more", "eu-west-1"}).GetError().code,
            ErrorCode::kLimitExceeded);

  service.clock().Advance(minutes{5});

  EXPECT_THAT(service.StateOf("eu-west-1", "running"), Optional(ImageState::kAvailable));
  EXPECT_TRUE(service->CopyImage({"golden", "more", "eu-west-1"}));
}

TEST(CopyImageTest, CarriesOverTheContentOfTheSource) {
  BareService service(
      {.images = {{.name = "golden",
                   .details = {.image_builder_supported = true,
                               .platform = "WINDOWS_SERVER_2022",
                               .applications = {{.name = "notepad"}},
                               .public_base_image_released_date = Instant{microseconds{5}},
                               .appstream_agent_version = "06-19-2019",
                               .supported_instance_families = {"GENERAL_PURPOSE"},
                               .dynamic_app_providers_enabled = "ENABLED",
                               .managed_software_included = true,
                               .image_type = "CUSTOM"}}}});

  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  const Image copy = service.Find("eu-west-1", "golden-eu").value();
  EXPECT_EQ(copy.image_builder_supported, true);
  EXPECT_EQ(copy.platform, "WINDOWS_SERVER_2022");
  EXPECT_THAT(copy.applications, testing::ElementsAre(Application{.name = "notepad"}));
  EXPECT_EQ(copy.public_base_image_released_date, Instant{microseconds{5}});
  EXPECT_EQ(copy.appstream_agent_version, "06-19-2019");
  EXPECT_THAT(copy.supported_instance_families, testing::ElementsAre("GENERAL_PURPOSE"));
  EXPECT_EQ(copy.dynamic_app_providers_enabled, "ENABLED");
  EXPECT_EQ(copy.managed_software_included, true);
  EXPECT_EQ(copy.image_type, "CUSTOM");
}

TEST(CopyImageTest, LeavesBehindWhatBelongsToTheSourceAlone) {
  BareService service(
      {.images = {{.name = "golden",
                   .tags = {{"team", "blue"}},
                   .shared_with = {{.shared_account_id = "210987654321",
                                    .image_permissions = ImagePermissions{.allow_fleet = true}}},
                   .details = {.base_image_arn = "arn:aws:appstream:us-east-1::image/base",
                               .display_name = "Golden",
                               .image_builder_name = "builder",
                               .image_errors = {{.error_code = "OLD"}}}}}});
  service.clock().Advance(minutes{7});

  ASSERT_TRUE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  const Image copy = service.Find("eu-west-1", "golden-eu").value();
  EXPECT_EQ(copy.name, "golden-eu");
  EXPECT_EQ(copy.arn, "arn:aws:appstream:eu-west-1:123456789012:image/golden-eu");
  EXPECT_EQ(copy.display_name, "golden-eu");
  EXPECT_EQ(copy.base_image_arn, std::nullopt);
  EXPECT_EQ(copy.image_builder_name, std::nullopt);
  EXPECT_EQ(copy.visibility, Visibility::kPrivate);
  EXPECT_EQ(copy.created_time, service.clock().Now());
  EXPECT_EQ(copy.image_shared_with_others, "FALSE");
  EXPECT_THAT(copy.image_errors, IsEmpty());
  EXPECT_THAT(service.In("eu-west-1").ListTagsForResource({copy.arn})->tags, IsEmpty());
  EXPECT_THAT(service.In("eu-west-1")
                  .DescribeImagePermissions({.name = "golden-eu"})
                  ->shared_image_permissions_list,
              IsEmpty());
}

TEST(CopyImageTest, TakesItsDescriptionFromTheRequest) {
  BareService service({.images = {{.name = "golden", .details = {.description = "the source"}}}});

  ASSERT_TRUE(service->CopyImage({.source_image_name = "golden",
                                  .destination_image_name = "golden-eu",
                                  .destination_region = "eu-west-1",
                                  .destination_image_description = "the copy"}));

  EXPECT_EQ(service.Find("eu-west-1", "golden-eu")->description, "the copy");
}

TEST(CopyImageTest, HasTheArnOfItsPartition) {
  BareService service({.images = {{.region = "us-gov-west-1", .name = "golden"}}});

  ASSERT_TRUE(service.In("us-gov-west-1").CopyImage({"golden", "copy", "us-gov-east-1"}));

  EXPECT_EQ(service.Find("us-gov-east-1", "copy")->arn,
            "arn:aws-us-gov:appstream:us-gov-east-1:123456789012:image/copy");
}

}  // namespace
}  // namespace fakestream
