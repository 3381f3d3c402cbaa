// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/hash.h"

#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace fakestream {
namespace {

std::uint64_t HashOfTwo(std::string_view first, std::string_view second) {
  StableHash hash;
  hash.Add(first);
  hash.Add(second);
  return hash.value();
}

// MixBits(k · golden gamma) is SplitMix64's output; these are its published first outputs for the
// seeds 0 and 1234567.
TEST(MixBitsTest, IsTheFinaliserOfSplitMix64) {
  EXPECT_EQ(MixBits(0), 0U);
  EXPECT_EQ(MixBits(0x9e3779b97f4a7c15U), 0xe220a8397b1dcdafU);
  EXPECT_EQ(MixBits(1234567U + 0x9e3779b97f4a7c15U), 6457827717110365317U);
  EXPECT_EQ(MixBits(1234567U + 2 * 0x9e3779b97f4a7c15U), 3203168211198807973U);
}

// Digests stand in committed reports: a new value here breaks every one of them. The values were
// computed by a second implementation, in Python.
TEST(StableHashTest, HasTheSameValuesOnEveryCompiler) {
  StableHash numbers;
  numbers.Add(std::uint64_t{0});
  numbers.Add(std::uint64_t{0xffffffffffffffffU});

  EXPECT_EQ(StableHash{}.value(), 0x243f6a8885a308d3U);
  EXPECT_EQ(HashOf(""), 0x88177cf7baf82b4bU);
  EXPECT_EQ(HashOf("a"), 0xdeccebad312f47d9U);
  EXPECT_EQ(HashOf("CopyImage"), 0xa658e336eccba757U);
  EXPECT_EQ(HashOf("12345678"), 0xd8adbc946091697aU);
  EXPECT_EQ(HashOf("\xff\x80 größe"), 0x0cda28f5fd5c3b53U);
  EXPECT_EQ(numbers.value(), 0xb62b9fc8876a1cc7U);
}

TEST(StableHashTest, WorksAtCompileTime) {
  static_assert(HashOf("a") != HashOf("b"));

  constexpr std::uint64_t kAtCompileTime = HashOf("DescribeImages");
  const std::string at_run_time = "DescribeImages";

  EXPECT_EQ(HashOf(at_run_time), kAtCompileTime);
}

TEST(StableHashTest, TellsWhereOneTextEndsAndTheNextBegins) {
  EXPECT_NE(HashOfTwo("ab", "c"), HashOfTwo("a", "bc"));
  EXPECT_NE(HashOfTwo("", "abc"), HashOfTwo("abc", ""));
  EXPECT_NE(HashOfTwo("", ""), HashOf(""));
  EXPECT_NE(HashOfTwo("12345678", ""), HashOfTwo("1234567", "8"));
}

TEST(StableHashTest, DependsOnOrder) {
  EXPECT_NE(HashOfTwo("a", "b"), HashOfTwo("b", "a"));
}

TEST(StableHashTest, CountsZeroBytes) {
  EXPECT_NE(HashOf(std::string_view("\0", 1)), HashOf(""));
  EXPECT_NE(HashOf(std::string_view("a\0", 2)), HashOf("a"));
}

TEST(StableHashTest, KeepsSmallDifferencesApart) {
  std::set<std::uint64_t> seen;
  for (int length = 0; length < 40; ++length) {
    for (int place = 0; place <= length; ++place) {
      std::string text(static_cast<std::size_t>(length), 'a');
      if (place < length) text[static_cast<std::size_t>(place)] = 'b';
      seen.insert(HashOf(text));
    }
  }

  EXPECT_EQ(seen.size(), 820U);
}

}  // namespace
}  // namespace fakestream
