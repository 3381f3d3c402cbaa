// SPDX-License-Identifier: Apache-2.0
// Where a value differs from a matcher, and where a matcher cannot fit a type.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/matcher.h"
#include "fakestream/service/operations.h"

namespace fakestream {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Mismatch> ExplainValue(const ValueMatcher& matcher, const Value& value) {
  return Explain(matcher, &value);
}

TEST(ExplainTest, SaysNothingAboutAMatch) {
  EXPECT_THAT(ExplainValue(ValueMatcher::Equals(1), 1.0), IsEmpty());
  EXPECT_THAT(ExplainValue(ValueMatcher::Members({{"a", ValueMatcher::Absent()}}), ValueMembers{}),
              IsEmpty());
}

TEST(ExplainTest, NamesExpectedAndActualOfEveryLeafKind) {
  EXPECT_THAT(ExplainValue(ValueMatcher::Equals("a"), "b"),
              ElementsAre(Mismatch{"", "\"a\"", "\"b\""}));
  EXPECT_THAT(ExplainValue(ValueMatcher::Glob("a*"), "b"),
              ElementsAre(Mismatch{"", "text like \"a*\"", "\"b\""}));
  EXPECT_THAT(ExplainValue(ValueMatcher::Matching("^a"), 7),
              ElementsAre(Mismatch{"", "text that matches \"^a\"", "7"}));
  EXPECT_THAT(ExplainValue(ValueMatcher::Absent(), "b"),
              ElementsAre(Mismatch{"", "absent", "\"b\""}));
  EXPECT_THAT(Explain(ValueMatcher::Any(), nullptr),
              ElementsAre(Mismatch{"", "anything", "absent"}));
  EXPECT_THAT(ExplainValue(ValueMatcher::Size(2), ValueList{1}),
              ElementsAre(Mismatch{"", "2 elements", "[1]"}));
  EXPECT_THAT(ExplainValue(ValueMatcher::Contains(ValueMatcher::Equals(2)), ValueList{1}),
              ElementsAre(Mismatch{"", "a list with 2", "[1]"}));
}

TEST(ExplainTest, PointsAtEveryMemberThatDiffers) {
  const ValueMatcher matcher = ValueMatcher::Members(
      {{"Images", ValueMatcher::List(
                      {ValueMatcher::Members({{"Name", ValueMatcher::Equals("golden")},
                                              {"State", ValueMatcher::Equals("AVAILABLE")}})})},
       {"NextToken", ValueMatcher::Absent()}});
  const Value actual =
      ValueMembers{{"Images", ValueList{ValueMembers{{"Name", "golden"}, {"State", "COPYING"}}}},
                   {"NextToken", "abc"}};

  EXPECT_THAT(Explain(matcher, &actual),
              ElementsAre(Mismatch{"/Images/0/State", "\"AVAILABLE\"", "\"COPYING\""},
                          Mismatch{"/NextToken", "absent", "\"abc\""}));
}

TEST(ExplainTest, PointsIntoAnEqualObjectAndAtWhatIsTooMuchInIt) {
  const ValueMatcher matcher =
      ValueMatcher::Equals(ValueMembers{{"a", 1}, {"b", ValueMembers{{"c", 2}}}});
  const Value actual = ValueMembers{{"b", ValueMembers{{"c", 3}}}, {"d", 4}};

  EXPECT_THAT(Explain(matcher, &actual),
              ElementsAre(Mismatch{"/a", "1", "absent"}, Mismatch{"/b/c", "2", "3"},
                          Mismatch{"/d", "absent", "4"}));
}

TEST(ExplainTest, SaysThatAListHasTheWrongLengthAndWhatIsMissing) {
  const ValueMatcher matcher =
      ValueMatcher::List({ValueMatcher::Equals(1), ValueMatcher::Equals(2)});

  EXPECT_THAT(
      ExplainValue(matcher, ValueList{1}),
      ElementsAre(Mismatch{"", "a list of 2", "a list of 1"}, Mismatch{"/1", "2", "absent"}));
  EXPECT_THAT(ExplainValue(matcher, ValueList{1, 2, 3}),
              ElementsAre(Mismatch{"", "a list of 2", "a list of 3"}));
  EXPECT_THAT(ExplainValue(matcher, "text"), ElementsAre(Mismatch{"", "[1, 2]", "\"text\""}));
}

TEST(ExplainTest, PointsAtMembersOfAnAbsentObject) {
  const ValueMatcher matcher =
      ValueMatcher::Members({{"a", ValueMatcher::Equals(1)}, {"b", ValueMatcher::Absent()}});

  EXPECT_THAT(Explain(matcher, nullptr), ElementsAre(Mismatch{"/a", "1", "absent"}));
}

TEST(ExplainTest, EscapesNamesAsJsonPointersDo) {
  const ValueMatcher matcher = ValueMatcher::Equals(ValueMembers{{"a/b", "x"}, {"c~d", "x"}});

  EXPECT_THAT(ExplainValue(matcher, ValueMembers{{"a/b", "y"}, {"c~d", "y"}, {"e/f", "y"}}),
              ElementsAre(Mismatch{"/a~1b", "\"x\"", "\"y\""}, Mismatch{"/c~0d", "\"x\"", "\"y\""},
                          Mismatch{"/e~1f", "absent", "\"y\""}));
}

std::vector<std::string> TypeMismatchesOf(const ValueMatcher& matcher, const Type& type) {
  std::vector<std::string> texts;
  for (const TypeMismatch& misfit : FindTypeMismatches(matcher, type)) {
    texts.push_back(misfit.path + ": " + ToText(misfit));
  }
  return texts;
}

const Type& TypeOfDescribe() {
  return RequestType(kOperation<ops::DescribeImages>);
}

TEST(FindTypeMismatchesTest, FindsNothingInMatchersThatCouldMatch) {
  const ValueMatcher matcher =
      ValueMatcher::Members({{"Names", ValueMatcher::Contains(ValueMatcher::Glob("a*"))},
                             {"Arns", ValueMatcher::Size(2)},
                             {"Type", ValueMatcher::Matching("P")},
                             {"MaxResults", ValueMatcher::Equals(5)},
                             {"NextToken", ValueMatcher::Absent()}});

  EXPECT_THAT(TypeMismatchesOf(matcher, TypeOfDescribe()), IsEmpty());
}

TEST(FindTypeMismatchesTest, FindsEveryMatcherOfTheWrongType) {
  const ValueMatcher matcher =
      ValueMatcher::Members({{"Names", ValueMatcher::Equals("golden")},
                             {"Arns", ValueMatcher::Contains(ValueMatcher::Equals(1))},
                             {"NextToken", ValueMatcher::Size(2)},
                             {"MaxResults", ValueMatcher::Glob("2*")},
                             {"Type", ValueMatcher::List({ValueMatcher::Any()})}});

  EXPECT_THAT(TypeMismatchesOf(matcher, TypeOfDescribe()),
              ElementsAre("/Names: expected list but found \"golden\"",
                          "/Arns/contains: expected text but found number",
                          "/NextToken: expected text but found a matcher of a list",
                          "/MaxResults: expected whole number but found a matcher of text",
                          "/Type: expected one of PUBLIC, PRIVATE, SHARED but found list"));
}

TEST(FindTypeMismatchesTest, FindsUnknownMembersAndProposesKnownOnes) {
  const auto misfits =
      FindTypeMismatches(ValueMatcher::Members({{"Nmaes", ValueMatcher::Any()}}), TypeOfDescribe());

  ASSERT_THAT(misfits, testing::SizeIs(1));
  EXPECT_EQ(misfits[0].path, "/Nmaes");
  EXPECT_EQ(ToText(misfits[0]), "unknown member \"Nmaes\"");
  EXPECT_THAT(misfits[0].candidates,
              ElementsAre("Names", "Arns", "Type", "NextToken", "MaxResults"));
}

TEST(FindTypeMismatchesTest, LooksIntoStructsAndMaps) {
  const Type& update = RequestType(kOperation<ops::UpdateImagePermissions>);
  const Type& tag = RequestType(kOperation<ops::TagResource>);

  EXPECT_THAT(TypeMismatchesOf(
                  ValueMatcher::Members(
                      {{"ImagePermissions",
                        ValueMatcher::Members({{"allowFleet", ValueMatcher::Equals("yes")}})}}),
                  update),
              ElementsAre("/ImagePermissions/allowFleet: expected boolean but found \"yes\""));
  EXPECT_THAT(
      TypeMismatchesOf(ValueMatcher::Members(
                           {{"Tags", ValueMatcher::Members({{"a/b", ValueMatcher::Equals(1)}})}}),
                       tag),
      ElementsAre("/Tags/a~1b: expected text but found number"));
  EXPECT_THAT(TypeMismatchesOf(ValueMatcher::Members({{"Tags", ValueMatcher::Size(1)}}), tag),
              IsEmpty());
  EXPECT_THAT(
      TypeMismatchesOf(ValueMatcher::Members({{"ResourceArn", ValueMatcher::Members({})}}), tag),
      ElementsAre("/ResourceArn: expected text but found object"));
}

}  // namespace
}  // namespace fakestream
