// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/type.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/service/operations.h"
#include "fakestream/service/value.h"

namespace fakestream {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Returns "path: text" of each misfit.
std::vector<std::string> Problems(const Value& value, const Type& type) {
  std::vector<std::string> problems;
  for (const TypeMismatch& misfit : FindTypeMismatches(value, type)) {
    problems.push_back(misfit.path + ": " + ToText(misfit));
  }
  return problems;
}

TEST(TypeMismatchTest, FindsNoneInAFittingRequest) {
  const Value value = ValueMembers{{"Names", ValueList{"golden", "silver"}},
                                   {"Type", "PRIVATE"},
                                   {"MaxResults", 7},
                                   {"NextToken", "t"}};

  EXPECT_THAT(Problems(value, TypeOf<DescribeImagesRequest>()), IsEmpty());
  EXPECT_THAT(Problems(ValueMembers{}, TypeOf<DescribeImagesRequest>()), IsEmpty());
}

TEST(TypeMismatchTest, FindsNoneWhereARequiredMemberIsMissing) {
  EXPECT_THAT(Problems(ValueMembers{}, TypeOf<CopyImageRequest>()), IsEmpty());
}

TEST(TypeMismatchTest, TakesNullForAbsentEverywhere) {
  EXPECT_THAT(Problems(nullptr, TypeOf<CopyImageRequest>()), IsEmpty());
  EXPECT_THAT(Problems(ValueMembers{{"Names", nullptr}, {"MaxResults", nullptr}},
                       TypeOf<DescribeImagesRequest>()),
              IsEmpty());
  EXPECT_THAT(
      Problems(ValueMembers{{"Names", ValueList{"a", nullptr}}}, TypeOf<DescribeImagesRequest>()),
      IsEmpty());
}

TEST(TypeMismatchTest, FindsAnUnknownMemberAndTheNamesThatAreKnown) {
  const std::vector<TypeMismatch> misfits =
      FindTypeMismatches(ValueMembers{{"Nmae", "golden"}}, TypeOf<DeleteImageRequest>());

  EXPECT_THAT(misfits, ElementsAre(TypeMismatch{.kind = TypeMismatch::Kind::kUnknownMember,
                                                .path = "/Nmae",
                                                .expected = "",
                                                .actual = "Nmae",
                                                .candidates = {"Name"}}));
  EXPECT_EQ(ToText(misfits[0]), R"(unknown member "Nmae")");
}

TEST(TypeMismatchTest, FindsAMemberSpelledInTheWrongCase) {
  EXPECT_THAT(Problems(ValueMembers{{"existingImageName", "a"}, {"NewImageName", "b"}},
                       TypeOf<CreateUpdatedImageRequest>()),
              ElementsAre(R"(/NewImageName: unknown member "NewImageName")"));
}

TEST(TypeMismatchTest, FindsEveryWrongTypeAtOnce) {
  const Value value = ValueMembers{{"Names", "golden"},
                                   {"Arns", ValueList{"a", 1, ValueMembers{}}},
                                   {"Type", 3},
                                   {"NextToken", true},
                                   {"MaxResults", "7"}};

  EXPECT_THAT(Problems(value, TypeOf<DescribeImagesRequest>()),
              ElementsAre(R"(/Names: expected list but found "golden")",
                          "/Arns/1: expected text but found number",
                          "/Arns/2: expected text but found object",
                          "/Type: expected one of PUBLIC, PRIVATE, SHARED but found number",
                          "/NextToken: expected text but found boolean",
                          R"(/MaxResults: expected whole number but found "7")"));
}

TEST(TypeMismatchTest, WantsWholeNumbers) {
  EXPECT_THAT(Problems(ValueMembers{{"MaxResults", 7.5}}, TypeOf<DescribeImagesRequest>()),
              ElementsAre("/MaxResults: expected whole number but found number"));
}

TEST(TypeMismatchTest, WantsAnObjectForAStruct) {
  EXPECT_THAT(Problems("golden", TypeOf<CopyImageRequest>()),
              ElementsAre(R"(: expected object but found "golden")"));
  EXPECT_THAT(Problems(ValueList{}, TypeOf<CopyImageRequest>()),
              ElementsAre(": expected object but found list"));
}

TEST(TypeMismatchTest, FindsAnUnknownNameInAClosedEnumOnly) {
  EXPECT_THAT(
      Problems(ValueMembers{{"State", "GONE"}}, TypeOf<Image>()),
      ElementsAre(R"(/State: unknown name "GONE", expected one of PENDING, AVAILABLE, )"
                  "FAILED, COPYING, DELETING, CREATING, IMPORTING, VALIDATING, DEPRECATED"));
  EXPECT_THAT(Problems(ValueMembers{{"Type", "GONE"}}, TypeOf<DescribeImagesRequest>()), IsEmpty());

  const std::vector<TypeMismatch> misfits =
      FindTypeMismatches(ValueMembers{{"State", "AVAILABEL"}}, TypeOf<Image>());
  ASSERT_THAT(misfits, SizeIs(1));
  EXPECT_EQ(misfits[0].kind, TypeMismatch::Kind::kUnknownName);
  EXPECT_EQ(misfits[0].actual, "AVAILABEL");
  EXPECT_THAT(misfits[0].candidates, Contains("AVAILABLE"));
}

TEST(TypeMismatchTest, LooksIntoStructsListsAndMapsWithinEachOther) {
  const Value value = ValueMembers{
      {"Images",
       ValueList{ValueMembers{{"Name", "golden"}},
                 ValueMembers{
                     {"Applications", ValueList{ValueMembers{
                                          {"Metadata", ValueMembers{{"a/b", 1}, {"c~d", "2"}}},
                                          {"IconS3Location", ValueMembers{{"S3bucket", "x"}}}}}},
                     {"StateChangeReason", ValueMembers{{"Code", "OTHER"}, {"Message", 1}}}}}}};

  EXPECT_THAT(
      Problems(value, TypeOf<DescribeImagesResult>()),
      ElementsAre(
          "/Images/1/Applications/0/Metadata/a~1b: expected text but found number",
          R"(/Images/1/Applications/0/IconS3Location/S3bucket: unknown member "S3bucket")",
          R"(/Images/1/StateChangeReason/Code: unknown name "OTHER", expected one of )"
          "INTERNAL_ERROR, IMAGE_BUILDER_NOT_AVAILABLE, IMAGE_COPY_FAILURE, IMAGE_UPDATE_FAILURE, "
          "IMAGE_IMPORT_FAILURE",
          "/Images/1/StateChangeReason/Message: expected text but found number"));
}

TEST(TypeMismatchTest, EscapesPointersAsRfc6901Does) {
  EXPECT_THAT(Problems(ValueMembers{{"a/b~c", 1}}, TypeOf<DeleteImageRequest>()),
              ElementsAre(R"(/a~1b~0c: unknown member "a/b~c")"));
}

TEST(TypeMismatchTest, AcceptsEveryWayToWriteATimeAndNothingElse) {
  for (const Value& time : {Value("2026-01-01T00:00:00Z"), Value(1'767'225'600),
                            Value(1'767'225'600.5), Value(Instant{}), Value()}) {
    EXPECT_THAT(Problems(ValueMembers{{"CreatedTime", time}}, TypeOf<Image>()), IsEmpty())
        << ToText(time);
  }
  // The years are what is wrong with "1969-12-31T23:59:59Z".
  for (const std::string text : {"yesterday", "1969-12-31T23:59:59Z", "10000-01-01T00:00:00Z"}) {
    EXPECT_THAT(
        Problems(ValueMembers{{"CreatedTime", text}}, TypeOf<Image>()),
        ElementsAre("/CreatedTime: expected time from 1970 to 9999 (ISO 8601 text or seconds "
                    "since 1970) but found \"" +
                    text + "\""));
  }
  EXPECT_THAT(Problems(ValueMembers{{"CreatedTime", -1}}, TypeOf<Image>()), SizeIs(1));
  EXPECT_THAT(Problems(ValueMembers{{"CreatedTime", true}}, TypeOf<Image>()), SizeIs(1));
}

TEST(TypeMismatchTest, ReadsDurationsAndWaits) {
  const Type duration{.kind = TypeKind::kDuration};
  const Type wait{.kind = TypeKind::kWait};
  const Value three = ValueMembers{{"describes", 3}};

  EXPECT_THAT(Problems("90s", duration), IsEmpty());
  EXPECT_THAT(Problems("90s", wait), IsEmpty());
  EXPECT_THAT(Problems(three, wait), IsEmpty());

  EXPECT_THAT(Problems("90", duration),
              ElementsAre(R"(: expected duration such as "90s" or "1h30m" but found "90")"));
  EXPECT_THAT(Problems(three, duration), SizeIs(1));
  EXPECT_THAT(Problems(ValueMembers{{"describes", 0}}, wait),
              ElementsAre(R"(: expected duration such as "20m", or {"describes": 3} but found )"
                          "object"));
  EXPECT_THAT(Problems(ValueMembers{{"describes", "3"}}, wait), SizeIs(1));
  EXPECT_THAT(Problems(ValueMembers{{"describes", 3}, {"more", 1}}, wait), SizeIs(1));
  EXPECT_THAT(Problems(ValueMembers{{"described", 3}}, wait), SizeIs(1));
  EXPECT_THAT(Problems(90, wait), SizeIs(1));
}

TEST(TypeMismatchTest, QuotesNoMoreThanTheBeginningOfALongText) {
  const std::vector<TypeMismatch> misfits = FindTypeMismatches(
      ValueMembers{{"Names", std::string(1'000, 'x')}}, TypeOf<DescribeImagesRequest>());

  ASSERT_THAT(misfits, SizeIs(1));
  EXPECT_EQ(misfits[0].actual, "\"" + std::string(80, 'x') + "\"");
}

TEST(TypeTest, FindsItsMembersByExactName) {
  const Type& type = TypeOf<CopyImageRequest>();

  ASSERT_NE(type.Find("DestinationRegion"), nullptr);
  EXPECT_TRUE(type.Find("DestinationRegion")->constraint.is_required);
  EXPECT_EQ(type.Find("destinationRegion"), nullptr);
  EXPECT_EQ(type.Find(""), nullptr);
}

TEST(TypeTest, IsTheSameForAMemberAndItsOptional) {
  EXPECT_EQ(TypeOf<std::optional<std::string>>().kind, TypeKind::kText);
  EXPECT_EQ(TypeOf<std::optional<std::int64_t>>().kind, TypeKind::kNumber);
  EXPECT_EQ(TypeOf<std::optional<ImagePermissions>>().members.size(), 2U);
}

TEST(TypeTest, OfAnOperationIsThatOfItsRequestAndResult) {
  ForEachOperation([](auto op) {
    using Op = decltype(op);
    EXPECT_EQ(&RequestType(kOperation<Op>), &TypeOf<typename Op::Request>());
    EXPECT_EQ(&ResultType(kOperation<Op>), &TypeOf<typename Op::Result>());
    EXPECT_EQ(RequestType(kOperation<Op>).kind, TypeKind::kStruct);
    EXPECT_EQ(ResultType(kOperation<Op>).kind, TypeKind::kStruct);
  });
}

}  // namespace
}  // namespace fakestream
