// SPDX-License-Identifier: Apache-2.0
// DescribeImages: whom it shows, by which filters.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// An image of each kind: own, AWS's, and shared by account 210987654321.
BareOptions OneOfEachKind() {
  return {.images = {{.name = "mine"},
                     {.name = "base", .details = {.visibility = Visibility::kPublic}},
                     {.name = "theirs", .owner = "210987654321"}}};
}

TEST(DescribeImagesTest, ListsOwnPublicAndSharedImagesByNameWithoutFilter) {
  BareService service(OneOfEachKind());

  const auto listed = service->DescribeImages({});

  EXPECT_THAT(NamesOf(listed->images), ElementsAre("base", "mine", "theirs"));
  EXPECT_EQ(listed->next_token, std::nullopt);
}

TEST(DescribeImagesTest, FiltersByType) {
  BareService service(OneOfEachKind());
  const auto names = [&](Visibility type) {
    return NamesOf(service->DescribeImages({.type = type})->images);
  };

  EXPECT_THAT(names(Visibility::kPrivate), ElementsAre("mine"));
  EXPECT_THAT(names(Visibility::kPublic), ElementsAre("base"));
  EXPECT_THAT(names(Visibility::kShared), ElementsAre("theirs"));
}

TEST(DescribeImagesTest, ListsNothingWhenNoImageIsOfTheType) {
  BareService service({.images = {{.name = "mine"}}});

  EXPECT_THAT(service->DescribeImages({.type = Visibility::kShared})->images, IsEmpty());
}

TEST(DescribeImagesTest, KeepsAnImageSharedWithOthersAmongThePrivateOnes) {
  BareService service(
      {.images = {{.name = "mine", .shared_with = {{.shared_account_id = "210987654321"}}}}});

  const auto listed = service->DescribeImages({.type = Visibility::kPrivate});

  ASSERT_THAT(NamesOf(listed->images), ElementsAre("mine"));
  EXPECT_EQ(listed->images.at(0).image_shared_with_others, "TRUE");
}

TEST(DescribeImagesTest, FindsOwnAndPublicImagesByNameButNotSharedOnes) {
  BareService service(OneOfEachKind());

  EXPECT_THAT(NamesOf(service->DescribeImages({.names = {{"mine", "base"}}})->images),
              ElementsAre("base", "mine"));
  EXPECT_EQ(service->DescribeImages({.names = {{"theirs"}}}).GetError().code,
            ErrorCode::kResourceNotFound);
}

TEST(DescribeImagesTest, FindsImagesOfEveryKindByArn) {
  BareService service(OneOfEachKind());

  const auto listed = service->DescribeImages(
      {.arns = {{"arn:aws:appstream:us-east-1:123456789012:image/mine",
                 "arn:aws:appstream:us-east-1::image/base",
                 "arn:aws:appstream:us-east-1:210987654321:image/theirs"}}});

  EXPECT_THAT(NamesOf(listed->images), ElementsAre("base", "mine", "theirs"));
}

TEST(DescribeImagesTest, TellsImagesOfOneNameApartByTheirOwners) {
  BareService service(
      {.images = {{.name = "golden"}, {.name = "golden", .owner = "210987654321"}}});

  const auto by_name = service->DescribeImages({.names = {{"golden"}}});
  const auto by_arn = service->DescribeImages(
      {.arns = {{"arn:aws:appstream:us-east-1:210987654321:image/golden"}}});

  ASSERT_EQ(by_name->images.size(), 1U);
  EXPECT_EQ(by_name->images[0].arn, "arn:aws:appstream:us-east-1:123456789012:image/golden");
  ASSERT_EQ(by_arn->images.size(), 1U);
  EXPECT_EQ(by_arn->images[0].visibility, Visibility::kShared);
}

TEST(DescribeImagesTest, ShowsAnImageOnceThatIsAskedForTwice) {
  BareService service({.images = {{.name = "golden"}}});

  EXPECT_THAT(service->DescribeImages({.names = {{"golden", "golden"}}})->images,
              testing::SizeIs(1));
}

TEST(DescribeImagesTest, AnswersNotFoundForTheFirstUnknownName) {
  BareService service({.images = {{.name = "golden"}}});

  const ServiceError error =
      service->DescribeImages({.names = {{"golden", "nobody", "nothing"}}}).GetError();

  EXPECT_EQ(error.code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(error.message, "The image nobody for account 123456789012 does not exist.");
  EXPECT_EQ(error.http_status, 400);
}

TEST(DescribeImagesTest, AnswersNotFoundForAnUnknownArn) {
  BareService service({.images = {{.name = "golden"}}});

  const auto other_region = service->DescribeImages(
      {.arns = {{"arn:aws:appstream:eu-west-1:123456789012:image/golden"}}});

  EXPECT_EQ(other_region.GetError().code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(other_region.GetError().message,
            "The image arn:aws:appstream:eu-west-1:123456789012:image/golden does not exist.");
}

TEST(DescribeImagesTest, RefusesNamesTogetherWithArnsOrType) {
  BareService service({.images = {{.name = "golden"}}});

  const ServiceError with_arns =
      service
          ->DescribeImages({.names = {{"golden"}},
                            .arns = {{"arn:aws:appstream:us-east-1:123456789012:image/golden"}}})
          .GetError();
  const ServiceError with_type =
      service->DescribeImages({.names = {{"golden"}}, .type = Visibility::kPrivate}).GetError();

  EXPECT_EQ(with_arns.code, ErrorCode::kInvalidParameterCombination);
  EXPECT_EQ(with_arns.message, "Names and Arns can't be specified together.");
  EXPECT_EQ(with_type.code, ErrorCode::kInvalidParameterCombination);
  EXPECT_EQ(with_type.message, "Names and Type can't be specified together.");
}

TEST(DescribeImagesTest, TakesAnEmptyListOfNamesAsNone) {
  BareService service({.images = {{.name = "golden"}}});

  const auto listed =
      service->DescribeImages({.names = std::vector<std::string>{}, .type = Visibility::kPrivate});

  EXPECT_THAT(NamesOf(listed->images), ElementsAre("golden"));
}

TEST(DescribeImagesTest, SeesItsOwnRegionAlone) {
  BareService service({.images = {{.name = "east"}, {.region = "eu-west-1", .name = "west"}}});

  EXPECT_THAT(NamesOf(service.In("us-east-1").DescribeImages({})->images), ElementsAre("east"));
  EXPECT_THAT(NamesOf(service.In("eu-west-1").DescribeImages({})->images), ElementsAre("west"));
  EXPECT_THAT(service.In("ap-south-1").DescribeImages({})->images, IsEmpty());
}

TEST(DescribeImagesTest, ShowsImagesInEveryState) {
  BareService service({.images = {{.name = "a", .state = ImageState::kFailed},
                                  {.name = "b", .state = ImageState::kDeleting},
                                  {.name = "c", .state = ImageState::kPending}}});

  EXPECT_THAT(NamesOf(service->DescribeImages({})->images), ElementsAre("a", "b", "c"));
}

}  // namespace
}  // namespace fakestream
