// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/text.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using testing::Optional;

TEST(GlobTest, MatchesLiterallyWithoutWildcards) {
  EXPECT_TRUE(MatchesGlob("golden", "golden"));
  EXPECT_TRUE(MatchesGlob("", ""));
  EXPECT_TRUE(MatchesGlob("a.[b]\\c", "a.[b]\\c"));

  EXPECT_FALSE(MatchesGlob("golden", "Golden"));
  EXPECT_FALSE(MatchesGlob("golden", "golden-eu"));
  EXPECT_FALSE(MatchesGlob("golden-eu", "golden"));
  EXPECT_FALSE(MatchesGlob("", "a"));
  EXPECT_FALSE(MatchesGlob("a.c", "abc"));
}

TEST(GlobTest, StarTakesAnyRunEvenNone) {
  EXPECT_TRUE(MatchesGlob("*", ""));
  EXPECT_TRUE(MatchesGlob("*", "anything"));
  EXPECT_TRUE(MatchesGlob("golden-*", "golden-"));
  EXPECT_TRUE(MatchesGlob("golden-*", "golden-eu"));
  EXPECT_TRUE(MatchesGlob("*-eu", "golden-eu"));
  EXPECT_TRUE(MatchesGlob("*-eu", "a-eu-eu"));
  EXPECT_TRUE(MatchesGlob("a*b*c", "a__b_b__c"));
  EXPECT_TRUE(MatchesGlob("a**c", "ac"));
  EXPECT_TRUE(MatchesGlob("*a*", "a"));
  EXPECT_TRUE(MatchesGlob("*aab", "aaaab"));

  EXPECT_FALSE(MatchesGlob("golden-*", "golden"));
  EXPECT_FALSE(MatchesGlob("*-eu", "golden-eu-2"));
  EXPECT_FALSE(MatchesGlob("a*b*c", "a__c__b"));
}

TEST(GlobTest, QuestionMarkTakesExactlyOneByte) {
  EXPECT_TRUE(MatchesGlob("eu-west-?", "eu-west-1"));
  EXPECT_TRUE(MatchesGlob("?*", "a"));
  EXPECT_TRUE(MatchesGlob("*??", "ab"));
  EXPECT_TRUE(MatchesGlob("??", "é"));

  EXPECT_FALSE(MatchesGlob("eu-west-?", "eu-west-"));
  EXPECT_FALSE(MatchesGlob("eu-west-?", "eu-west-12"));
  EXPECT_FALSE(MatchesGlob("?*", ""));
}

TEST(GlobTest, WildcardsInTheTextAreOrdinaryBytes) {
  EXPECT_TRUE(MatchesGlob("a?c", "a*c"));
  EXPECT_TRUE(MatchesGlob("a*", "a*b"));
  EXPECT_FALSE(MatchesGlob("abc", "a*c"));
  EXPECT_FALSE(MatchesGlob("abc", "a?c"));
}

// A backtracking matcher would need more than 2^60 steps here.
TEST(GlobTest, DecidesPatternsThatLookExponentialAtOnce) {
  std::string glob;
  for (int i = 0; i < 200; ++i) glob += "*a";
  const std::string text(10'000, 'a');

  EXPECT_TRUE(MatchesGlob(glob, text));
  EXPECT_FALSE(MatchesGlob(glob + "b", text));
  EXPECT_FALSE(MatchesGlob(glob, std::string(199, 'a')));
}

TEST(NearestWordTest, FindsAMisspelling) {
  EXPECT_THAT(NearestWord("CopyImgae", {"CopyImage", "DeleteImage"}),
              Optional(std::string_view("CopyImage")));
  EXPECT_THAT(NearestWord("SourceImageNam", {"SourceImageName", "DestinationImageName"}),
              Optional(std::string_view("SourceImageName")));
}

TEST(NearestWordTest, IgnoresLetterCase) {
  EXPECT_THAT(NearestWord("COPYIMAGE", {"DeleteImage", "CopyImage"}),
              Optional(std::string_view("CopyImage")));
}

TEST(NearestWordTest, FindsTheNearestAndOfEquallyNearTheFirst) {
  EXPECT_THAT(NearestWord("Nams", {"Nemes", "Names", "Name"}), Optional(std::string_view("Names")));
  EXPECT_THAT(NearestWord("cat", {"dog", "hat", "bat"}), Optional(std::string_view("hat")));
}

TEST(NearestWordTest, AllowsAThirdOfTheLettersAndNoMore) {
  EXPECT_THAT(NearestWord("abcdef", {"abcdXY"}), Optional(std::string_view("abcdXY")));
  EXPECT_EQ(NearestWord("abcdef", {"abcXYZ"}), std::nullopt);
  EXPECT_THAT(NearestWord("om", {"on"}), Optional(std::string_view("on")));
  EXPECT_EQ(NearestWord("xy", {"on"}), std::nullopt);
}

// Found "m" for "" and for "x".
TEST(NearestWordTest, FindsNothingNearASingleLetterOrNone) {
  EXPECT_EQ(NearestWord("", {"m", "at"}), std::nullopt);
  EXPECT_EQ(NearestWord("x", {"m", "at"}), std::nullopt);
}

TEST(NearestWordTest, FindsNothingAmongNoneAndForAWordLongerThanAnyName) {
  EXPECT_EQ(NearestWord("CopyImage", {}), std::nullopt);
  EXPECT_EQ(NearestWord(std::string(201, 'a'), {std::string_view("a")}), std::nullopt);
}

TEST(QuotedTest, EscapesAsJsonDoes) {
  EXPECT_EQ(Quoted(""), R"("")");
  EXPECT_EQ(Quoted("golden"), R"("golden")");
  EXPECT_EQ(Quoted("say \"hi\""), R"("say \"hi\"")");
  EXPECT_EQ(Quoted("a\\b/c"), R"("a\\b/c")");
  EXPECT_EQ(Quoted("a\n\r\tb"), R"("a\n\r\tb")");
  EXPECT_EQ(Quoted(std::string_view("\0\x01\x1f\x7f", 4)), R"("\u0000\u0001\u001f\u007f")");
  EXPECT_EQ(Quoted("größe €😀"), "\"größe €😀\"");
  EXPECT_EQ(Quoted("a\xff"), "\"a\xEF\xBF\xBD\"");
}

TEST(Utf8Test, AcceptsEveryLengthAtItsLimits) {
  for (const char* const text :
       {"", "\x7f", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "a\xC3\xA9z"}) {
    EXPECT_TRUE(IsValidUtf8(text)) << Quoted(text);
    EXPECT_EQ(ValidUtf8(text), text);
  }
  EXPECT_TRUE(IsValidUtf8(std::string_view("a\0b", 3)));
}

TEST(Utf8Test, RefusesOverlongFormsSurrogatesAndWhatLiesBeyondUnicode) {
  EXPECT_FALSE(IsValidUtf8("\xC0\x80"));
  EXPECT_FALSE(IsValidUtf8("\xC1\xBF"));
  EXPECT_FALSE(IsValidUtf8("\xE0\x9F\xBF"));
  EXPECT_FALSE(IsValidUtf8("\xF0\x8F\xBF\xBF"));
  EXPECT_FALSE(IsValidUtf8("\xED\xA0\x80"));
  EXPECT_FALSE(IsValidUtf8("\xED\xBF\xBF"));
  EXPECT_FALSE(IsValidUtf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(IsValidUtf8("\xF5\x80\x80\x80"));
  EXPECT_FALSE(IsValidUtf8("\xFF"));
}

TEST(Utf8Test, RefusesTruncatedAndStraySequences) {
  EXPECT_FALSE(IsValidUtf8("\x80"));
  EXPECT_FALSE(IsValidUtf8("\xC3"));
  EXPECT_FALSE(IsValidUtf8("\xE2\x82"));
  EXPECT_FALSE(IsValidUtf8("\xF0\x9F\x98"));
  EXPECT_FALSE(IsValidUtf8("\xC3("));
  EXPECT_FALSE(IsValidUtf8("a\xE2\x82z"));
  EXPECT_FALSE(IsValidUtf8(std::string_view("\xC3\0", 2)));
}

TEST(Utf8Test, ReplacesWhatIsNotValidAndKeepsTheRest) {
  EXPECT_EQ(ValidUtf8("a\x80z"), "a\uFFFDz");
  EXPECT_EQ(ValidUtf8("\xC3"), "\uFFFD");
  EXPECT_EQ(ValidUtf8("\xC3\xA9\xC3"), "é\uFFFD");
  EXPECT_EQ(ValidUtf8("\xE2\x82z"), "\uFFFD\uFFFDz");
  EXPECT_TRUE(IsValidUtf8(ValidUtf8("\xED\xA0\x80\xF5\xC0\xE2")));
}

TEST(Utf8Test, CountsCodePoints) {
  EXPECT_EQ(CodePoints(""), 0U);
  EXPECT_EQ(CodePoints("abc"), 3U);
  EXPECT_EQ(CodePoints("é€😀"), 3U);
}

TEST(ParseNumberTest, ReadsPlainDecimals) {
  EXPECT_THAT(ParseNumber("0"), Optional(0U));
  EXPECT_THAT(ParseNumber("42"), Optional(42U));
  EXPECT_THAT(ParseNumber("18446744073709551615"), Optional(18'446'744'073'709'551'615U));
}

TEST(ParseNumberTest, RefusesAllElse) {
  for (const char* const text : {"", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "a",
                                 "18446744073709551616", "99999999999999999999999"}) {
    EXPECT_EQ(ParseNumber(text), std::nullopt) << "text: " << text;
  }
}

TEST(JoinTest, PutsTheSeparatorBetweenItemsOnly) {
  EXPECT_EQ(Join({}, ", "), "");
  EXPECT_EQ(Join({"a"}, ", "), "a");
  EXPECT_EQ(Join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(Join({"", ""}, ","), ",");
}

}  // namespace
}  // namespace fakestream
