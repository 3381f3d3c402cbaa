// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/time.h"

#include <limits>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Optional;

TEST(DurationTest, PrintsLargestUnitsFirst) {
  EXPECT_EQ(ToText(Duration{}), "0s");
  EXPECT_EQ(ToText(Duration{1}), "1us");
  EXPECT_EQ(ToText(Duration{999}), "999us");
  EXPECT_EQ(ToText(Duration{milliseconds{1}}), "1ms");
  EXPECT_EQ(ToText(Duration{milliseconds{250}}), "250ms");
  EXPECT_EQ(ToText(Duration{1'500}), "0.0015s");
  EXPECT_EQ(ToText(Duration{milliseconds{25'550}}), "25.55s");
  EXPECT_EQ(ToText(Duration{seconds{90}}), "1m30s");
  EXPECT_EQ(ToText(Duration{hours{1} + minutes{30}}), "1h30m");
  EXPECT_EQ(ToText(Duration{hours{48}}), "2d");
  EXPECT_EQ(ToText(Duration{hours{24} + microseconds{1}}), "1d0.000001s");
  EXPECT_EQ(ToText(kMaxDuration), "365250d");
}

TEST(DurationTest, PrintsNegativeLengthsWithASign) {
  EXPECT_EQ(ToText(-Duration{seconds{90}}), "-1m30s");
  EXPECT_EQ(ToText(Duration{-1}), "-1us");
  EXPECT_EQ(ToText(Duration{std::numeric_limits<std::int64_t>::min()}), "-106751991d4h54.775808s");
}

TEST(DurationTest, ReadsEveryUnit) {
  EXPECT_THAT(ParseDuration("2d"), Optional(Duration{hours{48}}));
  EXPECT_THAT(ParseDuration("2h"), Optional(Duration{hours{2}}));
  EXPECT_THAT(ParseDuration("20m"), Optional(Duration{minutes{20}}));
  EXPECT_THAT(ParseDuration("90s"), Optional(Duration{seconds{90}}));
  EXPECT_THAT(ParseDuration("250ms"), Optional(Duration{milliseconds{250}}));
  EXPECT_THAT(ParseDuration("7us"), Optional(Duration{7}));
}

TEST(DurationTest, ReadsSeveralUnitsAndFractions) {
  EXPECT_THAT(ParseDuration("1h30m"), Optional(Duration{minutes{90}}));
  EXPECT_THAT(ParseDuration("1d2h3m4s5ms6us"), Optional(Duration{93'784'005'006}));
  EXPECT_THAT(ParseDuration("25.55s"), Optional(Duration{milliseconds{25'550}}));
  EXPECT_THAT(ParseDuration("0.5h"), Optional(Duration{minutes{30}}));
  EXPECT_THAT(ParseDuration("1.001ms"), Optional(Duration{1'001}));
  EXPECT_THAT(ParseDuration("0s"), Optional(Duration{}));
  EXPECT_THAT(ParseDuration("007s"), Optional(Duration{seconds{7}}));
}

TEST(DurationTest, RefusesWhatIsNotADuration) {
  for (const char* const text :
       {"",      " ",    "s",    "5",    "5 s",        " 5s",   "5s ",
        "-5s",   "+5s",  "5S",   "5sec", "5w",         ".5s",   "5.s",
        "1..5s", "1.5",  "1e3s", "1m1m", "1s1m",       "1ms1s", "1h 30m",
        "1,5s",  "0x5s", "5s\n", "五s",  "0.0000001s", "1.5us", "0.0001ms"}) {
    EXPECT_EQ(ParseDuration(text), std::nullopt) << "text: " << text;
  }
}

TEST(DurationTest, ReadsUpToTheLongestDurationAndRefusesMore) {
  EXPECT_THAT(ParseDuration("365250d"), Optional(kMaxDuration));
  EXPECT_THAT(ParseDuration("31557600000s"), Optional(kMaxDuration));
  EXPECT_THAT(ParseDuration("31557600000000000us"), Optional(kMaxDuration));

  EXPECT_EQ(ParseDuration("365250d1us"), std::nullopt);
  EXPECT_EQ(ParseDuration("365250.1d"), std::nullopt);
  EXPECT_EQ(ParseDuration("365251d"), std::nullopt);
  EXPECT_EQ(ParseDuration("31557600000000001us"), std::nullopt);
  EXPECT_EQ(ParseDuration("99999999999999999d"), std::nullopt);
  EXPECT_EQ(ParseDuration("9223372036854775808us"), std::nullopt);
  EXPECT_EQ(ParseDuration("99999999999999999999999999999999s"), std::nullopt);
}

TEST(DurationTest, ReadsBackWhatItPrints) {
  for (const std::int64_t length :
       {0LL, 1LL, 999LL, 1'000LL, 1'001LL, 999'999LL, 1'000'000LL, 1'000'001LL, 59'999'999LL,
        60'000'000LL, 3'599'999'999LL, 86'400'000'000LL, 86'399'999'999LL, 123'456'789'012'345LL,
        31'557'599'999'999'999LL, 31'557'600'000'000'000LL}) {
    EXPECT_THAT(ParseDuration(ToText(Duration{length})), Optional(Duration{length}));
  }
}

TEST(InstantTest, PrintsIso8601InUtcWithOnlyTheDecimalsItNeeds) {
  EXPECT_EQ(ToText(Instant{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(ToText(Instant{seconds{1'767'225'600}}), "2026-01-01T00:00:00Z");
  EXPECT_EQ(ToText(Instant{milliseconds{1'767'225'600'500}}), "2026-01-01T00:00:00.5Z");
  EXPECT_EQ(ToText(Instant{microseconds{1}}), "1970-01-01T00:00:00.000001Z");
  EXPECT_EQ(ToText(Instant{seconds{951'868'799}}), "2000-02-29T23:59:59Z");
  EXPECT_EQ(ToText(Instant{microseconds{-1}}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(ToText(kLatestInstant), "9999-12-31T23:59:59.999999Z");
}

TEST(InstantTest, ReadsUtc) {
  EXPECT_THAT(ParseInstant("1970-01-01T00:00:00Z"), Optional(Instant{}));
  EXPECT_THAT(ParseInstant("2026-01-01T00:00:00Z"), Optional(Instant{seconds{1'767'225'600}}));
  EXPECT_THAT(ParseInstant("2026-01-01T00:00:00.25Z"),
              Optional(Instant{milliseconds{1'767'225'600'250}}));
  EXPECT_THAT(ParseInstant("2026-01-01T00:00:00.000000Z"),
              Optional(Instant{seconds{1'767'225'600}}));
  EXPECT_THAT(ParseInstant("9999-12-31T23:59:59.999999Z"), Optional(kLatestInstant));
}

TEST(InstantTest, KnowsLeapYears) {
  EXPECT_THAT(ParseInstant("2024-02-29T12:00:00Z"), Optional(Instant{seconds{1'709'208'000}}));
  EXPECT_THAT(ParseInstant("2000-02-29T00:00:00Z"), Optional(Instant{seconds{951'782'400}}));

  EXPECT_EQ(ParseInstant("2023-02-29T12:00:00Z"), std::nullopt);
  EXPECT_EQ(ParseInstant("2100-02-29T12:00:00Z"), std::nullopt);
}

TEST(InstantTest, SubtractsTheOffset) {
  EXPECT_THAT(ParseInstant("1970-01-01T05:45:00+05:45"), Optional(Instant{}));
  EXPECT_THAT(ParseInstant("1969-12-31T19:00:00-05:00"), Optional(Instant{}));
  EXPECT_THAT(ParseInstant("2026-01-01T00:00:00.5+00:00"),
              Optional(Instant{milliseconds{1'767'225'600'500}}));
  EXPECT_THAT(ParseInstant("1970-01-01T00:00:00-00:00"), Optional(Instant{}));
  EXPECT_THAT(ParseInstant("1970-01-01T23:59:00+23:59"), Optional(Instant{}));
}

TEST(InstantTest, RefusesInstantsOutside1970To9999EvenByTheOffset) {
  EXPECT_EQ(ParseInstant("1969-12-31T23:59:59Z"), std::nullopt);
  EXPECT_EQ(ParseInstant("1970-01-01T00:00:00+00:01"), std::nullopt);
  EXPECT_EQ(ParseInstant("9999-12-31T23:59:59-00:01"), std::nullopt);
  EXPECT_EQ(ParseInstant("0000-01-01T00:00:00Z"), std::nullopt);
  EXPECT_EQ(ParseInstant("10000-01-01T00:00:00Z"), std::nullopt);
}

TEST(InstantTest, RefusesWhatIsNotAnInstant) {
  for (const char* const text : {"",
                                 "2026",
                                 "2026-01-01",
                                 "2026-01-01T00:00:00",
                                 "2026-01-01 00:00:00Z",
                                 "2026-01-01T00:00Z",
                                 "2026-1-1T00:00:00Z",
                                 "2026-00-01T00:00:00Z",
                                 "2026-13-01T00:00:00Z",
                                 "2026-01-00T00:00:00Z",
                                 "2026-04-31T00:00:00Z",
                                 "2026-01-01T24:00:00Z",
                                 "2026-01-01T00:60:00Z",
                                 "2026-01-01T00:00:60Z",
                                 "2026-01-01T00:00:00.Z",
                                 "2026-01-01T00:00:00.0000001Z",
                                 "2026-01-01T00:00:00,5Z",
                                 "2026-01-01t00:00:00z",
                                 "2026-01-01T00:00:00+05",
                                 "2026-01-01T00:00:00+0545",
                                 "2026-01-01T00:00:00+24:00",
                                 "2026-01-01T00:00:00+05:60",
                                 "2026-01-01T00:00:00Z ",
                                 " 2026-01-01T00:00:00Z",
                                 "2026-01-01T00:00:00ZZ",
                                 "-026-01-01T00:00:00Z",
                                 "2026-01-01T-1:00:00Z",
                                 "1767225600"}) {
    EXPECT_EQ(ParseInstant(text), std::nullopt) << "text: " << text;
  }
}

TEST(InstantTest, ReadsBackWhatItPrints) {
  for (const std::int64_t at : {0LL, 1LL, 999'999LL, 951'782'399'999'999LL, 951'782'400'000'000LL,
                                4'107'542'400'000'000LL, 253'402'300'799'999'999LL}) {
    EXPECT_THAT(ParseInstant(ToText(Instant{Duration{at}})), Optional(Instant{Duration{at}}));
  }
}

TEST(InstantTest, AddsAndSubtractsLengths) {
  const Instant noon{hours{12}};

  EXPECT_EQ(noon + minutes{1}, Instant{minutes{721}});
  EXPECT_EQ(noon - minutes{1}, Instant{minutes{719}});
  EXPECT_EQ(noon - Instant{hours{10}}, Duration{hours{2}});
  EXPECT_LT(noon, noon + microseconds{1});
}

TEST(InstantTest, LatestPlusLongestStaysInRange) {
  EXPECT_GT(kLatestInstant + kMaxDuration, kLatestInstant);
  EXPECT_GT(kMaxDuration + kMaxDuration, kMaxDuration);
}

}  // namespace
}  // namespace fakestream
