// SPDX-License-Identifier: Apache-2.0
#include "base/clean_text.h"

#include <string>

#include <gtest/gtest.h>

#include "fakestream/base/diagnostic.h"
#include "fakestream/base/text.h"

namespace fakestream {
namespace {

TEST(CleanTextTest, OneLineHoldsNoControlCharacterAndNoLineEnd) {
  EXPECT_EQ(OneLine("plain text, größer"), "plain text, größer");
  EXPECT_EQ(OneLine("a\nb\rc\td"), R"(a\nb\rc\td)");
  EXPECT_EQ(OneLine("\x1b[31mred\x07\x7f"), "\uFFFD[31mred\uFFFD\uFFFD");
  EXPECT_EQ(OneLine("\u009b31m \u0080 \u00a0"), "\uFFFD31m \uFFFD \u00a0");
  EXPECT_EQ(OneLine("\x9b\x80 \xff"), "\uFFFD\uFFFD \uFFFD");
  EXPECT_EQ(OneLine(std::string("a\0b", 3)), "a\uFFFDb");
}

TEST(CleanTextTest, OneLineHoldsNoCommandToGitHubsRunner) {
  EXPECT_EQ(OneLine("::error::x"), R"(\u003a:error::x)");
  EXPECT_EQ(OneLine(" \u2003 ::error::x"), " \u2003 \\u003a:error::x");
  EXPECT_EQ(OneLine("a::b"), "a::b");
  EXPECT_EQ(OneLine("a ##[group]b ###[x]"), R"(a ##\u005bgroup]b ###\u005bx])");
}

TEST(CleanTextTest, OneLineOfOneLineIsTheSame) {
  for (const std::string text : {"::a\n", "##[##[", " ::::", "\x1b\u0090##["}) {
    EXPECT_EQ(OneLine(OneLine(text)), OneLine(text));
  }
}

TEST(CleanTextTest, PrintableLinesKeepTheirEnds) {
  EXPECT_EQ(PrintableLines("a\n  ::b\n\x1b"), "a\n  \\u003a:b\n\uFFFD");
  EXPECT_EQ(PrintableLines("a\n\n"), "a\n\n");
  EXPECT_EQ(PrintableLines(""), "");
}

TEST(CleanTextTest, PrintableMarkupSaysTheSameToAReaderOfMarkup) {
  EXPECT_EQ(PrintableMarkup("<a>\n ::b ##[c]</a>\n"), "<a>\n &#58;:b ##&#91;c]</a>\n");
  EXPECT_EQ(PrintableMarkup("::a"), "&#58;:a");
}

TEST(CleanTextTest, PrintableJsonSaysTheSameToAReaderOfJson) {
  EXPECT_EQ(PrintableJson("\"\x7f \u009b é ##[x] # ##\""),
            "\"\\u007f \\u009b é ##\\u005bx] # ##\"");
  EXPECT_EQ(PrintableJson(""), "");
}

TEST(CleanTextTest, QuotedTextIsFitForATerminal) {
  EXPECT_EQ(Quoted("\u009b31m\x7f ##[x] é"), R"("\u009b31m\u007f ##\u005bx] é")");
}

TEST(CleanTextTest, MemberNameIsQuotedUnlessItIsAWord) {
  EXPECT_EQ(MemberName("SourceImageName"), "SourceImageName");
  EXPECT_EQ(MemberName("a_1"), "a_1");
  EXPECT_EQ(MemberName("a b"), R"("a b")");
  EXPECT_EQ(MemberName(""), R"("")");
  EXPECT_EQ(MemberName("\n::x"), R"("\n::x")");
}

TEST(CleanTextTest, DiagnosticIsOneLineWhateverItHolds) {
  EXPECT_EQ(ToText(Diagnostic{.file = "\x1b.json",
                              .line = 1,
                              .column = 2,
                              .where = "/a\n::error::b",
                              .what = "bad\r",
                              .hint = "##[x]"}),
            "\uFFFD.json:1:2: /a\\n::error::b: bad\\r (##\\u005bx])");
  EXPECT_EQ(ToText(Diagnostic{.file = ":", .line = 1, .column = 2, .what = "bad"}),
            R"(\u003a:1:2: bad)");
}

}  // namespace
}  // namespace fakestream
