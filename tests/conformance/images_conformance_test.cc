// SPDX-License-Identifier: Apache-2.0
// What any AppStream must do, part one: the operations that make, list and delete images. A block
// per operation: its success, and each documented error that state can produce.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "conformance/conformance_suite.h"

namespace fakestream {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

INSTANTIATE_TEST_SUITE_P(Arms, AppStreamConformanceTest, testing::ValuesIn(AllArms()),
                         [](const auto& arm) { return arm.param.name; });

TEST_P(AppStreamConformanceTest, CopyImageMakesACopyingImageThatBecomesAvailable) {
  Given({.images = {{.name = "golden"}}});

  const auto copied = client().CopyImage({.source_image_name = "golden",
                                          .destination_image_name = "copy",
                                          .destination_region = "eu-west-1",
                                          .destination_image_description = "für Köln ✓"});

  EXPECT_EQ(copied, CopyImageResult{"copy"});
  const auto at_once = In("eu-west-1").DescribeImages({.names = {{"copy"}}});
  EXPECT_EQ(at_once->images.at(0).state, ImageState::kCopying);
  EXPECT_EQ(at_once->images.at(0).description, "für Köln ✓");
  world().clock().Advance(std::chrono::minutes{20});
  EXPECT_EQ(In("eu-west-1").DescribeImages({.names = {{"copy"}}})->images.at(0).state,
            ImageState::kAvailable);
}

TEST_P(AppStreamConformanceTest, CopyImageAnswersEachOfItsSixErrors) {
  Given({.quotas = {.images = 3, .concurrent_copies = 1},
         .images = {{.name = "golden"},
                    {.name = "pending", .state = ImageState::kPending},
                    {.name = "ancient", .is_compatible = false},
                    {.region = "eu-west-1", .name = "taken"}}});
  const auto copy = [&](const std::string& source, const std::string& target,
                        const std::string& region) {
    return Answer(client().CopyImage({source, target, region}));
  };

  EXPECT_EQ(copy("nobody", "copy", "eu-west-1"), "ResourceNotFoundException 400");
  EXPECT_EQ(copy("pending", "copy", "eu-west-1"), "ResourceNotAvailableException 400");
  EXPECT_EQ(copy("ancient", "copy", "eu-west-1"), "IncompatibleImageException 400");
  EXPECT_EQ(copy("golden", "taken", "eu-west-1"), "ResourceAlreadyExistsException 400");
  EXPECT_EQ(copy("golden", "copy", "us-east-1"), "LimitExceededException 400");
  EXPECT_EQ(copy("golden", "copy", "eu-west-1"), "success");
  EXPECT_EQ(copy("golden", "copy-2", "eu-west-1"), "LimitExceededException 400");
  world().SetAccountStatus(AccountStatus::kSuspended);
  EXPECT_EQ(copy("golden", "copy", "eu-west-2"), "InvalidAccountStatusException 400");
}

TEST_P(AppStreamConformanceTest, DescribeImagesShowsEveryMemberOfAnImage) {
  Image image{.display_name = "Golden",
              .image_builder_supported = true,
              .image_builder_name = "builder",
              .platform = "WINDOWS_SERVER_2022",
              .description = "line one\nline \"two\"",
              .state_change_reason = StateChangeReason{StateChangeCode::kInternalError, "odd"},
              .applications = {{.name = "notepad",
                                .enabled = true,
                                .metadata = {{"KEY", "value"}},
                                .icon_s3_location = S3Location{"bucket", "key"},
                                .platforms = {"WINDOWS"},
                                .created_time = Instant{std::chrono::seconds{5}}}},
              .public_base_image_released_date = Instant{std::chrono::milliseconds{1500}},
              .appstream_agent_version = "LATEST",
              .image_permissions = ImagePermissions{true, false},
              .image_errors = {{.error_code = "CODE", .error_message = "text"}},
              .supported_instance_families = {"GENERAL_PURPOSE", "COMPUTE"},
              .dynamic_app_providers_enabled = "DISABLED",
              .managed_software_included = false,
              .image_type = "CUSTOM"};
  Given({.images = {{.name = "golden", .details = image}}});

  const auto listed = client().DescribeImages({});

  ASSERT_THAT(listed->images, SizeIs(1));
  EXPECT_EQ(listed->images[0], world().FindImage("us-east-1", "golden"));
  EXPECT_EQ(listed->images[0].applications, image.applications);
  EXPECT_EQ(listed->images[0].description, image.description);
}

TEST_P(AppStreamConformanceTest, DescribeImagesPagesThroughAllImages) {
  WorldOptions options;
  for (int i = 100; i < 160; ++i) options.images.push_back({.name = "image-" + std::to_string(i)});
  Given(options);

  const auto first = client().DescribeImages({});
  const auto second = client().DescribeImages({.next_token = first->next_token});
  const auto third = client().DescribeImages({.next_token = second->next_token});

  EXPECT_THAT(first->images, SizeIs(25));
  EXPECT_THAT(second->images, SizeIs(25));
  EXPECT_THAT(third->images, SizeIs(10));
  EXPECT_EQ(third->images.back().name, "image-159");
  EXPECT_EQ(third->next_token, std::nullopt);
}

TEST_P(AppStreamConformanceTest, DescribeImagesFiltersByTypeNameAndArn) {
  Given({.images = {{.name = "golden"}, {.name = "theirs", .owner = "210987654321"}}});
  const auto first = [&](const DescribeImagesRequest& request) {
    return client().DescribeImages(request)->images.at(0).name;
  };

  EXPECT_EQ(first({.type = Visibility::kShared}), "theirs");
  EXPECT_EQ(first({.names = {{"golden"}}}), "golden");
  EXPECT_EQ(first({.arns = {{"arn:aws:appstream:us-east-1:210987654321:image/theirs"}}}), "theirs");
  EXPECT_THAT(client().DescribeImages({.type = Visibility::kPublic})->images, IsEmpty());
}

TEST_P(AppStreamConformanceTest, DescribeImagesAnswersItsErrors) {
  Given({});

  EXPECT_EQ(Answer(client().DescribeImages({.names = {{"nobody"}}})),
            "ResourceNotFoundException 400");
  EXPECT_EQ(Answer(client().DescribeImages({.names = {{"a"}}, .type = Visibility::kPublic})),
            "InvalidParameterCombinationException 400");
}

TEST_P(AppStreamConformanceTest, DeleteImageRemovesTheImage) {
  Given({.images = {{.name = "golden"}}});

  const auto deleted = client().DeleteImage({"golden"});
  world().clock().Advance(std::chrono::minutes{1});

  EXPECT_EQ(deleted->image->name, "golden");
  EXPECT_THAT(client().DescribeImages({})->images, IsEmpty());
}

TEST_P(AppStreamConformanceTest, DeleteImageAnswersItsErrors) {
  Given({.images = {{.name = "golden"},
                    {.name = "used", .is_used_by_fleet = true},
                    {.name = "theirs", .owner = "210987654321"}}});

  EXPECT_EQ(Answer(client().DeleteImage({"nobody"})), "ResourceNotFoundException 400");
  EXPECT_EQ(Answer(client().DeleteImage({"used"})), "ResourceInUseException 400");
  EXPECT_EQ(Answer(client().DeleteImage({"theirs"})), "OperationNotPermittedException 400");
  ASSERT_EQ(Answer(client().DeleteImage({"golden"})), "success");
  EXPECT_EQ(Answer(client().DeleteImage({"golden"})), "ConcurrentModificationException 400");
}

TEST_P(AppStreamConformanceTest, CreateUpdatedImageMakesANewerImage) {
  Given({.images = {{.name = "golden"}}});

  const auto could = client().CreateUpdatedImage(
      {.existing_image_name = "golden", .new_image_name = "newer", .dry_run = true});
  const auto updated = client().CreateUpdatedImage({.existing_image_name = "golden",
                                                    .new_image_name = "newer",
                                                    .new_image_tags = Tags{{"team", "blue"}}});

  EXPECT_EQ(could, (CreateUpdatedImageResult{.image = {}, .can_update_image = true}));
  EXPECT_EQ(updated->image->state, ImageState::kCreating);
  EXPECT_EQ(updated->can_update_image, true);
  EXPECT_EQ(client().ListTagsForResource({updated->image->arn})->tags, (Tags{{"team", "blue"}}));
}

TEST_P(AppStreamConformanceTest, CreateUpdatedImageAnswersItsErrors) {
  Given({.quotas = {.images = 5, .concurrent_updates = 0},
         .images = {{.name = "golden"},
                    {.name = "pending", .state = ImageState::kPending},
                    {.name = "ancient", .is_compatible = false}}});
  const auto update = [&](const std::string& source, const std::string& target) {
    return Answer(
        client().CreateUpdatedImage({.existing_image_name = source, .new_image_name = target}));
  };

  EXPECT_EQ(update("nobody", "newer"), "ResourceNotFoundException 400");
  EXPECT_EQ(update("pending", "newer"), "OperationNotPermittedException 400");
  EXPECT_EQ(update("ancient", "newer"), "IncompatibleImageException 400");
  EXPECT_EQ(update("golden", "pending"), "ResourceAlreadyExistsException 400");
  EXPECT_EQ(update("golden", "newer"), "LimitExceededException 400");
  world().SetAccountStatus(AccountStatus::kSuspended);
  EXPECT_EQ(update("golden", "newer"), "InvalidAccountStatusException 400");
}

}  // namespace
}  // namespace fakestream
