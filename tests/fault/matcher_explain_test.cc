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

std::vector<Mismatch> ExplainValue(const Matcher& matcher, const Value& value) {
  return Explain(matcher, &value);
}

TEST(ExplainTest, SaysNothingAboutAMatch) {
  EXPECT_THAT(ExplainValue(Matcher::Equals(1), 1.0), IsEmpty());
  EXPECT_THAT(ExplainValue(Matcher::Members({{"a", Matcher::Absent()}}), ValueMembers{}),
              IsEmpty());
}

TEST(ExplainTest, NamesExpectedAndActualOfEveryLeafKind) {
  EXPECT_THAT(ExplainValue(Matcher::Equals("a"), "b"), ElementsAre(Mismatch{"", "\"a\"", "\"b\""}));
  EXPECT_THAT(ExplainValue(Matcher::Glob("a*"), "b"),
              ElementsAre(Mismatch{"", "text like \"a*\"", "\"b\""}));
  EXPECT_THAT(ExplainValue(Matcher::Matching("^a"), 7),
              ElementsAre(Mismatch{"", "text that matches \"^a\"", "7"}));
  EXPECT_THAT(ExplainValue(Matcher::Absent(), "b"), ElementsAre(Mismatch{"", "absent", "\"b\""}));
  EXPECT_THAT(Explain(Matcher::Any(), nullptr), ElementsAre(Mismatch{"", "anything", "absent"}));
  EXPECT_THAT(ExplainValue(Matcher::Size(2), ValueList{1}),
              ElementsAre(Mismatch{"", "2 elements", "[1]"}));
  EXPECT_THAT(ExplainValue(Matcher::Contains(Matcher::Equals(2)), ValueList{1}),
              ElementsAre(Mismatch{"", "a list with 2", "[1]"}));
}

TEST(ExplainTest, PointsAtEveryMemberThatDiffers) {
  const Matcher matcher = Matcher::Members(
      {{"Images", Matcher::List({Matcher::Members({{"Name", Matcher::Equals("golden")},
                                                   {"State", Matcher::Equals("AVAILABLE")}})})},
       {"NextToken", Matcher::Absent()}});
  const Value actual =
      ValueMembers{{"Images", ValueList{ValueMembers{{"Name", "golden"}, {"State", "COPYING"}}}},
                   {"NextToken", "abc"}};

  EXPECT_THAT(Explain(matcher, &actual),
              ElementsAre(Mismatch{"/Images/0/State", "\"AVAILABLE\"", "\"COPYING\""},
                          Mismatch{"/NextToken", "absent", "\"abc\""}));
}

TEST(ExplainTest, PointsIntoAnEqualObjectAndAtWhatIsTooMuchInIt) {
  const Matcher matcher = Matcher::Equals(ValueMembers{{"a", 1}, {"b", ValueMembers{{"c", 2}}}});
  const Value actual = ValueMembers{{"b", ValueMembers{{"c", 3}}}, {"d", 4}};

  EXPECT_THAT(Explain(matcher, &actual),
              ElementsAre(Mismatch{"/a", "1", "absent"}, Mismatch{"/b/c", "2", "3"},
                          Mismatch{"/d", "absent", "4"}));
}

TEST(ExplainTest, SaysThatAListHasTheWrongLengthAndWhatIsMissing) {
  const Matcher matcher = Matcher::List({Matcher::Equals(1), Matcher::Equals(2)});

  EXPECT_THAT(
      ExplainValue(matcher, ValueList{1}),
      ElementsAre(Mismatch{"", "a list of 2", "a list of 1"}, Mismatch{"/1", "2", "absent"}));
  EXPECT_THAT(ExplainValue(matcher, ValueList{1, 2, 3}),
              ElementsAre(Mismatch{"", "a list of 2", "a list of 3"}));
  EXPECT_THAT(ExplainValue(matcher, "text"), ElementsAre(Mismatch{"", "[1, 2]", "\"text\""}));
}

TEST(ExplainTest, PointsAtMembersOfAnAbsentObject) {
  const Matcher matcher = Matcher::Members({{"a", Matcher::Equals(1)}, {"b", Matcher::Absent()}});

  EXPECT_THAT(Explain(matcher, nullptr), ElementsAre(Mismatch{"/a", "1", "absent"}));
}

TEST(ExplainTest, EscapesNamesAsJsonPointersDo) {
  const Matcher matcher = Matcher::Equals(ValueMembers{{"a/b", "x"}, {"c~d", "x"}});

  EXPECT_THAT(ExplainValue(matcher, ValueMembers{{"a/b", "y"}, {"c~d", "y"}, {"e/f", "y"}}),
              ElementsAre(Mismatch{"/a~1b", "\"x\"", "\"y\""}, Mismatch{"/c~0d", "\"x\"", "\"y\""},
                          Mismatch{"/e~1f", "absent", "\"y\""}));
}

std::vector<std::string> MisfitsOf(const Matcher& matcher, const Type& type) {
  std::vector<std::string> texts;
  for (const Misfit& misfit : FindMisfits(matcher, type)) {
    texts.push_back(misfit.path + ": " + ToText(misfit));
  }
  return texts;
}

const Type& Describe() {
  return RequestType(kOperation<ops::DescribeImages>);
}

TEST(FindMisfitsTest, FindsNothingInMatchersThatCouldMatch) {
  const Matcher matcher = Matcher::Members({{"Names", Matcher::Contains(Matcher::Glob("a*"))},
                                            {"Arns", Matcher::Size(2)},
                                            {"Type", Matcher::Matching("P")},
                                            {"MaxResults", Matcher::Equals(5)},
                                            {"NextToken", Matcher::Absent()}});

  EXPECT_THAT(MisfitsOf(matcher, Describe()), IsEmpty());
}

TEST(FindMisfitsTest, FindsEveryMatcherOfTheWrongType) {
  const Matcher matcher = Matcher::Members({{"Names", Matcher::Equals("golden")},
                                            {"Arns", Matcher::Contains(Matcher::Equals(1))},
                                            {"NextToken", Matcher::Size(2)},
                                            {"MaxResults", Matcher::Glob("2*")},
                                            {"Type", Matcher::List({Matcher::Any()})}});

  EXPECT_THAT(MisfitsOf(matcher, Describe()),
              ElementsAre("/Names: expected list but found \"golden\"",
                          "/Arns/contains: expected text but found number",
                          "/NextToken: expected text but found a matcher of a list",
                          "/MaxResults: expected whole number but found a matcher of text",
                          "/Type: expected one of PUBLIC, PRIVATE, SHARED but found list"));
}

TEST(FindMisfitsTest, FindsUnknownMembersAndProposesKnownOnes) {
  const auto misfits = FindMisfits(Matcher::Members({{"Nmaes", Matcher::Any()}}), Describe());

  ASSERT_THAT(misfits, testing::SizeIs(1));
  EXPECT_EQ(misfits[0].path, "/Nmaes");
  EXPECT_EQ(ToText(misfits[0]), "unknown member \"Nmaes\"");
  EXPECT_THAT(misfits[0].candidates,
              ElementsAre("Names", "Arns", "Type", "NextToken", "MaxResults"));
}

TEST(FindMisfitsTest, LooksIntoStructsAndMaps) {
  const Type& update = RequestType(kOperation<ops::UpdateImagePermissions>);
  const Type& tag = RequestType(kOperation<ops::TagResource>);

  EXPECT_THAT(
      MisfitsOf(Matcher::Members({{"ImagePermissions",
                                   Matcher::Members({{"allowFleet", Matcher::Equals("yes")}})}}),
                update),
      ElementsAre("/ImagePermissions/allowFleet: expected boolean but found \"yes\""));
  EXPECT_THAT(
      MisfitsOf(Matcher::Members({{"Tags", Matcher::Members({{"a/b", Matcher::Equals(1)}})}}), tag),
      ElementsAre("/Tags/a~1b: expected text but found number"));
  EXPECT_THAT(MisfitsOf(Matcher::Members({{"Tags", Matcher::Size(1)}}), tag), IsEmpty());
  EXPECT_THAT(MisfitsOf(Matcher::Members({{"ResourceArn", Matcher::Members({})}}), tag),
              ElementsAre("/ResourceArn: expected text but found object"));
}

}  // namespace
}  // namespace fakestream
