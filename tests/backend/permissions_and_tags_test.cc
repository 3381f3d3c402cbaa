// SPDX-License-Identifier: Apache-2.0
// Who may use an image, and its tags.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view kGolden = "arn:aws:appstream:us-east-1:123456789012:image/golden";

std::vector<SharedImagePermissions> SharedWith(BareService& service) {
  return service->DescribeImagePermissions({.name = "golden"})->shared_image_permissions_list;
}

TEST(ImagePermissionsTest, ArePutAndReadBack) {
  BareService service({.images = {{.name = "golden"}}});

  ASSERT_TRUE(service->UpdateImagePermissions(
      {"golden", "210987654321", ImagePermissions{.allow_fleet = true}}));

  EXPECT_THAT(SharedWith(service),
              ElementsAre(SharedImagePermissions{
                  .shared_account_id = "210987654321",
                  .image_permissions = ImagePermissions{.allow_fleet = true}}));
  EXPECT_EQ(service.Find("us-east-1", "golden")->image_shared_with_others, "TRUE");
}

TEST(ImagePermissionsTest, AreReplacedByALaterUpdate) {
  BareService service({.images = {{.name = "golden"}}});
  const ImagePermissions builder{.allow_fleet = false, .allow_image_builder = true};
  ASSERT_TRUE(service->UpdateImagePermissions(
      {"golden", "210987654321", ImagePermissions{.allow_fleet = true}}));

  ASSERT_TRUE(service->UpdateImagePermissions({"golden", "210987654321", builder}));

  EXPECT_THAT(SharedWith(service), ElementsAre(SharedImagePermissions{"210987654321", builder}));
}

TEST(ImagePermissionsTest, EndWhenBothAreTakenAway) {
  BareService service({.images = {{.name = "golden"}}});
  ASSERT_TRUE(service->UpdateImagePermissions(
      {"golden", "210987654321", ImagePermissions{.allow_fleet = true}}));

  ASSERT_TRUE(service->UpdateImagePermissions(
      {"golden", "210987654321",
       ImagePermissions{.allow_fleet = false, .allow_image_builder = false}}));

  EXPECT_THAT(SharedWith(service), IsEmpty());
  EXPECT_EQ(service.Find("us-east-1", "golden")->image_shared_with_others, "FALSE");
}

TEST(ImagePermissionsTest, AreForAHundredAccountsAtMost) {
  BareService service({.images = {{.name = "golden"}}});
  const ImagePermissions fleet{.allow_fleet = true};
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(
        service->UpdateImagePermissions({"golden", std::to_string(100'000'000'000 + i), fleet}));
  }

  const auto one_more = service->UpdateImagePermissions({"golden", "210987654321", fleet});

  EXPECT_EQ(one_more.GetError().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(one_more.GetError().message, "The image golden is already shared with 100 accounts.");
  EXPECT_TRUE(service->UpdateImagePermissions({"golden", "100000000000", fleet}));
  EXPECT_TRUE(service->UpdateImagePermissions({"golden", "210987654321", ImagePermissions{}}));
}

TEST(ImagePermissionsTest, CanBeAskedForSingleAccounts) {
  BareService service({.images = {{.name = "golden",
                                   .shared_with = {{.shared_account_id = "100000000000"},
                                                   {.shared_account_id = "200000000000"}}}}});

  const auto listed = service->DescribeImagePermissions(
      {.name = "golden", .shared_aws_account_ids = {{"200000000000", "300000000000"}}});

  ASSERT_THAT(listed->shared_image_permissions_list, testing::SizeIs(1));
  EXPECT_EQ(listed->shared_image_permissions_list[0].shared_account_id, "200000000000");
  EXPECT_EQ(listed->name, "golden");
}

TEST(ImagePermissionsTest, AreDeletedForOneAccount) {
  BareService service({.images = {{.name = "golden",
                                   .shared_with = {{.shared_account_id = "100000000000"},
                                                   {.shared_account_id = "200000000000"}}}}});

  ASSERT_TRUE(service->DeleteImagePermissions({"golden", "100000000000"}));
  EXPECT_THAT(SharedWith(service), testing::SizeIs(1));
  EXPECT_EQ(service.Find("us-east-1", "golden")->image_shared_with_others, "TRUE");

  ASSERT_TRUE(service->DeleteImagePermissions({"golden", "200000000000"}));
  EXPECT_EQ(service.Find("us-east-1", "golden")->image_shared_with_others, "FALSE");
}

TEST(ImagePermissionsTest, CannotBeDeletedForAnAccountWithoutThem) {
  BareService service({.images = {{.name = "golden"}}});

  const ServiceError error = service->DeleteImagePermissions({"golden", "210987654321"}).GetError();

  EXPECT_EQ(error.code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(error.message, "The image golden is not shared with account 210987654321.");
}

TEST(ImagePermissionsTest, BelongToOwnImagesOnly) {
  BareService service({.images = {{.name = "theirs", .owner = "210987654321"}}});

  EXPECT_EQ(service->DescribeImagePermissions({.name = "theirs"}).GetError().code,
            ErrorCode::kResourceNotFound);
  EXPECT_EQ(service->UpdateImagePermissions({"theirs", "1", ImagePermissions{}}).GetError().code,
            ErrorCode::kResourceNotFound);
  EXPECT_EQ(service->DeleteImagePermissions({"theirs", "1"}).GetError().code,
            ErrorCode::kResourceNotFound);
}

TEST(ImagePermissionsTest, WaitUntilTheImageIsAvailable) {
  BareService service({.images = {{.name = "golden", .state = ImageState::kCopying}}});

  const ServiceError updated =
      service->UpdateImagePermissions({"golden", "210987654321", ImagePermissions{}}).GetError();

  EXPECT_EQ(updated.code, ErrorCode::kResourceNotAvailable);
  EXPECT_EQ(service->DeleteImagePermissions({"golden", "210987654321"}).GetError().code,
            ErrorCode::kResourceNotAvailable);
  EXPECT_TRUE(service->DescribeImagePermissions({.name = "golden"}));
}

TEST(TagsTest, AreAddedReplacedAndListed) {
  BareService service({.images = {{.name = "golden", .tags = {{"team", "blue"}}}}});
  const std::string arn(kGolden);

  ASSERT_TRUE(service->TagResource({arn, Tags{{"team", "red"}, {"Team", "x"}, {"empty", ""}}}));

  EXPECT_THAT(service->ListTagsForResource({arn})->tags,
              ElementsAre(Pair("Team", "x"), Pair("empty", ""), Pair("team", "red")));
}

TEST(TagsTest, AreRemovedByKeyAndUnknownKeysDoNotMatter) {
  BareService service({.images = {{.name = "golden", .tags = {{"a", "1"}, {"b", "2"}}}}});
  const std::string arn(kGolden);

  ASSERT_TRUE(service->UntagResource({arn, {{"a", "never"}}}));

  EXPECT_THAT(service->ListTagsForResource({arn})->tags, ElementsAre(Pair("b", "2")));
}

TEST(TagsTest, AreFiftyAtMostAndReplacedOnesCountOnce) {
  BareService service({.images = {{.name = "golden"}}});
  const std::string arn(kGolden);
  Tags fifty;
  for (int i = 0; i < 50; ++i) fifty["key-" + std::to_string(i)] = "value";
  ASSERT_TRUE(service->TagResource({arn, fifty}));

  const auto one_more = service->TagResource({arn, Tags{{"one-more", ""}}});

  EXPECT_EQ(one_more.GetError().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(one_more.GetError().message, "The resource " + arn + " can't have more than 50 tags.");
  EXPECT_TRUE(service->TagResource({arn, Tags{{"key-7", "other"}}}));
}

TEST(TagsTest, OfAwsItselfDoNotCountAndCannotBeSet) {
  BareService service(
      {.quotas = {.tags = 1}, .images = {{.name = "golden", .tags = {{"aws:origin", "a"}}}}});
  const std::string arn(kGolden);

  EXPECT_TRUE(service->TagResource({arn, Tags{{"mine", ""}}}));
  EXPECT_EQ(service->TagResource({arn, Tags{{"aws:mine", ""}}}).GetError().code,
            ErrorCode::kValidation);
}

TEST(TagsTest, BelongToOwnImagesOfTheRegionOnly) {
  BareService service({.images = {{.name = "golden"},
                                  {.name = "base", .details = {.visibility = Visibility::kPublic}},
                                  {.region = "eu-west-1", .name = "european"}}});

  for (const std::string arn : {"arn:aws:appstream:us-east-1:123456789012:image/nobody",
                                "arn:aws:appstream:us-east-1::image/base",
                                "arn:aws:appstream:us-east-1:210987654321:image/golden",
                                "arn:aws:appstream:us-east-1:123456789012:fleet/golden",
                                "arn:aws:appstream:eu-west-1:123456789012:image/european"}) {
    const ServiceError error = service->ListTagsForResource({arn}).GetError();

    EXPECT_EQ(error.code, ErrorCode::kResourceNotFound) << arn;
    EXPECT_EQ(error.message, "The resource " + arn + " does not exist.");
    EXPECT_EQ(service->TagResource({arn, Tags{{"a", ""}}}).GetError().code,
              ErrorCode::kResourceNotFound);
    EXPECT_EQ(service->UntagResource({arn, {{"a"}}}).GetError().code, ErrorCode::kResourceNotFound);
  }
}

TEST(TagsTest, CannotBeSetWhileTheAccountIsSuspended) {
  BareService service({.account = {.status = AccountStatus::kSuspended},
                       .images = {{.name = "golden", .tags = {{"a", "b"}}}}});
  const std::string arn(kGolden);

  EXPECT_EQ(service->TagResource({arn, Tags{{"c", ""}}}).GetError().code,
            ErrorCode::kInvalidAccountStatus);
  EXPECT_TRUE(service->ListTagsForResource({arn}));
  EXPECT_TRUE(service->UntagResource({arn, {{"a"}}}));
}

}  // namespace
}  // namespace fakestream
