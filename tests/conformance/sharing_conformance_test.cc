// SPDX-License-Identifier: Apache-2.0
// What any AppStream must do, part two: permissions and tags, and what holds for every operation.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "conformance/conformance_suite.h"

namespace fakestream {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kGolden = "arn:aws:appstream:us-east-1:123456789012:image/golden";

TEST_P(AppStreamConformanceTest, ImagePermissionsAreUpdatedDescribedAndDeleted) {
  Given({.images = {{.name = "golden"}}});
  const ImagePermissions fleet{.allow_fleet = true, .allow_image_builder = false};

  EXPECT_EQ(client().UpdateImagePermissions({"golden", "210987654321", fleet}),
            UpdateImagePermissionsResult{});
  EXPECT_EQ(client().DescribeImagePermissions({.name = "golden"}),
            (DescribeImagePermissionsResult{
                .name = "golden", .shared_image_permissions_list = {{"210987654321", fleet}}}));
  EXPECT_EQ(client().DeleteImagePermissions({"golden", "210987654321"}),
            DeleteImagePermissionsResult{});

  EXPECT_THAT(client().DescribeImagePermissions({.name = "golden"})->shared_image_permissions_list,
              IsEmpty());
}

TEST_P(AppStreamConformanceTest, DescribeImagePermissionsPagesAndAnswersItsError) {
  Given({.images = {{.name = "golden",
                     .shared_with = {{.shared_account_id = "100000000000"},
                                     {.shared_account_id = "200000000000"}}}}});

  const auto first = client().DescribeImagePermissions({.name = "golden", .max_results = 1});
  const auto second =
      client().DescribeImagePermissions({.name = "golden", .next_token = first->next_token});

  EXPECT_THAT(first->shared_image_permissions_list, SizeIs(1));
  EXPECT_THAT(second->shared_image_permissions_list, SizeIs(1));
  EXPECT_EQ(Answer(client().DescribeImagePermissions({.name = "nobody"})),
            "ResourceNotFoundException 400");
}

TEST_P(AppStreamConformanceTest, UpdateImagePermissionsAnswersItsErrors) {
  Given({.quotas = {.shared_accounts = 0},
         .images = {{.name = "golden"}, {.name = "copying", .state = ImageState::kCopying}}});
  const auto update = [&](const std::string& name) {
    return Answer(
        client().UpdateImagePermissions({name, "210987654321", ImagePermissions{true, true}}));
  };

  EXPECT_EQ(update("nobody"), "ResourceNotFoundException 400");
  EXPECT_EQ(update("copying"), "ResourceNotAvailableException 400");
  EXPECT_EQ(update("golden"), "LimitExceededException 400");
}

TEST_P(AppStreamConformanceTest, DeleteImagePermissionsAnswersItsErrors) {
  Given({.images = {{.name = "golden"}, {.name = "copying", .state = ImageState::kCopying}}});
  const auto remove = [&](const std::string& name) {
    return Answer(client().DeleteImagePermissions({name, "210987654321"}));
  };

  EXPECT_EQ(remove("nobody"), "ResourceNotFoundException 400");
  EXPECT_EQ(remove("golden"), "ResourceNotFoundException 400");
  EXPECT_EQ(remove("copying"), "ResourceNotAvailableException 400");
}

TEST_P(AppStreamConformanceTest, TagsAreSetListedAndRemoved) {
  Given({.images = {{.name = "golden"}}});

  EXPECT_EQ(client().TagResource({kGolden, Tags{{"team", "blue"}, {"größe", ""}}}),
            TagResourceResult{});
  EXPECT_EQ(client().ListTagsForResource({kGolden}),
            (ListTagsForResourceResult{.tags = {{"team", "blue"}, {"größe", ""}}}));
  EXPECT_EQ(client().UntagResource({kGolden, {{"team"}}}), UntagResourceResult{});

  EXPECT_EQ(client().ListTagsForResource({kGolden})->tags, (Tags{{"größe", ""}}));
}

TEST_P(AppStreamConformanceTest, TagOperationsAnswerTheirErrors) {
  Given({.quotas = {.tags = 1}, .images = {{.name = "golden"}}});
  const std::string nobody = "arn:aws:appstream:us-east-1:123456789012:image/nobody";

  EXPECT_EQ(Answer(client().TagResource({nobody, Tags{{"a", ""}}})),
            "ResourceNotFoundException 400");
  EXPECT_EQ(Answer(client().UntagResource({nobody, {{"a"}}})), "ResourceNotFoundException 400");
  EXPECT_EQ(Answer(client().ListTagsForResource({nobody})), "ResourceNotFoundException 400");
  EXPECT_EQ(Answer(client().TagResource({kGolden, Tags{{"a", ""}, {"b", ""}}})),
            "LimitExceededException 400");
  world().SetAccountStatus(AccountStatus::kSuspended);
  EXPECT_EQ(Answer(client().TagResource({kGolden, Tags{{"a", ""}}})),
            "InvalidAccountStatusException 400");
}

TEST_P(AppStreamConformanceTest, EveryOperationRefusesARequestWithoutItsMembers) {
  Given({});

  ForEachOperation([&](auto op) {
    using Op = decltype(op);
    const auto outcome = Call<Op>(client(), {});
    const bool demands_nothing = std::is_same_v<Op, ops::DescribeImages>;
    EXPECT_EQ(Answer(outcome), demands_nothing ? "success" : "ValidationException 400")
        << Op::kName;
  });
}

TEST_P(AppStreamConformanceTest, AViolationIsToldInTheServicesWords) {
  Given({});

  const auto refused =
      client().CopyImage({.source_image_name = "bad name!", .destination_image_name = "copy"});

  EXPECT_EQ(
      refused.GetError().message,
      "2 validation errors detected: Value 'bad name!' at 'sourceImageName' failed to satisfy "
      "constraint: Member must satisfy regular expression pattern: "
      "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$; Value null at 'destinationRegion' failed to "
      "satisfy constraint: Member must not be null");
}

TEST_P(AppStreamConformanceTest, EveryErrorOfTheCatalogueReachesTheClientWhole) {
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind == ErrorKind::kTransport || row.kind == ErrorKind::kUnrecognized) continue;
    Given({});
    world().Inject(On<ops::CopyImage>().Fails(row.code, "why: \"ü\"").Unmodeled());

    const auto failed = client().CopyImage({"golden", "copy", "eu-west-1"});

    EXPECT_EQ(
        failed.GetError(),
        (ServiceError{.code = row.code, .message = "why: \"ü\"", .http_status = row.http_status}))
        << row.name;
  }
}

TEST_P(AppStreamConformanceTest, AnUnknownErrorKeepsItsNameAndStatus) {
  Given({});
  world().Inject(
      On<ops::CopyImage>().Fails(MakeNamedError("BrandNewException", "new", 418)).Unmodeled());

  const auto failed = client().CopyImage({"golden", "copy", "eu-west-1"});

  EXPECT_EQ(failed.GetError(), MakeNamedError("BrandNewException", "new", 418));
}

TEST_P(AppStreamConformanceTest, AScriptedReplyReachesTheClient) {
  Given({});
  const DescribeImagesResult scripted{.images = {{.name = "a"}, {.name = "b"}},
                                      .next_token = "more"};
  world().Inject(On<ops::DescribeImages>().Replies(scripted));

  EXPECT_EQ(client().DescribeImages({}), scripted);
}

TEST_P(AppStreamConformanceTest, EveryBrokenConnectionIsAnErrorWithoutStatus) {
  for (const ConnectionFault fault :
       {ConnectionFault::kRefused, ConnectionFault::kTimeout, ConnectionFault::kReset,
        ConnectionFault::kTruncated, ConnectionFault::kGarbage}) {
    Given({.images = {{.name = "golden"}}});
    world().Inject({On<ops::CopyImage>().Drops(fault).OnCall(1),
                    On<ops::CopyImage>().Drops(fault).AfterTheEffect().OnCall(2)});

    const auto before = client().CopyImage({"golden", "copy", "eu-west-1"});
    const bool was_made = world().FindImage("eu-west-1", "copy").has_value();
    const auto after = client().CopyImage({"golden", "copy", "eu-west-1"});

    ASSERT_FALSE(before);
    EXPECT_EQ(before.GetError().http_status, 0) << NameOf(fault);
    EXPECT_EQ(RowOf(before.GetError().code).kind, ErrorKind::kTransport) << NameOf(fault);
    EXPECT_FALSE(was_made);
    ASSERT_FALSE(after);
    EXPECT_EQ(RowOf(after.GetError().code).kind, ErrorKind::kTransport) << NameOf(fault);
    EXPECT_TRUE(world().FindImage("eu-west-1", "copy"));
  }
}

// Calls one of everything.
void Exercise(World& world, AppStream& home, AppStream& abroad) {
  world.Inject({On<ops::CopyImage>().Drops(ConnectionFault::kTimeout).AfterTheEffect().Times(1),
                On<ops::DescribeImages>().Takes(std::chrono::seconds{3}).OnCall(2)});
  static_cast<void>(home.CopyImage({"golden", "copy", "eu-west-1", "text"}));
  static_cast<void>(home.CopyImage({"golden", "copy", "eu-west-1"}));
  static_cast<void>(abroad.DescribeImages({.names = {{"copy"}}}));
  static_cast<void>(abroad.DescribeImages({.type = Visibility::kPrivate, .max_results = 5}));
  static_cast<void>(home.UpdateImagePermissions({"golden", "1", ImagePermissions{true, {}}}));
  static_cast<void>(home.DescribeImagePermissions({.name = "golden"}));
  static_cast<void>(home.DeleteImage({"golden"}));
  static_cast<void>(home.DeleteImagePermissions({"golden", "1"}));
  static_cast<void>(home.TagResource({kGolden, Tags{{"a", "b"}}}));
  static_cast<void>(home.ListTagsForResource({kGolden}));
  static_cast<void>(home.UntagResource({kGolden, {{"a"}}}));
  static_cast<void>(
      home.CreateUpdatedImage({.existing_image_name = "golden", .new_image_name = "newer"}));
  world.clock().Advance(std::chrono::hours{4});
}

TEST_P(AppStreamConformanceTest, TheTraceIsThatOfTheWorldsOwnClients) {
  const WorldOptions options{.images = {{.name = "golden"}}};
  World plain(options);
  Exercise(plain, plain.Client("us-east-1"), plain.Client("eu-west-1"));
  Given(options);

  Exercise(world(), In("us-east-1"), In("eu-west-1"));

  EXPECT_EQ(world().trace().ToText(), plain.trace().ToText());
  EXPECT_EQ(world().trace().Digest(), plain.trace().Digest());
}

}  // namespace
}  // namespace fakestream
