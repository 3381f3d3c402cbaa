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

}  // namespace
}  // namespace fakestream
