// SPDX-License-Identifier: Apache-2.0
// Every switch of Behavior, both ways: what AWS does not document and a user may choose.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using std::chrono::minutes;
using testing::IsEmpty;
using testing::Optional;

ErrorCode CodeOfForeignCopy(ForeignCopy answer, const GivenImage& foreign) {
  BareService service({.behavior = {.copy_of_foreign_image = answer}, .images = {foreign}});
  return service->CopyImage({foreign.name, "copy", "eu-west-1"}).GetError().code;
}

TEST(BehaviorTest, CopyOfAForeignImageIsNotFoundOrNotPermitted) {
  const GivenImage base{.name = "base", .details = {.visibility = Visibility::kPublic}};
  const GivenImage theirs{.name = "theirs", .owner = "210987654321"};

  EXPECT_EQ(CodeOfForeignCopy(ForeignCopy::kNotFound, base), ErrorCode::kResourceNotFound);
  EXPECT_EQ(CodeOfForeignCopy(ForeignCopy::kNotFound, theirs), ErrorCode::kResourceNotFound);
  EXPECT_EQ(CodeOfForeignCopy(ForeignCopy::kNotPermitted, base), ErrorCode::kOperationNotPermitted);
  EXPECT_EQ(CodeOfForeignCopy(ForeignCopy::kNotPermitted, theirs),
            ErrorCode::kOperationNotPermitted);
}

TEST(BehaviorTest, CopyOfNothingIsNotFoundHoweverForeignImagesAreTreated) {
  BareService service({.behavior = {.copy_of_foreign_image = ForeignCopy::kNotPermitted}});

  EXPECT_EQ(service->CopyImage({"golden", "copy", "eu-west-1"}).GetError().code,
            ErrorCode::kResourceNotFound);
}

ServiceError ErrorOfCopyToTheMoon(UnsupportedRegion answer) {
  BareService service({.behavior = {.unsupported_region = answer}, .images = {{.name = "golden"}}});
  return service->CopyImage({"golden", "copy", "moon-base-1"}).GetError();
}

TEST(BehaviorTest, UnsupportedRegionIsRefusedInOneOfThreeWays) {
  const ServiceError usual = ErrorOfCopyToTheMoon(UnsupportedRegion::kInvalidParameterValue);

  EXPECT_EQ(usual.code, ErrorCode::kInvalidParameterValue);
  EXPECT_EQ(usual.message, "The region moon-base-1 is not supported.");
  EXPECT_EQ(ErrorOfCopyToTheMoon(UnsupportedRegion::kValidation).code, ErrorCode::kValidation);
  EXPECT_EQ(ErrorOfCopyToTheMoon(UnsupportedRegion::kNotFound).code, ErrorCode::kResourceNotFound);
}

TEST(BehaviorTest, UnsupportedRegionMayBeAccepted) {
  BareService service({.behavior = {.unsupported_region = UnsupportedRegion::kAccepted},
                       .images = {{.name = "golden"}}});

  EXPECT_TRUE(service->CopyImage({"golden", "copy", "moon-base-1"}));
  EXPECT_THAT(service.StateOf("moon-base-1", "copy"), Optional(ImageState::kCopying));
}

TEST(BehaviorTest, RegionsWithoutAppStreamAreUnsupportedAndThoseWithItAreNot) {
  for (const auto* const region :
       {"us-west-1", "eu-north-1", "af-south-1", "cn-north-1", "EU-WEST-1"}) {
    EXPECT_FALSE(IsAppStreamRegion(region)) << region;
  }
  for (const std::string_view region : AppStreamRegions()) {
    EXPECT_TRUE(IsAppStreamRegion(region)) << region;
  }
  EXPECT_TRUE(IsAppStreamRegion("us-gov-east-1"));
  EXPECT_TRUE(IsAppStreamRegion("us-west-2"));
}

TEST(BehaviorTest, UnknownNameInDescribeIsNotFoundOrMissing) {
  BareService strict({.images = {{.name = "golden"}}});
  BareService lenient({.behavior = {.unknown_name_in_describe = UnknownName::kEmpty},
                       .images = {{.name = "golden"}}});
  const DescribeImagesRequest request{.names = {{"golden", "nobody"}}};
  const DescribeImagesRequest by_arn{
      .arns = {{"arn:aws:appstream:us-east-1:123456789012:image/nobody"}}};

  EXPECT_EQ(strict->DescribeImages(request).GetError().code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(NamesOf(lenient->DescribeImages(request)->images), std::vector<std::string>{"golden"});
  EXPECT_THAT(lenient->DescribeImages(by_arn)->images, IsEmpty());
}

TEST(BehaviorTest, SourceStaysAvailableWhileItIsCopied) {
  BareService service({.images = {{.name = "golden"}}});

  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));

  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kAvailable));
}

TEST(BehaviorTest, SourceMayShowCopyingUntilItsCopyEnds) {
  BareService service({.timing = {.copy = {.time = minutes{20}}},
                       .behavior = {.source_while_copying = SourceWhileCopying::kCopying},
                       .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));

  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kCopying));
  EXPECT_EQ(service->CopyImage({"golden", "copy-2", "eu-west-1"}).GetError().code,
            ErrorCode::kResourceNotAvailable);

  service.clock().Advance(minutes{20});
  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kAvailable));
}

TEST(BehaviorTest, SourceThatShowsCopyingTakesNoSlotOfItsRegion) {
  BareService service({.quotas = {.concurrent_copies = 1},
                       .behavior = {.source_while_copying = SourceWhileCopying::kCopying},
                       .images = {{.name = "golden"}, {.region = "eu-west-1", .name = "other"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));

  EXPECT_TRUE(service.In("eu-west-1").CopyImage({"other", "copy", "us-east-1"}));
}

TEST(BehaviorTest, SourceThatShowsCopyingIsReleasedByACopyThatTakesNoTime) {
  BareService service({.timing = {.copy = {}},
                       .behavior = {.source_while_copying = SourceWhileCopying::kCopying},
                       .images = {{.name = "golden"}}});

  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));

  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kAvailable));
}

TEST(BehaviorTest, SourceThatWasReplacedMeanwhileIsNotReleased) {
  BareService service({.timing = {.copy = {.time = minutes{20}}, .deletion = {}},
                       .behavior = {.source_while_copying = SourceWhileCopying::kCopying},
                       .images = {{.name = "golden"}, {.name = "other"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));
  ASSERT_TRUE(service->DeleteImage({"golden"}));
  service.clock().Advance(minutes{5});
  ASSERT_TRUE(service->CopyImage({"other", "golden", "us-east-1"}));

  service.clock().Advance(minutes{15});
  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kCopying));

  service.clock().Advance(minutes{5});
  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kAvailable));
}

TEST(BehaviorTest, NameOfAFailedImageIsTakenOrFree) {
  const std::vector<GivenImage> images = {{.name = "golden"},
                                          {.name = "failed", .state = ImageState::kFailed}};
  BareService taken({.images = images});
  BareService free({.behavior = {.name_of_failed_image = NameUse::kFree}, .images = images});

  EXPECT_EQ(taken->CopyImage({"golden", "failed", "us-east-1"}).GetError().code,
            ErrorCode::kResourceAlreadyExists);
  EXPECT_TRUE(free->CopyImage({"golden", "failed", "us-east-1"}));
  EXPECT_THAT(free.StateOf("us-east-1", "failed"), Optional(ImageState::kCopying));
}

TEST(BehaviorTest, ImageThatTakesTheNameOfAFailedOneNeedsNoQuotaOfItsOwn) {
  BareService service(
      {.quotas = {.images = 2},
       .behavior = {.name_of_failed_image = NameUse::kFree},
       .images = {{.name = "golden"}, {.name = "failed", .state = ImageState::kFailed}}});

  EXPECT_TRUE(service->CopyImage({"golden", "failed", "us-east-1"}));
}

TEST(BehaviorTest, NameOfADeletingImageIsTakenOrFree) {
  const std::vector<GivenImage> images = {{.name = "golden"}, {.name = "old"}};
  BareService taken({.images = images});
  BareService free({.behavior = {.name_of_deleting_image = NameUse::kFree}, .images = images});
  ASSERT_TRUE(taken->DeleteImage({"old"}));
  ASSERT_TRUE(free->DeleteImage({"old"}));

  EXPECT_EQ(taken->CopyImage({"golden", "old", "us-east-1"}).GetError().code,
            ErrorCode::kResourceAlreadyExists);
  EXPECT_TRUE(free->CopyImage({"golden", "old", "us-east-1"}));
}

TEST(BehaviorTest, ImageThatTookADeletingNameOutlivesTheOldDeletion) {
  BareService service({.timing = {.copy = {.time = minutes{9}}, .deletion = minutes{1}},
                       .behavior = {.name_of_deleting_image = NameUse::kFree},
                       .images = {{.name = "golden"}, {.name = "old"}}});
  ASSERT_TRUE(service->DeleteImage({"old"}));
  ASSERT_TRUE(service->CopyImage({"golden", "old", "us-east-1"}));

  service.clock().Advance(minutes{1});
  EXPECT_THAT(service.StateOf("us-east-1", "old"), Optional(ImageState::kCopying));

  service.clock().Advance(minutes{8});
  EXPECT_THAT(service.StateOf("us-east-1", "old"), Optional(ImageState::kAvailable));
}

TEST(BehaviorTest, FailedImagesCountTowardsTheQuotaOrNot) {
  const std::vector<GivenImage> images = {{.name = "golden"},
                                          {.name = "failed", .state = ImageState::kFailed}};
  BareService counts({.quotas = {.images = 2}, .images = images});
  BareService ignored(
      {.quotas = {.images = 2}, .behavior = {.failed_images_count = false}, .images = images});

  EXPECT_EQ(counts->CopyImage({"golden", "copy", "us-east-1"}).GetError().code,
            ErrorCode::kLimitExceeded);
  EXPECT_TRUE(ignored->CopyImage({"golden", "copy", "us-east-1"}));
}

TEST(BehaviorTest, DeleteOfACopyingImageIsNotPermittedOrInUse) {
  for (const auto& [refusal, code] :
       {std::pair{Refusal::kNotPermitted, ErrorCode::kOperationNotPermitted},
        std::pair{Refusal::kInUse, ErrorCode::kResourceInUse}}) {
    BareService service(
        {.behavior = {.delete_of_copying_image = refusal}, .images = {{.name = "golden"}}});
    ASSERT_TRUE(service->CopyImage({"golden", "copy", "us-east-1"}));

    const ServiceError error = service->DeleteImage({"copy"}).GetError();

    EXPECT_EQ(error.code, code);
    EXPECT_EQ(error.message, "The image copy can't be deleted while it is being copied.");
  }
}

TEST(BehaviorTest, CopyGoesOnOrFailsWhenItsSourceIsDeleted) {
  for (const auto& [deletion, state] :
       {std::pair{SourceDeletion::kCopyGoesOn, ImageState::kAvailable},
        std::pair{SourceDeletion::kCopyFails, ImageState::kFailed}}) {
    BareService service({.timing = {.copy = {.time = minutes{20}}},
                         .behavior = {.source_deleted_while_copying = deletion},
                         .images = {{.name = "golden"}}});
    ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));

    ASSERT_TRUE(service->DeleteImage({"golden"}));
    service.clock().Advance(minutes{20});

    EXPECT_THAT(service.StateOf("eu-west-1", "copy"), Optional(state));
  }
}

TEST(BehaviorTest, DeletedSourceFailsItsOwnRunningCopiesOnly) {
  BareService service(
      {.timing = {.copy = {.time = minutes{20}}},
       .behavior = {.source_deleted_while_copying = SourceDeletion::kCopyFails},
       .images = {
           {.name = "golden"}, {.name = "other"}, {.region = "eu-west-1", .name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "done", "eu-west-2"}));
  service.clock().Advance(minutes{20});
  ASSERT_TRUE(service->CopyImage({"golden", "running", "eu-west-2"}));
  ASSERT_TRUE(service->CopyImage({"other", "of-other", "us-west-2"}));
  ASSERT_TRUE(service.In("eu-west-1").CopyImage({"golden", "of-twin", "us-west-2"}));

  ASSERT_TRUE(service->DeleteImage({"golden"}));

  EXPECT_THAT(service.StateOf("eu-west-2", "running"), Optional(ImageState::kFailed));
  EXPECT_THAT(service.Find("eu-west-2", "running")->state_change_reason->code,
              Optional(StateChangeCode::kImageCopyFailure));
  EXPECT_THAT(service.StateOf("eu-west-2", "done"), Optional(ImageState::kAvailable));
  EXPECT_THAT(service.StateOf("us-west-2", "of-other"), Optional(ImageState::kCopying));
  EXPECT_THAT(service.StateOf("us-west-2", "of-twin"), Optional(ImageState::kCopying));
}

TEST(BehaviorTest, DeleteOfASharedImageIsInUseOrNotPermitted) {
  const std::vector<GivenImage> images = {
      {.name = "golden", .shared_with = {{.shared_account_id = "210987654321"}}}};
  BareService in_use({.images = images});
  BareService not_permitted(
      {.behavior = {.delete_of_shared_image = Refusal::kNotPermitted}, .images = images});

  EXPECT_EQ(in_use->DeleteImage({"golden"}).GetError().code, ErrorCode::kResourceInUse);
  EXPECT_EQ(not_permitted->DeleteImage({"golden"}).GetError().code,
            ErrorCode::kOperationNotPermitted);
}

TEST(BehaviorTest, StateInTheReplyToDeleteIsAvailableOrDeleting) {
  BareService available({.images = {{.name = "golden"}}});
  BareService deleting({.behavior = {.state_in_delete_reply = DeleteReply::kDeleting},
                        .images = {{.name = "golden"}}});

  EXPECT_THAT(available->DeleteImage({"golden"})->image->state, Optional(ImageState::kAvailable));
  EXPECT_THAT(deleting->DeleteImage({"golden"})->image->state, Optional(ImageState::kDeleting));
}

TEST(BehaviorTest, StatusOfNotFoundIs400Or404AtEveryOperation) {
  BareService usual;
  BareService newer({.behavior = {.status_of_not_found = NotFoundStatus::k404}});
  const std::string arn = "arn:aws:appstream:us-east-1:123456789012:image/golden";
  const auto statuses = [&](AppStream& service) {
    return std::vector<int>{
        service.CopyImage({"golden", "copy", "eu-west-1"}).GetError().http_status,
        service.DescribeImages({.names = {{"golden"}}}).GetError().http_status,
        service.DescribeImages({.arns = {{arn}}}).GetError().http_status,
        service.DeleteImage({"golden"}).GetError().http_status,
        service.DescribeImagePermissions({.name = "golden"}).GetError().http_status,
        service.TagResource({arn, Tags{{"a", "b"}}}).GetError().http_status,
        service.ListTagsForResource({arn}).GetError().http_status};
  };

  EXPECT_THAT(statuses(*usual), testing::AllOf(testing::SizeIs(7), testing::Each(400)));
  EXPECT_THAT(statuses(*newer), testing::AllOf(testing::SizeIs(7), testing::Each(404)));
}

TEST(BehaviorTest, OmittedDescriptionIsAbsentOrTheSources) {
  const std::vector<GivenImage> images = {
      {.name = "golden", .details = {.description = "the source"}}};
  BareService absent({.images = images});
  BareService inherited(
      {.behavior = {.omitted_description = OmittedDescription::kSource}, .images = images});
  ASSERT_TRUE(absent->CopyImage({"golden", "copy", "us-east-1"}));
  ASSERT_TRUE(inherited->CopyImage({"golden", "copy", "us-east-1"}));
  ASSERT_TRUE(inherited->CopyImage({"golden", "told", "us-east-1", "its own"}));

  EXPECT_EQ(absent.Find("us-east-1", "copy")->description, std::nullopt);
  EXPECT_EQ(inherited.Find("us-east-1", "copy")->description, "the source");
  EXPECT_EQ(inherited.Find("us-east-1", "told")->description, "its own");
}

}  // namespace
}  // namespace fakestream
