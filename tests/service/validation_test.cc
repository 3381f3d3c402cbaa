// SPDX-License-Identifier: Apache-2.0
#include "service/validation.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kArn = "arn:aws:appstream:us-east-1:123456789012:image/golden";

CopyImageRequest ValidCopy() {
  return {.source_image_name = "golden",
          .destination_image_name = "golden-eu",
          .destination_region = "eu-west-1"};
}

TEST(ValidationTest, AcceptsAValidRequest) {
  CopyImageRequest request = ValidCopy();
  request.destination_image_description = "";

  EXPECT_THAT(Validate(request), IsEmpty());
  EXPECT_THAT(Validate(DescribeImagesRequest{}), IsEmpty());
  EXPECT_THAT(
      Validate(DescribeImagesRequest{.names = std::vector<std::string>{}, .max_results = 0}),
      IsEmpty());
}

TEST(ValidationTest, ObjectsToARequiredMemberThatIsAbsent) {
  CopyImageRequest request = ValidCopy();
  request.source_image_name.reset();

  EXPECT_EQ(ValidationError(Validate(request)).message,
            "1 validation error detected: Value null at 'sourceImageName' failed to satisfy "
            "constraint: Member must not be null");
}

TEST(ValidationTest, ObjectsToAPatternInAwssWords) {
  CopyImageRequest request = ValidCopy();
  request.source_image_name = "bad name!";

  EXPECT_EQ(ValidationError(Validate(request)).message,
            "1 validation error detected: Value 'bad name!' at 'sourceImageName' failed to satisfy "
            "constraint: Member must satisfy regular expression pattern: "
            "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$");
}

TEST(ValidationTest, ObjectsToATextThatIsTooShort) {
  CopyImageRequest request = ValidCopy();
  request.destination_region = "";

  EXPECT_EQ(ValidationError(Validate(request)).message,
            "1 validation error detected: Value '' at 'destinationRegion' failed to satisfy "
            "constraint: Member must have length greater than or equal to 1");
}

TEST(ValidationTest, ObjectsToATextThatIsTooLong) {
  CopyImageRequest request = ValidCopy();
  request.destination_image_description = std::string(257, 'd');

  EXPECT_THAT(Validate(request),
              ElementsAre("Value '" + std::string(257, 'd') +
                          "' at 'destinationImageDescription' failed to satisfy constraint: Member "
                          "must have length less than or equal to 256"));
}

TEST(ValidationTest, CountsCodePointsAndNotBytes) {
  CopyImageRequest request = ValidCopy();
  request.destination_image_description = "";
  for (int i = 0; i < 256; ++i) *request.destination_image_description += "é";
  EXPECT_THAT(Validate(request), IsEmpty());

  *request.destination_image_description += "é";

  EXPECT_THAT(Validate(request), SizeIs(1));
}

TEST(ValidationTest, CountsCodePointsOfATextThatIsTooShort) {
  Violations violations;

  internal::CheckText("é€", {.min = 3}, "Note", violations);

  EXPECT_THAT(violations, ElementsAre("Value 'é€' at 'note' failed to satisfy constraint: Member "
                                      "must have length greater than or equal to 3"));
}

TEST(ValidationTest, AcceptsLimitsThemselves) {
  CopyImageRequest request = ValidCopy();
  request.destination_region = std::string(32, 'r');
  request.destination_image_description = std::string(256, 'd');
  EXPECT_THAT(Validate(request), IsEmpty());

  request.destination_region = std::string(33, 'r');

  EXPECT_THAT(Validate(request),
              ElementsAre("Value '" + std::string(33, 'r') +
                          "' at 'destinationRegion' failed to satisfy constraint: Member must have "
                          "length less than or equal to 32"));
}

TEST(ValidationTest, ObjectsToANumberOutOfRange) {
  EXPECT_THAT(Validate(DescribeImagesRequest{.max_results = 26}),
              ElementsAre("Value '26' at 'maxResults' failed to satisfy constraint: Member must "
                          "have value less than or equal to 25"));
  EXPECT_THAT(Validate(DescribeImagesRequest{.max_results = -1}),
              ElementsAre("Value '-1' at 'maxResults' failed to satisfy constraint: Member must "
                          "have value greater than or equal to 0"));
  EXPECT_THAT(Validate(DescribeImagesRequest{.max_results = 25}), IsEmpty());
  EXPECT_THAT(Validate(DescribeImagePermissionsRequest{.name = "a", .max_results = 500}),
              IsEmpty());
  EXPECT_THAT(Validate(DescribeImagePermissionsRequest{.name = "a", .max_results = 99'999'999'999}),
              ElementsAre("Value '99999999999' at 'maxResults' failed to satisfy constraint: "
                          "Member must have value less than or equal to 500"));
}

TEST(ValidationTest, ObjectsToANameOutsideAnEnum) {
  EXPECT_THAT(
      Validate(DescribeImagesRequest{.type = EnumOrUnknown<Visibility>::FromName("MINE")}),
      ElementsAre("Value 'MINE' at 'type' failed to satisfy constraint: Member must satisfy "
                  "enum value set: [PUBLIC, PRIVATE, SHARED]"));
  EXPECT_THAT(Validate(DescribeImagesRequest{.type = Visibility::kShared}), IsEmpty());
}

TEST(ValidationTest, ObjectsOnceToAListWithItemsThatBreakTheirShape) {
  EXPECT_THAT(Validate(DescribeImagesRequest{.names = std::vector<std::string>{"a", "", "b", ""}}),
              ElementsAre("Value '[a, , b, ]' at 'names' failed to satisfy constraint: Member must "
                          "satisfy constraint: [Member must have length greater than or equal to "
                          "1]"));
  EXPECT_THAT(
      Validate(UntagResourceRequest{.resource_arn = kArn,
                                    .tag_keys = std::vector<std::string>{"aws:mine"}}),
      ElementsAre("Value '[aws:mine]' at 'tagKeys' failed to satisfy constraint: Member must "
                  "satisfy constraint: [Member must have length less than or equal to 128, Member "
                  "must have length greater than or equal to 1, Member must satisfy regular "
                  "expression pattern: ^(^(?!aws:).[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$]"));
  EXPECT_THAT(Validate(DescribeImagePermissionsRequest{
                  .name = "a", .shared_aws_account_ids = std::vector<std::string>{"12", "x"}}),
              ElementsAre("Value '[12, x]' at 'sharedAwsAccountIds' failed to satisfy constraint: "
                          "Member must satisfy constraint: [Member must satisfy regular expression "
                          "pattern: ^\\d+$]"));
}

TEST(ValidationTest, ObjectsToTheSizeOfAList) {
  EXPECT_THAT(
      Validate(UntagResourceRequest{.resource_arn = kArn, .tag_keys = std::vector<std::string>{}}),
      ElementsAre("Value '[]' at 'tagKeys' failed to satisfy constraint: Member must have length "
                  "greater than or equal to 1"));
  EXPECT_THAT(
      Validate(DescribeImagePermissionsRequest{
          .name = "a",
          .shared_aws_account_ids = std::vector<std::string>{"1", "2", "3", "4", "5", "6"}}),
      ElementsAre("Value '[1, 2, 3, 4, 5, 6]' at 'sharedAwsAccountIds' failed to satisfy "
                  "constraint: Member must have length less than or equal to 5"));
}

TEST(ValidationTest, ObjectsToTheKeysOfAMap) {
  EXPECT_THAT(
      Validate(TagResourceRequest{.resource_arn = kArn, .tags = Tags{{"aws:a", "1"}, {"b", "2"}}}),
      ElementsAre("Value '{aws:a=1, b=2}' at 'tags' failed to satisfy constraint: Map keys "
                  "must satisfy constraint: [Member must have length less than or equal to "
                  "128, Member must have length greater than or equal to 1, Member must "
                  "satisfy regular expression pattern: "
                  "^(^(?!aws:).[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$]"));
}

TEST(ValidationTest, ObjectsToTheValuesOfAMap) {
  const std::string longest(256, 'v');
  EXPECT_THAT(Validate(TagResourceRequest{.resource_arn = kArn, .tags = Tags{{"a", longest}}}),
              IsEmpty());

  EXPECT_THAT(
      Validate(TagResourceRequest{.resource_arn = kArn, .tags = Tags{{"a", longest + "v"}}}),
      ElementsAre("Value '{a=" + longest +
                  "v}' at 'tags' failed to satisfy constraint: Map value must satisfy "
                  "constraint: [Member must have length less than or equal to 256, Member "
                  "must have length greater than or equal to 0, Member must satisfy regular "
                  "expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$]"));
}

// AWS refuses these, whatever their length.
TEST(ValidationTest, ObjectsToTagsOutsideTheirPatterns) {
  const auto is_refused = [](const Tags& tags) {
    return Validate(TagResourceRequest{.resource_arn = kArn, .tags = tags}).size() == 1;
  };

  EXPECT_TRUE(is_refused({{"k", "a*b"}}));
  EXPECT_TRUE(is_refused({{"k", "line\nbreak"}}));
  EXPECT_TRUE(is_refused({{"key\u0001", "v"}}));
  EXPECT_TRUE(is_refused({{"k\U0001F680", "v"}}));
  EXPECT_TRUE(is_refused({{"k", "\U0001F680"}}));
  EXPECT_FALSE(is_refused({{"k", ""}}));
  EXPECT_FALSE(is_refused({{"k", "größe 世 ٣"}}));
}

TEST(ValidationTest, ObjectsToTheSizeOfAMap) {
  Tags tags;
  for (int i = 0; i < 50; ++i) tags["key" + std::to_string(i)] = "";
  EXPECT_THAT(Validate(TagResourceRequest{.resource_arn = kArn, .tags = tags}), IsEmpty());
  EXPECT_THAT(Validate(TagResourceRequest{.resource_arn = kArn, .tags = Tags{}}),
              ElementsAre("Value '{}' at 'tags' failed to satisfy constraint: Member must have "
                          "length greater than or equal to 1"));

  tags["one more"] = "";
  const Violations violations = Validate(TagResourceRequest{.resource_arn = kArn, .tags = tags});

  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_TRUE(violations[0].ends_with(
      "' at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50"))
      << violations[0];
}

TEST(ValidationTest, ObjectsToAnArn) {
  EXPECT_THAT(
      Validate(ListTagsForResourceRequest{.resource_arn = "golden"}),
      ElementsAre("Value 'golden' at 'resourceArn' failed to satisfy constraint: Member must "
                  "satisfy regular expression pattern: " +
                  std::string(kArnPattern.regex)));
  EXPECT_THAT(Validate(ListTagsForResourceRequest{.resource_arn = kArn}), IsEmpty());
}

TEST(ValidationTest, ObjectsToAMissingStructButNotToAnEmptyOne) {
  UpdateImagePermissionsRequest request{.name = "golden", .shared_account_id = "123456789012"};
  EXPECT_THAT(Validate(request),
              ElementsAre("Value null at 'imagePermissions' failed to satisfy constraint: Member "
                          "must not be null"));

  request.image_permissions = ImagePermissions{};

  EXPECT_THAT(Validate(request), IsEmpty());
}

TEST(ValidationTest, LeavesAPathThatIsInLowerCaseAlready) {
  EXPECT_THAT(Validate(CreateUpdatedImageRequest{.existing_image_name = "golden"}),
              ElementsAre("Value null at 'newImageName' failed to satisfy constraint: Member must "
                          "not be null"));
}

TEST(ValidationTest, NamesAllViolationsInTheOrderOfTheMembers) {
  const CopyImageRequest request{.source_image_name = "-", .destination_region = ""};

  EXPECT_EQ(ValidationError(Validate(request)).message,
            "3 validation errors detected: Value '-' at 'sourceImageName' failed to satisfy "
            "constraint: Member must satisfy regular expression pattern: "
            "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$; Value null at 'destinationImageName' failed to "
            "satisfy constraint: Member must not be null; Value '' at 'destinationRegion' failed "
            "to satisfy constraint: Member must have length greater than or equal to 1");
}

// No member of these operations has both; the order is recorded from other services.
TEST(ValidationTest, PutsThePatternOfATextBeforeItsLength) {
  Violations violations;

  internal::CheckText("", shapes::kTagKey, "StackName", violations);

  ASSERT_THAT(violations, SizeIs(2));
  EXPECT_EQ(violations[0],
            "Value '' at 'stackName' failed to satisfy constraint: Member must satisfy regular "
            "expression pattern: ^(^(?!aws:).[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$");
  EXPECT_EQ(violations[1],
            "Value '' at 'stackName' failed to satisfy constraint: Member must have length greater "
            "than or equal to 1");
}

TEST(ValidationTest, IsAValidationExceptionWithStatus400) {
  const ServiceError error = ValidationError({"a", "b"});

  EXPECT_EQ(error.name(), "ValidationException");
  EXPECT_EQ(error.http_status, 400);
  EXPECT_EQ(error.message, "2 validation errors detected: a; b");
}

TEST(PatternTest, AcceptsImageNamesOfOneToOneHundredAndOneCharacters) {
  EXPECT_TRUE(IsImageName("a"));
  EXPECT_TRUE(IsImageName("9_.-"));
  EXPECT_TRUE(IsImageName(std::string(100, 'a')));
  EXPECT_TRUE(IsImageName(std::string(101, 'a')));

  EXPECT_FALSE(IsImageName(std::string(102, 'a')));
  EXPECT_FALSE(IsImageName(""));
  EXPECT_FALSE(IsImageName("_a"));
  EXPECT_FALSE(IsImageName(".a"));
  EXPECT_FALSE(IsImageName("-a"));
  EXPECT_FALSE(IsImageName("a b"));
  EXPECT_FALSE(IsImageName("a\n"));
  EXPECT_FALSE(IsImageName("é"));
  EXPECT_FALSE(IsImageName(std::string("a\0b", 3)));
}

TEST(PatternTest, AcceptsArnsOfEveryPartition) {
  for (const char* const partition : {"aws", "aws-cn", "aws-iso", "aws-iso-b", "aws-us-gov"}) {
    EXPECT_TRUE(IsArn("arn:" + std::string(partition) + ":appstream:us-east-1:1:image/a"));
  }
  EXPECT_FALSE(IsArn("arn:aws-iso-c:appstream:us-east-1:1:image/a"));
  EXPECT_FALSE(IsArn("arn:AWS:appstream:us-east-1:1:image/a"));
}

TEST(PatternTest, LimitsThePartsOfAnArn) {
  const std::string s63(63, 's');
  const std::string s1024(1024, 's');

  EXPECT_TRUE(IsArn("arn:aws:" + s63 + ":" + s63 + ":" + s63 + ":" + s1024));
  EXPECT_TRUE(IsArn("arn:aws:s:::r"));
  EXPECT_TRUE(IsArn("arn:aws:s:-:.:r:\\+=,@-_/."));

  EXPECT_FALSE(IsArn("arn:aws:s" + s63 + ":::r"));
  EXPECT_FALSE(IsArn("arn:aws:s:s" + s63 + "::r"));
  EXPECT_FALSE(IsArn("arn:aws:s::s" + s63 + ":r"));
  EXPECT_FALSE(IsArn("arn:aws:s:::s" + s1024));
  EXPECT_FALSE(IsArn("arn:aws::::r"));
  EXPECT_FALSE(IsArn("arn:aws:-:::r"));
  EXPECT_FALSE(IsArn("arn:aws:s:::"));
  EXPECT_FALSE(IsArn("arn:aws:s:::/r"));
  EXPECT_FALSE(IsArn("arn:aws:s::r"));
  EXPECT_FALSE(IsArn("arn:aws:s:::r r"));
}

TEST(PatternTest, AcceptsAccountIdsOfAnyLength) {
  EXPECT_TRUE(IsAccountId("1"));
  EXPECT_TRUE(IsAccountId("123456789012"));
  EXPECT_TRUE(IsAccountId("0123456789012345"));

  EXPECT_FALSE(IsAccountId(""));
  EXPECT_FALSE(IsAccountId("12345678901x"));
  EXPECT_FALSE(IsAccountId("-1"));
}

TEST(PatternTest, AcceptsTagKeysThatAreNotAwss) {
  EXPECT_TRUE(IsTagKey("Owner"));
  EXPECT_TRUE(IsTagKey("a b_.:/=+-@"));
  EXPECT_TRUE(IsTagKey("größe"));
  EXPECT_TRUE(IsTagKey("!a"));
  EXPECT_TRUE(IsTagKey("aws"));
  EXPECT_TRUE(IsTagKey("AWS:a"));
  EXPECT_TRUE(IsTagKey("xaws:a"));

  EXPECT_FALSE(IsTagKey(""));
  EXPECT_FALSE(IsTagKey("aws:"));
  EXPECT_FALSE(IsTagKey("aws:a"));
  EXPECT_FALSE(IsTagKey("a!"));
  EXPECT_FALSE(IsTagKey("\na"));
  EXPECT_FALSE(IsTagKey("a\n"));
  EXPECT_FALSE(IsTagKey("a\u2026"));
  EXPECT_FALSE(IsTagKey("\u2028"));
  EXPECT_FALSE(IsTagKey("a\xFF"));
}

TEST(PatternTest, AcceptsTagValuesOfLettersNumbersAndSeparators) {
  EXPECT_TRUE(IsTagValue(""));
  EXPECT_TRUE(IsTagValue("aws:a"));
  EXPECT_TRUE(IsTagValue("a b_.:/=+-@"));
  EXPECT_TRUE(IsTagValue("größe"));
  EXPECT_TRUE(IsTagValue("\u2028"));

  EXPECT_FALSE(IsTagValue("<x>"));
  EXPECT_FALSE(IsTagValue("!"));
  EXPECT_FALSE(IsTagValue("\u2026"));
  EXPECT_FALSE(IsTagValue("\xFF"));
}

}  // namespace
}  // namespace fakestream
