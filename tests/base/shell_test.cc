// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/shell.h"

#include <gtest/gtest.h>

namespace fakestream {
namespace {

TEST(ShellTest, QuotesOnlyWhatAShellWouldReadOtherwise) {
  EXPECT_EQ(QuotedForShell("a/plain-name.json"), "a/plain-name.json");
  EXPECT_EQ(QuotedForShell(""), "''");
  EXPECT_EQ(QuotedForShell("two words"), "'two words'");
  EXPECT_EQ(QuotedForShell("$HOME"), "'$HOME'");
  EXPECT_EQ(QuotedForShell("it's"), R"('it'\''s')");
}

TEST(ShellTest, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(QuotedForShell("\x1b[31m it's"), R"($'\033[31m it\047s')");
  EXPECT_EQ(QuotedForShell("::error"), R"($'\072\072error')");
  EXPECT_EQ(QuotedForShell("a\n\xff"), R"($'a\012\377')");
}

TEST(ShellTest, FileThatLooksLikeAnOptionStandsBehindItsFolder) {
  EXPECT_EQ(PathForShell("-x.json"), "./-x.json");
  EXPECT_EQ(PathForShell("- x.json"), "'./- x.json'");
  EXPECT_EQ(PathForShell("a/-x.json"), "a/-x.json");
  EXPECT_EQ(PathForShell("-"), "-");
}

}  // namespace
}  // namespace fakestream
