// SPDX-License-Identifier: Apache-2.0
// CreateUpdatedImage.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using testing::ElementsAre;
using testing::Optional;
using testing::Pair;

TEST(CreateUpdatedImageTest, MakesANewImageThatBecomesAvailable) {
  BareService service({.timing = {.update = {.time = hours{3}}}, .images = {{.name = "golden"}}});

  const auto updated =
      service->CreateUpdatedImage({.existing_image_name = "golden", .new_image_name = "newer"});

  EXPECT_EQ(updated->can_update_image, true);
  EXPECT_EQ(updated->image->name, "newer");
  EXPECT_EQ(updated->image->state, ImageState::kCreating);
  service.clock().Advance(hours{3} - microseconds{1});
  EXPECT_THAT(service.StateOf("us-east-1", "newer"), Optional(ImageState::kCreating));
  service.clock().Advance(microseconds{1});
  EXPECT_THAT(service.StateOf("us-east-1", "newer"), Optional(ImageState::kAvailable));
  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kAvailable));
}

TEST(CreateUpdatedImageTest, AnswersCreatingEvenWhenTheUpdateTakesNoTime) {
  BareService service({.timing = {.update = {}}, .images = {{.name = "golden"}}});

  const auto updated =
      service->CreateUpdatedImage({.existing_image_name = "golden", .new_image_name = "newer"});

  EXPECT_EQ(updated->image->state, ImageState::kCreating);
  EXPECT_THAT(service.StateOf("us-east-1", "newer"), Optional(ImageState::kAvailable));
}

TEST(CreateUpdatedImageTest, FailsWithItsOwnReasonWhenTheDirectivesSaySo) {
  BareService service({.timing = {.update = {.time = hours{3}}}, .images = {{.name = "golden"}}});
  service.state().directives = {.ending = Ending::kFailed};
  ASSERT_TRUE(
      service->CreateUpdatedImage({.existing_image_name = "golden", .new_image_name = "newer"}));

  service.clock().Advance(hours{3});

  EXPECT_THAT(service.Find("us-east-1", "newer")->state_change_reason,
              Optional(StateChangeReason{.code = StateChangeCode::kImageUpdateFailure,
                                         .message = "The image newer could not be updated."}));
}

TEST(CreateUpdatedImageTest, TakesNamesAndTagsFromTheRequest) {
  BareService service({.images = {{.name = "golden",
                                   .tags = {{"old", ""}},
                                   .details = {.image_builder_name = "builder",
                                               .platform = "WINDOWS",
                                               .description = "old"}}}});

  ASSERT_TRUE(service->CreateUpdatedImage({.existing_image_name = "golden",
                                           .new_image_name = "newer",
                                           .new_image_description = "new",
                                           .new_image_display_name = "Newer",
                                           .new_image_tags = Tags{{"team", "blue"}}}));

  const Image newer = service.Find("us-east-1", "newer").value();
  EXPECT_EQ(newer.description, "new");
  EXPECT_EQ(newer.display_name, "Newer");
  EXPECT_EQ(newer.platform, "WINDOWS");
  EXPECT_EQ(newer.image_builder_name, std::nullopt);
  EXPECT_EQ(newer.arn, "arn:aws:appstream:us-east-1:123456789012:image/newer");
  EXPECT_THAT(service->ListTagsForResource({newer.arn})->tags, ElementsAre(Pair("team", "blue")));
}

TEST(CreateUpdatedImageTest, DryRunOnlySaysWhetherItCould) {
  BareService service(
      {.images = {{.name = "golden"}, {.name = "ancient", .is_compatible = false}}});
  const auto could = [&](const std::string& name) {
    return service->CreateUpdatedImage(
        {.existing_image_name = name, .new_image_name = "newer", .dry_run = true});
  };

  EXPECT_EQ(could("golden"), CreateUpdatedImageResult{.can_update_image = true});
  EXPECT_EQ(could("ancient"), CreateUpdatedImageResult{.can_update_image = false});
  EXPECT_EQ(service.Find("us-east-1", "newer"), std::nullopt);
}

TEST(CreateUpdatedImageTest, RefusesForEachReasonInOrder) {
  BareService service({.account = {.status = AccountStatus::kSuspended},
                       .quotas = {.images = 4, .concurrent_updates = 0},
                       .images = {{.name = "golden"},
                                  {.name = "busy", .state = ImageState::kCopying},
                                  {.name = "ancient", .is_compatible = false},
                                  {.name = "taken"}}});
  const auto refusal = [&](const std::string& source, const std::string& target) {
    return service->CreateUpdatedImage({.existing_image_name = source, .new_image_name = target})
        .GetError();
  };

  EXPECT_EQ(refusal("nobody", "taken").code, ErrorCode::kInvalidAccountStatus);
  service.state().account.status = AccountStatus::kActive;
  EXPECT_EQ(refusal("nobody", "taken").code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(refusal("busy", "taken").code, ErrorCode::kOperationNotPermitted);
  EXPECT_EQ(refusal("ancient", "taken").code, ErrorCode::kIncompatibleImage);
  EXPECT_EQ(refusal("golden", "taken").code, ErrorCode::kResourceAlreadyExists);
  EXPECT_EQ(refusal("golden", "newer").message,
            "The account 123456789012 has reached its quota of 4 images in us-east-1.");
  service.state().quotas.images = 5;
  EXPECT_EQ(refusal("golden", "newer").message,
            "The account 123456789012 has reached its limit of 0 concurrent image updates in "
            "us-east-1.");
}

TEST(CreateUpdatedImageTest, RunsFiveTimesAtOnceAtMostAndTakesNoSlotOfCopies) {
  BareService service(
      {.quotas = {.images = 100, .concurrent_copies = 1}, .images = {{.name = "golden"}}});
  const auto update = [&](int number) {
    return service->CreateUpdatedImage(
        {.existing_image_name = "golden", .new_image_name = "newer-" + std::to_string(number)});
  };
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(update(i));

  EXPECT_EQ(update(5).GetError().code, ErrorCode::kLimitExceeded);
  EXPECT_TRUE(service->CopyImage({"golden", "copy", "us-east-1"}));
  service.clock().Advance(hours{3});
  EXPECT_TRUE(update(5));
}

}  // namespace
}  // namespace fakestream
