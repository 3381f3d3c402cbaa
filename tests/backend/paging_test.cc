// SPDX-License-Identifier: Apache-2.0
// Pages of DescribeImages and DescribeImagePermissions, and the tokens between them.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"
#include "backend/page_token.h"

namespace fakestream {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::Not;
using testing::SizeIs;

TEST(PagingTest, ShowsTwentyFiveImagesAPageUnlessTold) {
  BareService service({.images = NumberedImages(60)});

  const auto first = service->DescribeImages({});
  const auto second = service->DescribeImages({.next_token = first->next_token});
  const auto third = service->DescribeImages({.next_token = second->next_token});

  EXPECT_THAT(first->images, SizeIs(25));
  EXPECT_THAT(second->images, SizeIs(25));
  EXPECT_THAT(third->images, SizeIs(10));
  EXPECT_EQ(third->next_token, std::nullopt);
  EXPECT_EQ(first->images.front().name, "image-000");
  EXPECT_EQ(second->images.front().name, "image-025");
  EXPECT_EQ(third->images.back().name, "image-059");
}

TEST(PagingTest, TakesMaxResultsOfZeroAsTheDefault) {
  BareService service({.images = NumberedImages(30)});

  EXPECT_THAT(service->DescribeImages({.max_results = 0})->images, SizeIs(25));
}

TEST(PagingTest, ShowsAsManyImagesAsAskedFor) {
  BareService service({.images = NumberedImages(30)});

  EXPECT_THAT(service->DescribeImages({.max_results = 1})->images, SizeIs(1));
  EXPECT_THAT(service->DescribeImages({.max_results = 25})->images, SizeIs(25));
}

TEST(PagingTest, RefusesMaxResultsOutsideItsRange) {
  BareService service;

  EXPECT_EQ(service->DescribeImages({.max_results = 26}).GetError().code, ErrorCode::kValidation);
  EXPECT_EQ(service->DescribeImages({.max_results = -1}).GetError().code, ErrorCode::kValidation);
}

TEST(PagingTest, GivesNoTokenForAPageThatIsJustFull) {
  BareService service({.images = NumberedImages(25)});

  const auto listed = service->DescribeImages({});

  EXPECT_THAT(listed->images, SizeIs(25));
  EXPECT_EQ(listed->next_token, std::nullopt);
}

TEST(PagingTest, LetsThePageSizeChangeOnTheWay) {
  BareService service({.images = NumberedImages(10)});

  const auto first = service->DescribeImages({.max_results = 3});
  const auto second = service->DescribeImages({.next_token = first->next_token, .max_results = 2});

  EXPECT_THAT(NamesOf(second->images), ElementsAre("image-003", "image-004"));
}

TEST(PagingTest, NeitherRepeatsNorSkipsWhenImagesComeBetweenPages) {
  BareService service({.quotas = {.images = 100}, .images = NumberedImages(6)});
  const auto first = service->DescribeImages({.max_results = 3});

  ASSERT_TRUE(service->CopyImage({"image-000", "image-001a", "us-east-1"}));
  ASSERT_TRUE(service->CopyImage({"image-000", "image-003a", "us-east-1"}));
  const auto rest = service->DescribeImages({.next_token = first->next_token});

  EXPECT_THAT(NamesOf(rest->images),
              ElementsAre("image-003", "image-003a", "image-004", "image-005"));
}

TEST(PagingTest, NeitherRepeatsNorSkipsWhenImagesGoBetweenPages) {
  BareService service({.timing = {.deletion = minutes{1}}, .images = NumberedImages(6)});
  const auto first = service->DescribeImages({.max_results = 3});

  for (const std::string name : {"image-001", "image-002", "image-004"}) {
    ASSERT_TRUE(service->DeleteImage({name}));
  }
  service.clock().Advance(minutes{1});
  const auto rest = service->DescribeImages({.next_token = first->next_token});

  EXPECT_THAT(NamesOf(rest->images), ElementsAre("image-003", "image-005"));
}

TEST(PagingTest, PagesWithinAFilter) {
  BareService service({.images = {{.name = "a"},
                                  {.name = "b", .owner = "210987654321"},
                                  {.name = "c"},
                                  {.name = "d", .owner = "210987654321"}}});

  const auto first = service->DescribeImages({.type = Visibility::kShared, .max_results = 1});
  const auto second = service->DescribeImages(
      {.type = Visibility::kShared, .next_token = first->next_token, .max_results = 1});

  EXPECT_THAT(NamesOf(first->images), ElementsAre("b"));
  EXPECT_THAT(NamesOf(second->images), ElementsAre("d"));
  EXPECT_EQ(second->next_token, std::nullopt);
}

TEST(PagingTest, RefusesATokenThatWasNotMadeForTheRequest) {
  BareService service({.images = NumberedImages(30)});
  const std::string token = *service->DescribeImages({})->next_token;
  const auto refuses = [&](AppStream& client, const DescribeImagesRequest& request) {
    const auto outcome = client.DescribeImages(request);
    return !outcome && outcome.GetError().code == ErrorCode::kInvalidParameterCombination &&
           outcome.GetError().message == "The NextToken is not valid for this request.";
  };

  EXPECT_TRUE(refuses(*service, {.next_token = "nonsense"}));
  EXPECT_TRUE(refuses(*service, {.next_token = token + "00"}));
  EXPECT_TRUE(refuses(*service, {.type = Visibility::kPrivate, .next_token = token}));
  EXPECT_TRUE(refuses(service.In("eu-west-1"), {.next_token = token}));
  EXPECT_FALSE(refuses(*service, {.next_token = token}));
}

TEST(PagingTest, DoesNotSayInItsTokenWhereItIs) {
  BareService service({.images = NumberedImages(30)});

  EXPECT_THAT(*service->DescribeImages({})->next_token, Not(testing::HasSubstr("image")));
}

TEST(PageTokenTest, GivesItsPositionBackWithinItsScopeOnly) {
  const std::string token = MakePageToken(7, "golden/123456789012");

  EXPECT_EQ(ReadPageToken(7, token), "golden/123456789012");
  EXPECT_EQ(ReadPageToken(8, token), std::nullopt);
}

TEST(PageTokenTest, IsInvalidWhenAnyCharacterOfItChanges) {
  const std::string token = MakePageToken(7, "golden");

  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_EQ(ReadPageToken(7, changed), std::nullopt) << changed;
    EXPECT_EQ(ReadPageToken(7, token.substr(0, i)), std::nullopt);
  }
}

TEST(PageTokenTest, IsInvalidInUpperCaseOrWithForeignCharacters) {
  EXPECT_EQ(ReadPageToken(7, ""), std::nullopt);
  EXPECT_EQ(ReadPageToken(7, "zz" + MakePageToken(7, "golden").substr(2)), std::nullopt);
  EXPECT_EQ(ReadPageToken(7, "0123456789ABCDEF0G"), std::nullopt);
}

TEST(PageTokenTest, HoldsAPositionOfAnyBytes) {
  const std::string position("\0\xff/\n", 4);

  EXPECT_EQ(ReadPageToken(1, MakePageToken(1, position)), position);
  EXPECT_EQ(ReadPageToken(1, MakePageToken(1, "")), "");
}

TEST(PermissionPagingTest, PagesThroughAccountsInTheirOrder) {
  BareService service({.images = {{.name = "golden",
                                   .shared_with = {{.shared_account_id = "300000000000"},
                                                   {.shared_account_id = "100000000000"},
                                                   {.shared_account_id = "200000000000"}}}}});

  const auto first = service->DescribeImagePermissions({.name = "golden", .max_results = 2});
  const auto second =
      service->DescribeImagePermissions({.name = "golden", .next_token = first->next_token});

  ASSERT_THAT(first->shared_image_permissions_list, SizeIs(2));
  EXPECT_EQ(first->shared_image_permissions_list[0].shared_account_id, "100000000000");
  EXPECT_EQ(first->shared_image_permissions_list[1].shared_account_id, "200000000000");
  ASSERT_THAT(second->shared_image_permissions_list, SizeIs(1));
  EXPECT_EQ(second->shared_image_permissions_list[0].shared_account_id, "300000000000");
  EXPECT_EQ(second->next_token, std::nullopt);
}

TEST(PermissionPagingTest, RefusesAForeignToken) {
  BareService service({.images = {{.name = "golden"}}});

  const auto listed = service->DescribeImagePermissions({.name = "golden", .next_token = "abc"});

  EXPECT_EQ(listed.GetError().code, ErrorCode::kInvalidParameterValue);
}

}  // namespace
}  // namespace fakestream
