// SPDX-License-Identifier: Apache-2.0
#include "fakestream/sim/random.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Ge;
using testing::Le;
using testing::Optional;

std::array<std::uint64_t, 3> FirstDraws(RandomStream stream) {
  return {stream.Draw(0), stream.Draw(1), stream.Draw(2)};
}

// Counterexamples are stored with their seed: other draws would make them meaningless. The values
// were computed by a second implementation, in Python.
TEST(RandomStreamTest, DrawsTheSameNumbersOnEveryCompiler) {
  EXPECT_THAT(FirstDraws(RandomStream(0, std::uint64_t{0})),
              ElementsAre(0xa706dd2f4d197e6fU, 0xb382a305f4414f5eU, 0x631a9154fbabf717U));
  EXPECT_THAT(FirstDraws(RandomStream(7, "chance")),
              ElementsAre(0x06159a47406b40c0U, 0x39a3bbf755283f68U, 0x77aa322996c262aaU));
}

// With a key of 0 the draws would be those of SplitMix64 from seed 0; a key shifts the seed.
TEST(RandomStreamTest, DrawsAsSplitMix64DoesFromItsKey) {
  const std::uint64_t key = MixBits(7U + 0x9e3779b97f4a7c15U) ^ MixBits(3);
  std::uint64_t state = key;
  const RandomStream stream(7, std::uint64_t{3});

  for (std::uint64_t counter = 0; counter < 10; ++counter) {
    state += 0x9e3779b97f4a7c15U;
    EXPECT_EQ(stream.Draw(counter), MixBits(state));
  }
}

TEST(RandomStreamTest, AnswersADrawAloneAsInAnyOrder) {
  const RandomStream stream(1, "images");
  const std::uint64_t fifth = stream.Draw(5);

  stream.Draw(0);
  stream.Draw(9);

  EXPECT_EQ(stream.Draw(5), fifth);
}

TEST(RandomStreamTest, DiffersBySeedAndByName) {
  int equal = 0;
  for (std::uint64_t counter = 0; counter < 1'000; ++counter) {
    const std::uint64_t draw = RandomStream(1, "rule 0").Draw(counter);
    equal += static_cast<int>(draw == RandomStream(2, "rule 0").Draw(counter));
    equal += static_cast<int>(draw == RandomStream(1, "rule 1").Draw(counter));
    equal += static_cast<int>(draw == RandomStream(2, "rule 1").Draw(counter));
  }

  EXPECT_EQ(equal, 0);
}

// Of 64,000 bits about half must agree; 5 standard deviations are 633.
TEST(RandomStreamTest, KeepsNeighbouringStreamsIndependent) {
  int agreeing = 0;
  for (std::uint64_t counter = 0; counter < 1'000; ++counter) {
    std::uint64_t same = ~(RandomStream(0, std::uint64_t{0}).Draw(counter) ^
                           RandomStream(0, std::uint64_t{1}).Draw(counter));
    for (; same != 0; same &= same - 1) ++agreeing;
  }

  EXPECT_THAT(agreeing, AllOf(Ge(32'000 - 633), Le(32'000 + 633)));
}

TEST(RandomStreamTest, DrawsBelowTheBoundOnly) {
  const RandomStream stream(3, "bounds");

  for (std::uint64_t counter = 0; counter < 1'000; ++counter) {
    EXPECT_EQ(stream.Below(1, counter), 0U);
    EXPECT_LT(stream.Below(2, counter), 2U);
    EXPECT_LT(stream.Below(1'000'003, counter), 1'000'003U);
    EXPECT_LT(stream.Below(std::numeric_limits<std::uint64_t>::max(), counter),
              std::numeric_limits<std::uint64_t>::max());
  }
}

// 70,000 draws over 7 numbers: 10,000 each, 5 standard deviations are 463.
TEST(RandomStreamTest, DrawsEachNumberBelowTheBoundAboutEquallyOften) {
  const RandomStream stream(0, "even");
  std::array<int, 7> counts{};
  for (std::uint64_t counter = 0; counter < 70'000; ++counter) {
    ++counts.at(stream.Below(7, counter));
  }

  EXPECT_THAT(counts, Each(AllOf(Ge(10'000 - 463), Le(10'000 + 463))));
}

TEST(RandomStreamTest, MakesAChanceHappenInItsRatio) {
  const RandomStream stream(0, "quarter");
  int happened = 0;
  for (std::uint64_t counter = 0; counter < 40'000; ++counter) {
    happened += static_cast<int>(stream.Happens({.numerator = 1, .denominator = 4}, counter));
  }

  EXPECT_THAT(happened, AllOf(Ge(10'000 - 433), Le(10'000 + 433)));
}

TEST(RandomStreamTest, MakesACertaintyHappenAlways) {
  const RandomStream stream(0, "always");

  for (std::uint64_t counter = 0; counter < 1'000; ++counter) {
    EXPECT_TRUE(stream.Happens({.numerator = 1, .denominator = 1}, counter));
    EXPECT_TRUE(
        stream.Happens({.numerator = 4'294'967'295U, .denominator = 4'294'967'295U}, counter));
  }
}

TEST(ChanceTest, ReadsRatiosAboveZeroUpToOne) {
  EXPECT_THAT(ParseChance("1/4"), Optional(Chance{.numerator = 1, .denominator = 4}));
  EXPECT_THAT(ParseChance("1/1"), Optional(Chance{.numerator = 1, .denominator = 1}));
  EXPECT_THAT(ParseChance("4294967295/4294967295"),
              Optional(Chance{.numerator = 4'294'967'295U, .denominator = 4'294'967'295U}));
}

TEST(ChanceTest, RefusesAllElse) {
  for (const char* const text : {"",
                                 "/",
                                 "1",
                                 "0.25",
                                 "25%",
                                 "1/",
                                 "/4",
                                 "0/4",
                                 "5/4",
                                 "0/0",
                                 "1/0",
                                 "-1/4",
                                 "1/-4",
                                 "1 / 4",
                                 "01/4",
                                 "1/04",
                                 "1/4/2",
                                 "1/4294967296",
                                 "1/18446744073709551617",
                                 "a/b"}) {
    EXPECT_EQ(ParseChance(text), std::nullopt) << "text: " << text;
  }
}

TEST(ChanceTest, PrintsWhatItReads) {
  EXPECT_EQ(ToText(Chance{.numerator = 2, .denominator = 8}), "2/8");
}

}  // namespace
}  // namespace fakestream
