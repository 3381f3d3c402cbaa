// SPDX-License-Identifier: Apache-2.0
// What is given at the start, and how a region looked a while ago.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

#include "fakestream/base/check.h"

namespace fakestream {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

TEST(GivenImageTest, GetsWhatEveryImageHas) {
  BareService service({.images = {{.name = "golden"}}});

  const Image image = service.Find("us-east-1", "golden").value();

  EXPECT_EQ(image.arn, "arn:aws:appstream:us-east-1:123456789012:image/golden");
  EXPECT_EQ(image.state, ImageState::kAvailable);
  EXPECT_EQ(image.visibility, Visibility::kPrivate);
  EXPECT_EQ(image.display_name, "golden");
  EXPECT_EQ(image.created_time, service.clock().Now());
  EXPECT_EQ(image.image_shared_with_others, "FALSE");
}

TEST(GivenImageTest, KeepsTheDetailsThatItIsGiven) {
  const Instant long_ago{seconds{1'000'000'000}};
  BareService service(
      {.images = {
           {.name = "golden", .details = {.display_name = "Golden", .created_time = long_ago}}}});

  const Image image = service.Find("us-east-1", "golden").value();

  EXPECT_EQ(image.display_name, "Golden");
  EXPECT_EQ(image.created_time, long_ago);
}

TEST(GivenImageTest, NeedsANameThatTheServiceWouldTake) {
  EXPECT_THAT([] { BareService service({.images = {{.name = ""}}}); },
              ThrowsMessage<Misuse>("a given image needs a name like "
                                    "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$, not \"\""));
  EXPECT_THAT([] { BareService service({.images = {{.name = "bad name!"}}}); },
              ThrowsMessage<Misuse>(HasSubstr("not \"bad name!\"")));
}

TEST(GivenImageTest, CannotBeGivenTwice) {
  EXPECT_THAT(
      [] {
        BareService service({.images = {{.name = "golden"}, {.name = "golden"}}});
      },
      ThrowsMessage<Misuse>("the image \"golden\" is given twice in region us-east-1"));
}

TEST(GivenImageTest, MayHaveTheNameOfAnotherOwnersOrRegionsImage) {
  BareService service({.images = {{.name = "golden"},
                                  {.region = "eu-west-1", .name = "golden"},
                                  {.name = "golden", .owner = "210987654321"}}});

  EXPECT_THAT(service->DescribeImages({})->images, testing::SizeIs(2));
}

// What a read that looks back by that much sees.
std::vector<std::string> SeenBack(BareService& service, Duration age) {
  service.state().directives = {.stale_by = age};
  const auto listed = service->DescribeImages({});
  service.state().directives = {};
  std::vector<std::string> seen;
  for (const Image& image : listed->images) {
    seen.push_back(image.name + " " + std::string(NameOf(image.state.value())));
  }
  return seen;
}

TEST(StaleReadTest, SeesGivenImagesHoweverFarItLooksBack) {
  BareService service({.images = {{.name = "golden"}}});

  EXPECT_THAT(SeenBack(service, minutes{60}), ElementsAre("golden AVAILABLE"));
}

TEST(StaleReadTest, SeesEachStateOfACopyFromItsInstantOn) {
  BareService service({.timing = {.copy = {.time = minutes{20}}}, .images = {{.name = "golden"}}});
  service.clock().Advance(minutes{1});
  ASSERT_TRUE(service->CopyImage({"golden", "x-copy", "us-east-1"}));
  service.clock().Advance(minutes{30});

  EXPECT_THAT(SeenBack(service, minutes{30} + microseconds{1}), ElementsAre("golden AVAILABLE"));
  EXPECT_THAT(SeenBack(service, minutes{30}), ElementsAre("golden AVAILABLE", "x-copy COPYING"));
  EXPECT_THAT(SeenBack(service, minutes{10} + microseconds{1}),
              ElementsAre("golden AVAILABLE", "x-copy COPYING"));
  EXPECT_THAT(SeenBack(service, minutes{10}), ElementsAre("golden AVAILABLE", "x-copy AVAILABLE"));
}

TEST(StaleReadTest, SeesADeletedImageAsItWas) {
  BareService service({.timing = {.deletion = minutes{1}}, .images = {{.name = "golden"}}});
  service.clock().Advance(minutes{5});
  ASSERT_TRUE(service->DeleteImage({"golden"}));
  service.clock().Advance(minutes{5});

  EXPECT_THAT(SeenBack(service, minutes{5} + microseconds{1}), ElementsAre("golden AVAILABLE"));
  EXPECT_THAT(SeenBack(service, minutes{5}), ElementsAre("golden DELETING"));
  EXPECT_THAT(SeenBack(service, minutes{4} + microseconds{1}), ElementsAre("golden DELETING"));
  EXPECT_THAT(SeenBack(service, minutes{4}), IsEmpty());
}

TEST(StaleReadTest, SeesTheImageThatAnotherOneReplaced) {
  BareService service(
      {.timing = {.copy = {.time = minutes{20}}},
       .behavior = {.name_of_failed_image = NameUse::kFree},
       .images = {{.name = "failed", .state = ImageState::kFailed}, {.name = "golden"}}});
  service.clock().Advance(minutes{1});
  ASSERT_TRUE(service->CopyImage({"golden", "failed", "us-east-1"}));

  EXPECT_THAT(SeenBack(service, microseconds{1}), ElementsAre("failed FAILED", "golden AVAILABLE"));
}

TEST(StaleReadTest, SeesPermissionsAsTheyWere) {
  BareService service({.images = {{.name = "golden"}}});
  service.clock().Advance(minutes{1});
  ASSERT_TRUE(service->UpdateImagePermissions(
      {"golden", "210987654321", ImagePermissions{.allow_fleet = true}}));

  service.state().directives = {.stale_by = microseconds{1}};
  const auto before = service->DescribeImages({});
  service.state().directives = {};
  const auto now = service->DescribeImages({});

  EXPECT_EQ(before->images.at(0).image_shared_with_others, "FALSE");
  EXPECT_EQ(now->images.at(0).image_shared_with_others, "TRUE");
}

TEST(StaleReadTest, MissesACopyThatWasHiddenThen) {
  BareService service(
      {.timing = {.visible = {.time = minutes{5}}}, .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "x-copy", "us-east-1"}));
  service.clock().Advance(minutes{7});

  EXPECT_THAT(SeenBack(service, minutes{2}), ElementsAre("golden AVAILABLE", "x-copy COPYING"));
  EXPECT_THAT(SeenBack(service, minutes{2} + microseconds{1}), ElementsAre("golden AVAILABLE"));
}

TEST(StaleReadTest, CountsAsNoDescribe) {
  BareService service({.timing = {.copy = {.describes = 1}}, .images = {{.name = "golden"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "x-copy", "us-east-1"}));
  service.clock().Advance(minutes{1});

  SeenBack(service, seconds{1});

  EXPECT_THAT(service.StateOf("us-east-1", "x-copy"), testing::Optional(ImageState::kCopying));
}

TEST(StaleReadTest, FindsNoImageByNameThatCameLater) {
  BareService service({.images = {{.name = "golden"}}});
  service.clock().Advance(minutes{1});
  ASSERT_TRUE(service->CopyImage({"golden", "x-copy", "us-east-1"}));

  service.state().directives = {.stale_by = microseconds{1}};
  const auto listed = service->DescribeImages({.names = {{"x-copy"}}});

  EXPECT_EQ(listed.GetError().code, ErrorCode::kResourceNotFound);
}

TEST(ImageStoreTest, TellsItsObserverEachChangeOfAStateAndNothingElse) {
  BareService service({.timing = {.copy = {.time = minutes{1}}, .deletion = minutes{1}},
                       .images = {{.name = "golden"}}});
  std::vector<std::string> told;
  service.state().store.Observe([&](const StateChange& change) {
    const auto name = [](const std::optional<ImageState>& state) {
      return state ? std::string(NameOf(*state)) : "none";
    };
    told.push_back(change.region + " " + change.image + " " + name(change.from) + " " +
                   name(change.to));
  });

  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));
  service.clock().Advance(minutes{1});
  ASSERT_TRUE(
      service.In("eu-west-1")
          .UpdateImagePermissions({"copy", "210987654321", ImagePermissions{.allow_fleet = true}}));
  ASSERT_TRUE(service->DeleteImage({"golden"}));
  service.clock().Advance(minutes{1});

  EXPECT_THAT(told,
              ElementsAre("eu-west-1 copy none COPYING", "eu-west-1 copy COPYING AVAILABLE",
                          "us-east-1 golden AVAILABLE DELETING", "us-east-1 golden DELETING none"));
}

}  // namespace
}  // namespace fakestream
