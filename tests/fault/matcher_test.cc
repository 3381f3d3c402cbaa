// SPDX-License-Identifier: Apache-2.0
// What each kind of matcher matches, how it explains itself, and which types it could fit.
#include "fakestream/fault/matcher.h"

#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"

namespace fakestream {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

bool Matches(const ValueMatcher& matcher, const Value& value) {
  return matcher.Matches(&value);
}

TEST(MatcherTest, EqualsTakesTheSameText) {
  const ValueMatcher matcher = ValueMatcher::Equals("eu-west-1");

  EXPECT_TRUE(Matches(matcher, "eu-west-1"));
  EXPECT_FALSE(Matches(matcher, "eu-west-2"));
  EXPECT_FALSE(Matches(matcher, "EU-WEST-1"));
  EXPECT_FALSE(matcher.Matches(nullptr));
}

TEST(MatcherTest, EqualsTakesNumbersByTheirValue) {
  EXPECT_TRUE(Matches(ValueMatcher::Equals(1), 1.0));
  EXPECT_TRUE(Matches(ValueMatcher::Equals(1.0), 1));
  EXPECT_FALSE(Matches(ValueMatcher::Equals(1), 1.5));
  EXPECT_FALSE(Matches(ValueMatcher::Equals(1), "1"));
  EXPECT_FALSE(Matches(ValueMatcher::Equals(1), true));
}

TEST(MatcherTest, EqualsTakesTimesHoweverTheyAreWritten) {
  const Value actual(Instant{std::chrono::seconds{1'767'225'600}});

  EXPECT_TRUE(Matches(ValueMatcher::Equals("2026-01-01T00:00:00Z"), actual));
  EXPECT_TRUE(Matches(ValueMatcher::Equals("2026-01-01T05:45:00+05:45"), actual));
  EXPECT_TRUE(Matches(ValueMatcher::Equals(1'767'225'600), actual));
  EXPECT_FALSE(Matches(ValueMatcher::Equals(1'767'225'601), actual));
  EXPECT_FALSE(Matches(ValueMatcher::Equals("yesterday"), actual));
}

TEST(MatcherTest, EqualsTakesMembersInAnyOrderAndNullsAsAbsent) {
  const ValueMatcher matcher =
      ValueMatcher::Equals(ValueMembers{{"a", 1}, {"b", ValueMembers{{"c", "x"}, {"d", nullptr}}}});

  EXPECT_TRUE(Matches(matcher, ValueMembers{{"b", ValueMembers{{"c", "x"}}}, {"a", 1}}));
  EXPECT_TRUE(
      Matches(matcher, ValueMembers{{"a", 1}, {"b", ValueMembers{{"c", "x"}}}, {"e", nullptr}}));
  EXPECT_FALSE(Matches(matcher, ValueMembers{{"a", 1}}));
  EXPECT_FALSE(Matches(matcher, ValueMembers{{"a", 1}, {"b", ValueMembers{{"c", "x"}}}, {"e", 2}}));
}

TEST(MatcherTest, EqualsTakesListsElementByElement) {
  const ValueMatcher matcher = ValueMatcher::Equals(ValueList{1, "b"});

  EXPECT_TRUE(Matches(matcher, ValueList{1.0, "b"}));
  EXPECT_FALSE(Matches(matcher, ValueList{"b", 1}));
  EXPECT_FALSE(Matches(matcher, ValueList{1}));
  EXPECT_FALSE(Matches(matcher, ValueList{1, "b", 3}));
  EXPECT_FALSE(Matches(matcher, "1b"));
}

TEST(MatcherTest, EqualsNullTakesNullAndAbsence) {
  EXPECT_TRUE(Matches(ValueMatcher::Equals(nullptr), nullptr));
  EXPECT_TRUE(ValueMatcher::Equals(nullptr).Matches(nullptr));
  EXPECT_FALSE(Matches(ValueMatcher::Equals(nullptr), ""));
}

TEST(MatcherTest, RegexIsFoundAnywhereInTheText) {
  EXPECT_TRUE(Matches(ValueMatcher::Matching("west"), "eu-west-1"));
  EXPECT_FALSE(Matches(ValueMatcher::Matching("^west"), "eu-west-1"));
  EXPECT_TRUE(Matches(ValueMatcher::Matching(R"(^eu-(west|south)-\d$)"), "eu-south-2"));
  EXPECT_FALSE(Matches(ValueMatcher::Matching("1"), 1));
  EXPECT_FALSE(ValueMatcher::Matching(".*").Matches(nullptr));
}

TEST(MatcherTest, RegexTakesNoExponentialTimeAndNoStack) {
  EXPECT_FALSE(Matches(ValueMatcher::Matching("^(a+)+$"), std::string(60, 'a') + "b"));
  EXPECT_TRUE(Matches(ValueMatcher::Matching("^(?:a|b)*$"), std::string(1'000'000, 'a')));
  EXPECT_FALSE(Matches(ValueMatcher::Matching("^(?:a|b)*$"), std::string(1'000'000, 'a') + "c"));
}

TEST(MatcherTest, RegexKnowsTheClassesOfUnicode) {
  EXPECT_TRUE(Matches(ValueMatcher::Matching(R"(^\p{L}+$)"), "größe"));
  EXPECT_FALSE(Matches(ValueMatcher::Matching(R"(\p{L})"), "§1"));
  EXPECT_TRUE(Matches(ValueMatcher::Matching("^.$"), "世"));
}

TEST(MatcherTest, RegexThatIsInvalidIsMisuse) {
  EXPECT_THAT([] { ValueMatcher::Matching("(a"); },
              ThrowsMessage<Misuse>("invalid regular expression: missing \")\" in \"(a\""));
  EXPECT_EQ(RegexProblem("^a+$"), std::nullopt);
  EXPECT_EQ(RegexProblem("["), "invalid regular expression: missing \"]\" in \"[\"");
  EXPECT_EQ(RegexProblem("*a"),
            R"(invalid regular expression: nothing to repeat before "*" in "*a")");
  EXPECT_EQ(RegexProblem("a{1001}"),
            R"(invalid regular expression: invalid number of repeats "{1001}", at most 1000 in )"
            R"("a{1001}")");
  EXPECT_EQ(RegexProblem(R"([\p{L}]{1000})"),
            R"(invalid regular expression: more states than RE2 allows in "[\\p{L}]{1000}")");
  EXPECT_EQ(RegexProblem(std::string(1000, 'a')), std::nullopt);
  EXPECT_EQ(RegexProblem(std::string(1001, '(')),
            "invalid regular expression: longer than 1000 bytes");
}

TEST(MatcherTest, RegexOfAnotherDialectIsToldWhatRe2HasNot) {
  const auto problem = [](const std::string& regex) { return RegexProblem(regex).value_or(""); };

  EXPECT_EQ(problem("(?=.*z)"),
            "invalid regular expression: invalid group \"(?=\" in \"(?=.*z)\"; RE2 has no "
            "lookahead");
  EXPECT_THAT(problem("(?!aws:)."), HasSubstr("; RE2 has no lookahead"));
  EXPECT_THAT(problem("(?<=a)b"), HasSubstr("; RE2 has no lookbehind"));
  EXPECT_THAT(problem("(?<!a)b"), HasSubstr("; RE2 has no lookbehind"));
  EXPECT_THAT(problem("(?<name>a)"), HasSubstr("; write a named group as (?P<name>...)"));
  EXPECT_THAT(problem("(?>a)"), HasSubstr("; RE2 has no atomic groups"));
  EXPECT_THAT(problem(R"((a)\1)"), HasSubstr("; RE2 has no back-references"));
  EXPECT_THAT(problem(R"(\k<name>)"), HasSubstr("; RE2 has no back-references"));
  EXPECT_THAT(problem("a++"), HasSubstr("; RE2 has no possessive repeats"));
  EXPECT_THAT(problem(R"(\u0041)"), HasSubstr(R"(; write \x{41} for \u0041)"));
}

TEST(MatcherTest, GlobTakesTheWholeText) {
  EXPECT_TRUE(Matches(ValueMatcher::Glob("golden-*"), "golden-eu"));
  EXPECT_TRUE(Matches(ValueMatcher::Glob("golden-?u"), "golden-eu"));
  EXPECT_FALSE(Matches(ValueMatcher::Glob("golden"), "golden-eu"));
  EXPECT_FALSE(Matches(ValueMatcher::Glob("*"), 5));
}

TEST(MatcherTest, AbsentTakesNullAndAbsenceAndAnyTheOpposite) {
  EXPECT_TRUE(ValueMatcher::Absent().Matches(nullptr));
  EXPECT_TRUE(Matches(ValueMatcher::Absent(), nullptr));
  EXPECT_FALSE(Matches(ValueMatcher::Absent(), ""));
  EXPECT_FALSE(ValueMatcher::Any().Matches(nullptr));
  EXPECT_FALSE(Matches(ValueMatcher::Any(), nullptr));
  EXPECT_TRUE(Matches(ValueMatcher::Any(), ""));
}

TEST(MatcherTest, SizeTakesListsAndMapsOfThatSize) {
  EXPECT_TRUE(Matches(ValueMatcher::Size(2), ValueList{1, 2}));
  EXPECT_TRUE(Matches(ValueMatcher::Size(1), ValueMembers{{"a", 1}}));
  EXPECT_TRUE(Matches(ValueMatcher::Size(0), ValueList{}));
  EXPECT_FALSE(Matches(ValueMatcher::Size(1), ValueList{1, 2}));
  EXPECT_FALSE(Matches(ValueMatcher::Size(1), "a"));
  EXPECT_FALSE(ValueMatcher::Size(0).Matches(nullptr));
}

TEST(MatcherTest, ContainsTakesListsWithSuchAnElement) {
  const ValueMatcher matcher = ValueMatcher::Contains(ValueMatcher::Glob("b*"));

  EXPECT_TRUE(Matches(matcher, ValueList{"a", "bc"}));
  EXPECT_FALSE(Matches(matcher, ValueList{"a", "c"}));
  EXPECT_FALSE(Matches(matcher, ValueList{}));
  EXPECT_FALSE(Matches(matcher, "b"));
}

TEST(MatcherTest, ListTakesAListOfThatLengthElementByElement) {
  const ValueMatcher matcher = ValueMatcher::List({ValueMatcher::Any(), ValueMatcher::Equals("b")});

  EXPECT_TRUE(Matches(matcher, ValueList{1, "b"}));
  EXPECT_FALSE(Matches(matcher, ValueList{1, "c"}));
  EXPECT_FALSE(Matches(matcher, ValueList{1}));
  EXPECT_FALSE(Matches(matcher, ValueList{1, "b", 3}));
}

TEST(MatcherTest, MembersTakesThoseMembersAndLeavesOthersAlone) {
  const ValueMatcher matcher = ValueMatcher::Members(
      {{"Name", ValueMatcher::Equals("golden")}, {"Gone", ValueMatcher::Absent()}});

  EXPECT_TRUE(Matches(matcher, ValueMembers{{"Name", "golden"}, {"State", "AVAILABLE"}}));
  EXPECT_FALSE(Matches(matcher, ValueMembers{{"Name", "silver"}}));
  EXPECT_FALSE(Matches(matcher, ValueMembers{{"Name", "golden"}, {"Gone", 1}}));
  EXPECT_FALSE(Matches(matcher, "golden"));
  EXPECT_FALSE(matcher.Matches(nullptr));
  EXPECT_TRUE(ValueMatcher::Members({{"Gone", ValueMatcher::Absent()}}).Matches(nullptr));
}

TEST(MatcherTest, ComparesByWhatItSays) {
  EXPECT_EQ(ValueMatcher::Matching("a"), ValueMatcher::Matching("a"));
  EXPECT_FALSE(ValueMatcher::Matching("a") == ValueMatcher::Glob("a"));
  EXPECT_FALSE(ValueMatcher::Contains(ValueMatcher::Equals(1)) ==
               ValueMatcher::Contains(ValueMatcher::Equals(2)));
  EXPECT_EQ(ValueMatcher::List({ValueMatcher::Any()}), ValueMatcher::List({ValueMatcher::Any()}));
}

TEST(MatcherTextTest, ReadsAsAPhrase) {
  EXPECT_EQ(ToText(ValueMatcher::Equals("eu-west-1")), "\"eu-west-1\"");
  EXPECT_EQ(ToText(ValueMatcher::Equals(nullptr)), "null");
  EXPECT_EQ(ToText(ValueMatcher::Matching("^a")), "text that matches \"^a\"");
  EXPECT_EQ(ToText(ValueMatcher::Glob("a*")), "text like \"a*\"");
  EXPECT_EQ(ToText(ValueMatcher::Absent()), "absent");
  EXPECT_EQ(ToText(ValueMatcher::Any()), "anything");
  EXPECT_EQ(ToText(ValueMatcher::Size(3)), "3 elements");
  EXPECT_EQ(ToText(ValueMatcher::Contains(ValueMatcher::Equals(1))), "a list with 1");
  EXPECT_EQ(ToText(ValueMatcher::List({ValueMatcher::Equals(1), ValueMatcher::Any()})),
            "[1, anything]");
  EXPECT_EQ(ToText(ValueMatcher::Members(
                {{"Name", ValueMatcher::Glob("a*")}, {"B", ValueMatcher::Absent()}})),
            "{Name: text like \"a*\", B: absent}");
}

}  // namespace
}  // namespace fakestream
