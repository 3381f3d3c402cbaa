// SPDX-License-Identifier: Apache-2.0
#include "wire/cbor.h"

#include <cmath>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fakestream/json/values.h"

#include "wire/opaque.h"

namespace fakestream::internal {
namespace {

using testing::Eq;
using testing::Optional;

// "a1 63" as bytes.
std::string Bytes(std::string_view hex) {
  std::string bytes;
  std::string digits;
  for (const char c : hex) {
    if (c == ' ') continue;
    digits += c;
    if (digits.size() < 2) continue;
    bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
    digits.clear();
  }
  return bytes;
}

Value Members(ValueMembers members) {
  return {std::move(members)};
}

TEST(CborTest, WritesAReplyAsAwsDoes) {
  const Value reply = Members({{"DestinationImageName", {"dst"}}});

  EXPECT_EQ(ToCbor(reply), Bytes("bf 74 44657374696e6174696f6e496d6167654e616d65 63 647374 ff"));
}

TEST(CborTest, WritesAnInstantAsTaggedSeconds) {
  const Value at = {Instant{std::chrono::milliseconds{1'700'000'000'123}}};

  EXPECT_EQ(ToCbor(at), Bytes("c1 fb 41d954fc4007df3b"));
}

TEST(CborTest, WritesWholeNumbersInTheirShortestForm) {
  EXPECT_EQ(ToCbor({0}), Bytes("00"));
  EXPECT_EQ(ToCbor({23}), Bytes("17"));
  EXPECT_EQ(ToCbor({24}), Bytes("18 18"));
  EXPECT_EQ(ToCbor({256}), Bytes("19 0100"));
  EXPECT_EQ(ToCbor({-1}), Bytes("20"));
  EXPECT_EQ(ToCbor({std::numeric_limits<std::int64_t>::min()}), Bytes("3b 7fffffffffffffff"));
}

TEST(CborTest, ReadsTheMapOfARequestInEveryForm) {
  const Value expected = Members({{"Name", {"abc"}}});

  EXPECT_THAT(ParseCbor(Bytes("a1 64 4e616d65 63 616263")), Optional(Eq(expected)));
  EXPECT_THAT(ParseCbor(Bytes("bf 64 4e616d65 63 616263 ff")), Optional(Eq(expected)));
  EXPECT_THAT(ParseCbor(Bytes("b9 0001 64 4e616d65 78 03 616263")), Optional(Eq(expected)));
  // Texts in pieces, as key and as value.
  EXPECT_THAT(ParseCbor(Bytes("a1 7f 62 4e61 62 6d65 ff 7f 61 61 62 6263 ff")),
              Optional(Eq(expected)));
}

TEST(CborTest, ReadsScalarsOfEveryKind) {
  EXPECT_THAT(ParseCbor(Bytes("f4")), Optional(Eq(Value(false))));
  EXPECT_THAT(ParseCbor(Bytes("f5")), Optional(Eq(Value(true))));
  EXPECT_THAT(ParseCbor(Bytes("f6")), Optional(Eq(Value(nullptr))));
  EXPECT_THAT(ParseCbor(Bytes("f7")), Optional(Eq(Value(nullptr))));
  EXPECT_THAT(ParseCbor(Bytes("38 63")), Optional(Eq(Value(-100))));
  EXPECT_THAT(ParseCbor(Bytes("f9 3e00")), Optional(Eq(Value(1.5))));
  EXPECT_THAT(ParseCbor(Bytes("fa 3fc00000")), Optional(Eq(Value(1.5))));
  EXPECT_THAT(ParseCbor(Bytes("fb 3ff8000000000000")), Optional(Eq(Value(1.5))));
  EXPECT_THAT(ParseCbor(Bytes("1b ffffffffffffffff")), Optional(Eq(Value(18446744073709551615.0))));
  EXPECT_THAT(ParseCbor(Bytes("3b ffffffffffffffff")),
              Optional(Eq(Value(-18446744073709551616.0))));
}

TEST(CborTest, ReadsEmptyListsAndMapsOfBothForms) {
  EXPECT_THAT(ParseCbor(Bytes("80")), Optional(Eq(Value(ValueList{}))));
  EXPECT_THAT(ParseCbor(Bytes("9f ff")), Optional(Eq(Value(ValueList{}))));
  EXPECT_THAT(ParseCbor(Bytes("a0")), Optional(Eq(Value(ValueMembers{}))));
  EXPECT_THAT(ParseCbor(Bytes("bf ff")), Optional(Eq(Value(ValueMembers{}))));
}

TEST(CborTest, ReadsTagOneAsAnInstantAndPassesOverTheTagOfCbor) {
  const Value at = {Instant{std::chrono::seconds{1'700'000'000}}};

  EXPECT_THAT(ParseCbor(Bytes("c1 1a 6553f100")), Optional(Eq(at)));
  EXPECT_THAT(ParseCbor(Bytes("c1 fb 41d954fc40000000")), Optional(Eq(at)));
  EXPECT_THAT(ParseCbor(Bytes("d9 d9f7 01")), Optional(Eq(Value(1))));
}

TEST(CborTest, RefusesWhatIsNotWellFormed) {
  for (const std::string_view hex :
       {"", "ff", "a1", "a1 61", "a1 61 61", "bf 61 61 ff", "61 ff", "62 c328", "1c", "01 01",
        "7f 01 ff", "7f 7f 61 61 ff ff", "9f", "c1", "82 01 ff", "fc"}) {
    EXPECT_EQ(ParseCbor(Bytes(hex)), std::nullopt) << hex;
  }
}

TEST(CborTest, KeepsThePlaceOfWhatNoValueHolds) {
  const auto kind = [](std::string_view hex) {
    const std::optional<Value> value = ParseCbor(Bytes(hex));
    return value ? std::string(OpaqueKind(*value).value_or("none")) : "malformed";
  };

  EXPECT_EQ(kind("40"), "BYTE_STRING_VALUE");
  EXPECT_EQ(kind("42 00ff"), "BYTE_STRING_VALUE");
  EXPECT_EQ(kind("5f 41 00 42 0102 ff"), "BYTE_STRING_VALUE");
  EXPECT_EQ(kind("c2 49 010000000000000000"), "TAGGED_VALUE");  // 2^64
  EXPECT_EQ(kind("c3 41 00"), "TAGGED_VALUE");
  EXPECT_EQ(kind("c0 63 616263"), "TAGGED_VALUE");
  EXPECT_EQ(kind("c1 63 616263"), "TAGGED_VALUE");
  EXPECT_EQ(kind("c1 20"), "TAGGED_VALUE");  // a second before 1970
  for (const std::string_view tag : {"c5", "c6", "d4", "d5", "d7", "d8 18", "d8 ff", "d9 0100",
                                     "da 00010000", "db 0000000100000000"}) {
    EXPECT_EQ(kind(std::string(tag) + "82 01 02"), "TAGGED_VALUE") << tag;
  }
  for (const std::string_view simple : {"e0", "f3", "f8 20", "f8 ff"}) {
    EXPECT_EQ(kind(simple), "SIMPLE_VALUE") << simple;
  }
  for (const std::string_view wrong : {"41", "5f 41 00", "5f 61 61 ff", "5f 5f ff ff", "5f 00 ff",
                                       "f8", "f8 00", "f8 1f", "c6", "d4"}) {
    EXPECT_EQ(kind(wrong), "malformed") << wrong;
  }
}

TEST(CborTest, KeepsThePlaceOfAMapWithOtherKeysThanTexts) {
  for (const std::string_view key : {"01", "20", "f5", "f6", "41 00", "80", "a1 01 02", "c2 41 00",
                                     "fb 3ff8000000000000", "bf 01 02 ff", "5f ff", "e0"}) {
    const std::optional<Value> value =
        ParseCbor(Bytes("a3 " + std::string(key) + " 05 61 61 01 " + std::string(key) + " 80"));
    ASSERT_TRUE(value) << key;
    EXPECT_EQ(OpaqueKind(*value), "MAP_VALUE") << key;
  }
}

TEST(CborTest, RefusesATextKeyThatIsThereTwice) {
  EXPECT_EQ(ParseCbor(Bytes("a2 61 61 01 61 61 02")), std::nullopt);
  EXPECT_EQ(ParseCbor(Bytes("bf 61 61 01 61 61 01 ff")), std::nullopt);
  EXPECT_EQ(ParseCbor(Bytes("a1 61 62 a2 61 61 01 7f 61 61 ff 02")), std::nullopt);
  std::string many = "\xbf";
  for (int i = 0; i < 500; ++i) many += Bytes("63") + std::to_string(100 + i) + Bytes("01");
  EXPECT_TRUE(ParseCbor(many + "\xff"));
  EXPECT_EQ(ParseCbor(many + "\x63" + "333" + Bytes("01 ff")), std::nullopt);
}

TEST(CborTest, BelievesNoAnnouncedLengthBeyondTheBytesThatAreThere) {
  EXPECT_EQ(ParseCbor(Bytes("9b 7fffffffffffffff 01")), std::nullopt);
  EXPECT_EQ(ParseCbor(Bytes("bb ffffffffffffffff 61 61 01")), std::nullopt);
  EXPECT_EQ(ParseCbor(Bytes("7b ffffffffffffffff 61")), std::nullopt);
  EXPECT_EQ(ParseCbor(Bytes("9a 00100000 01")), std::nullopt);
}

TEST(CborTest, RefusesWhatIsNestedDeeperThanThirtyTwoLevels) {
  const auto nested = [](std::size_t depth, std::string_view open) {
    std::string bytes;
    for (std::size_t i = 0; i < depth; ++i) bytes += open;
    return bytes + "\x01";
  };

  EXPECT_TRUE(ParseCbor(nested(kMaxCborDepth, "\x81")));
  EXPECT_FALSE(ParseCbor(nested(kMaxCborDepth + 1, "\x81")));
  EXPECT_FALSE(ParseCbor(nested(1'000'000, "\x81")));
  EXPECT_FALSE(ParseCbor(nested(1'000'000, "\x9f")));
  EXPECT_FALSE(ParseCbor(nested(1'000'000, "\xc1")));
}

TEST(CborTest, AgreesWithNlohmannWhereBothApply) {
  const std::string text =
      R"({"a":[1,-2,3.5,true,null,"ä€😀",[],{}],"b":{"c":{"d":[{"e":-9007199254740993}]}},"":"x"})";

  const std::vector<std::uint8_t> theirs = nlohmann::json::to_cbor(nlohmann::json::parse(text));
  const std::optional<Value> read = ParseCbor(std::string(theirs.begin(), theirs.end()));
  ASSERT_TRUE(read);
  EXPECT_EQ(nlohmann::json::parse(ToJson(*read)), nlohmann::json::parse(text));

  const std::string ours = ToCbor(*ParseJson(text));
  EXPECT_EQ(nlohmann::json::from_cbor(ours), nlohmann::json::parse(text));
}

TEST(CborTest, TakesAnyChangeOfAByteWithoutHarm) {
  const std::string good = ToCbor(*ParseJson(
      R"({"Names":["a","b"],"MaxResults":25,"Nested":{"x":[1,2,[3,{"y":null}]]},"Flag":true})"));

  std::size_t refused = 0;
  for (std::size_t place = 0; place < good.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string bad = good;
      bad[place] = static_cast<char>(byte);
      if (!ParseCbor(bad)) ++refused;
    }
    EXPECT_EQ(ParseCbor(good.substr(0, place)), std::nullopt);
  }
  EXPECT_GT(refused, 1000U);
}

}  // namespace
}  // namespace fakestream::internal
