// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/outcome.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/service/operations.h"

namespace fakestream {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Optional;
using testing::ThrowsMessage;

TEST(OutcomeTest, GivesTheResultOfASuccess) {
  const Outcome<CopyImageResult> copied = CopyImageResult{.destination_image_name = "golden-eu"};

  EXPECT_TRUE(copied.IsSuccess());
  EXPECT_TRUE(static_cast<bool>(copied));
  EXPECT_EQ(copied.GetResult().destination_image_name, "golden-eu");
  EXPECT_EQ((*copied).destination_image_name, "golden-eu");
  EXPECT_EQ(copied->destination_image_name, "golden-eu");
}

TEST(OutcomeTest, GivesTheErrorOfAFailure) {
  const Outcome<CopyImageResult> copied = MakeError(ErrorCode::kLimitExceeded, "too many");

  EXPECT_FALSE(copied.IsSuccess());
  EXPECT_FALSE(static_cast<bool>(copied));
  EXPECT_EQ(copied.GetError(), MakeError(ErrorCode::kLimitExceeded, "too many"));
}

TEST(OutcomeTest, LetsTheResultBeChangedAndTakenAway) {
  Outcome<CopyImageResult> copied = CopyImageResult{.destination_image_name = "golden"};

  copied.GetResult().destination_image_name += "-eu";
  const CopyImageResult taken = std::move(copied).GetResult();

  EXPECT_EQ(taken.destination_image_name, "golden-eu");
}

// Under the address sanitizer a reference into the temporary would be caught here.
TEST(OutcomeTest, OfATemporaryGivesValuesThatALoopKeepsAlive) {
  const std::string name = "a-name-too-long-for-a-string-to-keep-inside";
  const auto list = [&] { return Outcome<DescribeImagesResult>({.images = {{.name = name}}}); };
  std::vector<std::string> names;

  for (const Image& image : list().GetResult().images) names.push_back(image.name);
  for (const Image& image : (*list()).images) names.push_back(image.name);
  for (const Image& image : std::as_const(list)().GetResult().images) names.push_back(image.name);
  const ServiceError& error =
      Outcome<DescribeImagesResult>(MakeError(ErrorCode::kValidation, name)).GetError();

  EXPECT_THAT(names, testing::ElementsAre(name, name, name));
  EXPECT_EQ(error.message, name);
  static_assert(std::is_same_v<decltype(list().GetResult()), DescribeImagesResult>);
  static_assert(std::is_same_v<decltype(*list()), DescribeImagesResult>);
  static_assert(std::is_same_v<decltype(list().GetError()), ServiceError>);
}

TEST(OutcomeTest, OfAVariableGivesReferences) {
  Outcome<CopyImageResult> copied = CopyImageResult{.destination_image_name = "golden"};
  const Outcome<CopyImageResult>& same = copied;

  (*copied).destination_image_name += "-eu";

  EXPECT_EQ(&*copied, &copied.GetResult());
  EXPECT_EQ(&*same, &same.GetResult());
  EXPECT_EQ(same->destination_image_name, "golden-eu");
}

TEST(OutcomeTest, ThrowsMisuseWithTheErrorWhenTheResultOfAFailureIsRead) {
  const Outcome<CopyImageResult> copied = MakeError(ErrorCode::kLimitExceeded, "too many");

  EXPECT_THAT([&] { static_cast<void>(copied.GetResult()); },
              ThrowsMessage<Misuse>(AllOf(HasSubstr("test IsSuccess() before reading it"),
                                          HasSubstr("LimitExceededException (400): too many"))));
  EXPECT_THROW(static_cast<void>(*copied), Misuse);
  EXPECT_THROW(static_cast<void>(copied->destination_image_name), Misuse);
}

TEST(OutcomeTest, ThrowsMisuseWhenTheErrorOfASuccessIsRead) {
  const Outcome<CopyImageResult> copied = CopyImageResult{};

  EXPECT_THAT(
      [&] { static_cast<void>(copied.GetError()); },
      ThrowsMessage<Misuse>(HasSubstr("the call succeeded, so it has no error; test IsSuccess()")));
}

TEST(OutcomeTest, ComparesByContent) {
  const Outcome<CopyImageResult> copied = CopyImageResult{.destination_image_name = "a"};

  EXPECT_EQ(copied, Outcome<CopyImageResult>(CopyImageResult{.destination_image_name = "a"}));
  EXPECT_NE(copied, Outcome<CopyImageResult>(CopyImageResult{.destination_image_name = "b"}));
  EXPECT_NE(copied, Outcome<CopyImageResult>(MakeError(ErrorCode::kThrottling)));
  EXPECT_NE(Outcome<CopyImageResult>(MakeError(ErrorCode::kThrottling)),
            Outcome<CopyImageResult>(MakeError(ErrorCode::kValidation)));
}

TEST(OutcomeTest, TellsAnEmptyResultFromAnError) {
  const Outcome<TagResourceResult> tagged = TagResourceResult{};

  EXPECT_TRUE(tagged.IsSuccess());
  EXPECT_NE(tagged, Outcome<TagResourceResult>(ServiceError{}));
}

TEST(EnumOrUnknownTest, IsTheEnumeratorThatItWasMadeFrom) {
  const EnumOrUnknown<Visibility> shared = Visibility::kShared;

  EXPECT_EQ(shared.name(), "SHARED");
  EXPECT_THAT(shared.value(), Optional(Visibility::kShared));
  EXPECT_EQ(shared, EnumOrUnknown<Visibility>::FromName("SHARED"));
}

TEST(EnumOrUnknownTest, KeepsANameOutsideTheSet) {
  const auto odd = EnumOrUnknown<Visibility>::FromName("shared");

  EXPECT_EQ(odd.name(), "shared");
  EXPECT_EQ(odd.value(), std::nullopt);
  EXPECT_NE(odd, EnumOrUnknown<Visibility>(Visibility::kShared));
}

TEST(EnumNamesTest, SpellEveryEnumeratorAsAwsDoes) {
  EXPECT_THAT(kEnumNames<ImageState>,
              testing::ElementsAre("PENDING", "AVAILABLE", "FAILED", "COPYING", "DELETING",
                                   "CREATING", "IMPORTING", "VALIDATING", "DEPRECATED"));
  EXPECT_THAT(kEnumNames<Visibility>, testing::ElementsAre("PUBLIC", "PRIVATE", "SHARED"));
  EXPECT_THAT(
      kEnumNames<StateChangeCode>,
      testing::ElementsAre("INTERNAL_ERROR", "IMAGE_BUILDER_NOT_AVAILABLE", "IMAGE_COPY_FAILURE",
                           "IMAGE_UPDATE_FAILURE", "IMAGE_IMPORT_FAILURE"));
}

TEST(EnumNamesTest, BelongToTheEnumeratorsOfThatMeaning) {
  EXPECT_EQ(NameOf(ImageState::kPending), "PENDING");
  EXPECT_EQ(NameOf(ImageState::kAvailable), "AVAILABLE");
  EXPECT_EQ(NameOf(ImageState::kFailed), "FAILED");
  EXPECT_EQ(NameOf(ImageState::kCopying), "COPYING");
  EXPECT_EQ(NameOf(ImageState::kDeleting), "DELETING");
  EXPECT_EQ(NameOf(ImageState::kCreating), "CREATING");
  EXPECT_EQ(NameOf(ImageState::kImporting), "IMPORTING");
  EXPECT_EQ(NameOf(ImageState::kValidating), "VALIDATING");
  EXPECT_EQ(NameOf(ImageState::kDeprecated), "DEPRECATED");
  EXPECT_EQ(NameOf(StateChangeCode::kImageCopyFailure), "IMAGE_COPY_FAILURE");
  EXPECT_THAT(EnumOf<Visibility>("PRIVATE"), Optional(Visibility::kPrivate));
  EXPECT_EQ(EnumOf<Visibility>("Private"), std::nullopt);
  EXPECT_EQ(EnumOf<Visibility>(""), std::nullopt);
}

}  // namespace
}  // namespace fakestream
