// SPDX-License-Identifier: Apache-2.0
// DeleteImage: what it refuses, and what is gone when.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using testing::Optional;

TEST(DeleteImageTest, RemovesTheImageAfterItsTime) {
  BareService service({.timing = {.deletion = minutes{1}}, .images = {{.name = "golden"}}});

  ASSERT_TRUE(service->DeleteImage({"golden"}));

  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kDeleting));
  service.clock().Advance(minutes{1} - microseconds{1});
  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kDeleting));
  service.clock().Advance(microseconds{1});
  EXPECT_EQ(service.Find("us-east-1", "golden"), std::nullopt);
}

TEST(DeleteImageTest, RemovesTheImageAtOnceWhenDeletionTakesNoTime) {
  BareService service({.timing = {.deletion = {}}, .images = {{.name = "golden"}}});

  ASSERT_TRUE(service->DeleteImage({"golden"}));

  EXPECT_EQ(service.Find("us-east-1", "golden"), std::nullopt);
}

TEST(DeleteImageTest, AnswersTheImageAsItWas) {
  BareService service({.images = {{.name = "golden", .details = {.description = "old"}}}});

  const auto deleted = service->DeleteImage({"golden"});

  EXPECT_EQ(deleted->image->name, "golden");
  EXPECT_EQ(deleted->image->description, "old");
  EXPECT_EQ(deleted->image->state, ImageState::kAvailable);
}

TEST(DeleteImageTest, AnswersNotFoundForAnUnknownImage) {
  BareService service;

  const ServiceError error = service->DeleteImage({"golden"}).GetError();

  EXPECT_EQ(error.code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(error.message, "The image golden for account 123456789012 does not exist.");
}

TEST(DeleteImageTest, RefusesAnImageOfSomebodyElse) {
  BareService service({.images = {{.name = "base", .details = {.visibility = Visibility::kPublic}},
                                  {.name = "theirs", .owner = "210987654321"}}});

  const ServiceError base = service->DeleteImage({"base"}).GetError();
  const ServiceError theirs = service->DeleteImage({"theirs"}).GetError();

  EXPECT_EQ(base.code, ErrorCode::kOperationNotPermitted);
  EXPECT_EQ(base.message, "The image base does not belong to account 123456789012.");
  EXPECT_EQ(theirs.code, ErrorCode::kOperationNotPermitted);
}

TEST(DeleteImageTest, RefusesASecondDeletion) {
  BareService service({.images = {{.name = "golden"}}});
  ASSERT_TRUE(service->DeleteImage({"golden"}));

  const ServiceError error = service->DeleteImage({"golden"}).GetError();

  EXPECT_EQ(error.code, ErrorCode::kConcurrentModification);
  EXPECT_EQ(error.message, "The image golden is already being deleted.");
}

TEST(DeleteImageTest, RefusesAnImageThatAFleetUses) {
  BareService service({.images = {{.name = "golden", .is_used_by_fleet = true}}});

  const ServiceError error = service->DeleteImage({"golden"}).GetError();

  EXPECT_EQ(error.code, ErrorCode::kResourceInUse);
  EXPECT_EQ(error.message,
            "The image golden is used by a fleet. To delete the image, you must remove it from the "
            "fleet.");
}

TEST(DeleteImageTest, RefusesASharedImageUntilItsPermissionsAreGone) {
  BareService service(
      {.images = {{.name = "golden", .shared_with = {{.shared_account_id = "210987654321"}}}}});

  const ServiceError error = service->DeleteImage({"golden"}).GetError();
  EXPECT_EQ(error.code, ErrorCode::kResourceInUse);
  EXPECT_EQ(error.message,
            "The image golden is shared with other accounts. To delete the image, you must remove "
            "its permissions.");

  ASSERT_TRUE(service->DeleteImagePermissions({"golden", "210987654321"}));
  EXPECT_TRUE(service->DeleteImage({"golden"}));
}

TEST(DeleteImageTest, TakesFailedImagesToo) {
  BareService service({.images = {{.name = "golden", .state = ImageState::kFailed}}});

  EXPECT_TRUE(service->DeleteImage({"golden"}));
}

TEST(DeleteImageTest, FreesTheQuotaWhenTheImageIsGone) {
  BareService service({.quotas = {.images = 2},
                       .timing = {.deletion = minutes{1}},
                       .images = {{.name = "golden"}, {.name = "old"}}});
  ASSERT_TRUE(service->DeleteImage({"old"}));
  EXPECT_EQ(service->CopyImage({"golden", "new", "us-east-1"}).GetError().code,
            ErrorCode::kLimitExceeded);

  service.clock().Advance(minutes{1});

  EXPECT_TRUE(service->CopyImage({"golden", "new", "us-east-1"}));
}

TEST(DeleteImageTest, FreesTheNameWhenTheImageIsGone) {
  BareService service(
      {.timing = {.deletion = minutes{1}}, .images = {{.name = "golden"}, {.name = "old"}}});
  ASSERT_TRUE(service->DeleteImage({"old"}));
  EXPECT_EQ(service->CopyImage({"golden", "old", "us-east-1"}).GetError().code,
            ErrorCode::kResourceAlreadyExists);

  service.clock().Advance(minutes{1});

  EXPECT_TRUE(service->CopyImage({"golden", "old", "us-east-1"}));
}

TEST(DeleteImageTest, TakesTheTagsAlong) {
  BareService service({.timing = {.copy = {}, .deletion = {}},
                       .images = {{.name = "golden"}, {.name = "old", .tags = {{"a", "b"}}}}});
  const std::string arn = "arn:aws:appstream:us-east-1:123456789012:image/old";
  ASSERT_TRUE(service->DeleteImage({"old"}));
  EXPECT_EQ(service->ListTagsForResource({arn}).GetError().code, ErrorCode::kResourceNotFound);

  ASSERT_TRUE(service->CopyImage({"golden", "old", "us-east-1"}));

  EXPECT_THAT(service->ListTagsForResource({arn})->tags, testing::IsEmpty());
}

TEST(DeleteImageTest, StopsAManagedUpdateByTime) {
  BareService service({.timing = {.update = {.time = minutes{3}}, .deletion = minutes{9}},
                       .images = {{.name = "golden"}}});
  ASSERT_TRUE(
      service->CreateUpdatedImage({.existing_image_name = "golden", .new_image_name = "newer"}));
  ASSERT_TRUE(service->DeleteImage({"newer"}));

  service.clock().Advance(minutes{3});

  EXPECT_THAT(service.StateOf("us-east-1", "newer"), Optional(ImageState::kDeleting));
}

TEST(DeleteImageTest, StopsAManagedUpdateByDescribes) {
  BareService service({.timing = {.update = {.describes = 1}, .deletion = minutes{9}},
                       .images = {{.name = "golden"}}});
  ASSERT_TRUE(
      service->CreateUpdatedImage({.existing_image_name = "golden", .new_image_name = "newer"}));
  ASSERT_TRUE(service->DeleteImage({"newer"}));

  ASSERT_TRUE(service->DescribeImages({}));

  EXPECT_THAT(service.StateOf("us-east-1", "newer"), Optional(ImageState::kDeleting));
}

}  // namespace
}  // namespace fakestream
