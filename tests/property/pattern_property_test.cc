// SPDX-License-Identifier: Apache-2.0

// The functions that decide the patterns of the service's model, beside RE2's verdict on the same
// patterns. RC_PARAMS=seed=0 makes a run repeatable.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <re2/re2.h>

#include "fakestream/service/shapes.h"

#include "property/draw.h"

namespace fakestream {
namespace {

using re2::RE2;

const std::string kArnTail = R"([A-Za-z0-9:_/+=,@.\\-])";

// The text with `old`, which it must hold once, replaced.
std::string Replaced(std::string_view text, std::string_view old, std::string_view by) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string_view::npos) << text;
  return std::string(text.substr(0, at)) + std::string(by) +
         std::string(text.substr(at + old.size()));
}

// A text that mostly satisfies the pattern of a name: near the length limit, with at most two bytes
// that were replaced by any byte of ASCII.
rc::Gen<std::string> NearNameGen() {
  return rc::gen::exec([] {
    const auto length = *rc::gen::element<std::size_t>(0, 1, 2, 3, 99, 100, 101, 102, 103);
    auto name =
        *rc::gen::container<std::string>(length, rc::gen::elementOf(std::string("abzABZ0189_.-")));
    const int changes = *rc::gen::inRange(0, 3);
    for (int i = 0; i < changes && !name.empty(); ++i) {
      const auto place = *rc::gen::element<std::size_t>(0, 1, name.size() - 1, name.size() / 2);
      name.at(place % name.size()) = static_cast<char>(*rc::gen::inRange(0, 128));
    }
    return name;
  });
}

TEST(PatternPropertyTest, NamesAreDecidedAsByTheirRegularExpression) {
  const RE2 printed{std::string(kNamePattern.regex)};
  int accepted = 0;
  int refused = 0;

  ExpectHolds("IsImageName", [&] {
    const std::string name = *NearNameGen();
    RC_ASSERT(IsImageName(name) == RE2::FullMatch(name, printed));
    ++(IsImageName(name) ? accepted : refused);
  });

  EXPECT_GT(accepted, 10);
  EXPECT_GT(refused, 10);
}

TEST(PatternPropertyTest, EveryByteIsDecidedAsByTheRegularExpressionOfAName) {
  const RE2 printed{std::string(kNamePattern.regex)};
  for (int byte = 0; byte < 128; ++byte) {
    const std::string first(1, static_cast<char>(byte));
    EXPECT_EQ(IsImageName(first), RE2::FullMatch(first, printed)) << byte;
    EXPECT_EQ(IsImageName("a" + first), RE2::FullMatch("a" + first, printed)) << byte;
  }
}

// Parts of an ARN at their limits, and now and then a byte that does not belong.
rc::Gen<std::string> NearArnGen() {
  return rc::gen::exec([] {
    const auto part = [](const std::string& bytes, std::vector<std::size_t> lengths) {
      const auto length = *rc::gen::elementOf(lengths);
      return *rc::gen::container<std::string>(length, rc::gen::elementOf(bytes));
    };
    std::string arn = *rc::gen::weightedElement<std::string>({{9, "arn"}, {1, "Arn"}, {1, ""}});
    arn += ":" + *rc::gen::weightedElement<std::string>({{9, "aws"},
                                                         {3, "aws-cn"},
                                                         {3, "aws-iso"},
                                                         {3, "aws-iso-b"},
                                                         {3, "aws-us-gov"},
                                                         {1, "aws-iso-"},
                                                         {1, "aws-"},
                                                         {1, ""}});
    arn += ":" + *rc::gen::weightedElement<std::string>({{9, "a"}, {1, "-"}, {1, ""}});
    arn += part("aZ0_/.-", {0, 5, 61, 62, 63});
    arn += ":" + part("aZ0_/.-", {0, 9, 62, 63, 64});
    arn += ":" + part("aZ0_/.-", {0, 12, 63});
    arn += ":" + *rc::gen::weightedElement<std::string>({{9, "i"}, {1, ":"}, {1, ""}});
    arn += part("aZ0:_/+=,@.\\-", {0, 7, 60, 1022, 1023, 1024});
    if (*rc::gen::inRange(0, 4) == 0) {
      const auto place = *rc::gen::inRange<std::size_t>(0, arn.size());
      arn.at(place) = static_cast<char>(*rc::gen::inRange(0, 128));
    }
    return arn;
  });
}

TEST(PatternPropertyTest, ArnsAreDecidedAsByTheirRegularExpression) {
  // RE2 repeats up to 1,000 times.
  const RE2 printed(Replaced(kArnPattern.regex, "{0,1023}", "{0,1000}" + kArnTail + "{0,23}"));
  ASSERT_TRUE(printed.ok());
  int accepted = 0;
  int refused = 0;

  ExpectHolds("IsArn", [&] {
    const std::string arn = *NearArnGen();
    RC_ASSERT(IsArn(arn) == RE2::FullMatch(arn, printed));
    ++(IsArn(arn) ? accepted : refused);
  });

  EXPECT_GT(accepted, 10);
  EXPECT_GT(refused, 10);
}

TEST(PatternPropertyTest, AccountIdsAreDecidedAsByTheirRegularExpression) {
  const RE2 printed{std::string(kAccountIdPattern.regex)};

  ExpectHolds("IsAccountId", [&] {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789a")));
    RC_ASSERT(IsAccountId(text) == RE2::FullMatch(text, printed));
  });
}

std::string Utf8Of(char32_t point) {
  const auto byte = [](char32_t bits) {
    return static_cast<char>(static_cast<unsigned char>(bits));
  };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0U | point >> 6U), byte(0x80U | (point & 0x3FU))};
  if (point < 0x10000) {
    return {byte(0xE0U | point >> 12U), byte(0x80U | (point >> 6U & 0x3FU)),
            byte(0x80U | (point & 0x3FU))};
  }
  return {byte(0xF0U | point >> 18U), byte(0x80U | (point >> 12U & 0x3FU)),
          byte(0x80U | (point >> 6U & 0x3FU)), byte(0x80U | (point & 0x3FU))};
}

// Mostly code points of a tag; now and then any other, or a byte that is no UTF-8.
rc::Gen<std::string> NearTagGen() {
  return rc::gen::exec([] {
    std::string text = *rc::gen::element<std::string>("", "aws:", "aws", "a", "Aws:");
    for (int left = *rc::gen::inRange(0, 12); left > 0; --left) {
      const int kind = *rc::gen::inRange(0, 40);
      if (kind == 0) {
        text += "\xFF";
      } else if (kind < 4) {
        const auto point = *rc::gen::inRange<char32_t>(0, 0x110000);
        text += Utf8Of(point >= 0xD800 && point < 0xE000 ? U' ' : point);
      } else {
        text += *rc::gen::element<std::string>("a", "Z", "0", " ", "_", ".", ":", "/", "=", "+",
                                               "-", "@", "\u00e9", "\u4e16", "\u0663", "\u2003");
      }
    }
    return text;
  });
}

// RE2 has no lookahead, so that what it forbids is asked for beside the rest; and its dot is
// anything but \n, where that of Java, in which the service matches, is no other end of a line.
TEST(PatternPropertyTest, TagKeysAreDecidedAsByTheirRegularExpression) {
  const RE2 printed(
      Replaced(kTagKeyPattern.regex, "(?!aws:).", "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]"));
  ASSERT_TRUE(printed.ok());
  int accepted = 0;
  int refused = 0;

  ExpectHolds("IsTagKey", [&] {
    const std::string key = *NearTagGen();
    RC_ASSERT(IsTagKey(key) == (!key.starts_with("aws:") && RE2::FullMatch(key, printed)));
    ++(IsTagKey(key) ? accepted : refused);
  });

  EXPECT_GT(accepted, 10);
  EXPECT_GT(refused, 10);
}

TEST(PatternPropertyTest, TagValuesAreDecidedAsByTheirRegularExpression) {
  const RE2 printed{std::string(kTagValuePattern.regex)};
  int accepted = 0;
  int refused = 0;

  ExpectHolds("IsTagValue", [&] {
    const std::string text = *NearTagGen();
    RC_ASSERT(IsTagValue(text) == RE2::FullMatch(text, printed));
    ++(IsTagValue(text) ? accepted : refused);
  });

  EXPECT_GT(accepted, 10);
  EXPECT_GT(refused, 10);
}

TEST(PatternPropertyTest, EveryCodePointOfATagIsDecidedAsByTheRegularExpression) {
  const RE2 printed{std::string(kTagValuePattern.regex)};
  for (char32_t point = 0; point < 0x20000; ++point) {
    if (point >= 0xD800 && point < 0xE000) continue;
    const std::string text = Utf8Of(point);
    const bool is_right = RE2::FullMatch(text, printed);
    ASSERT_EQ(IsTagValue(text), is_right) << static_cast<unsigned>(point);
    ASSERT_EQ(IsTagKey("k" + text), is_right) << static_cast<unsigned>(point);
  }
}

}  // namespace
}  // namespace fakestream
