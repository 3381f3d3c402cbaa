// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/value.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace fakestream {
namespace {

TEST(ValueTest, HoldsWhatItIsMadeFrom) {
  EXPECT_TRUE(Value().is_null());
  EXPECT_TRUE(Value(nullptr).is_null());
  EXPECT_EQ(*Value(true).As<bool>(), true);
  EXPECT_EQ(*Value(7).As<std::int64_t>(), 7);
  EXPECT_EQ(*Value(std::int64_t{7}).As<std::int64_t>(), 7);
  EXPECT_EQ(*Value(0.5).As<double>(), 0.5);
  EXPECT_EQ(*Value("a").As<std::string>(), "a");
  EXPECT_EQ(*Value(std::string("a")).As<std::string>(), "a");
  EXPECT_EQ(*Value(std::string_view("a")).As<std::string>(), "a");
  EXPECT_EQ(*Value(kLatestInstant).As<Instant>(), kLatestInstant);
  EXPECT_EQ(Value(ValueList{1, "a"}).As<ValueList>()->size(), 2U);
  EXPECT_EQ(Value(ValueMembers{{"A", 1}}).As<ValueMembers>()->size(), 1U);
}

TEST(ValueTest, HoldsNothingOfAnotherType) {
  EXPECT_EQ(Value(7).As<std::string>(), nullptr);
  EXPECT_EQ(Value(7).As<double>(), nullptr);
  EXPECT_EQ(Value(true).As<std::int64_t>(), nullptr);
  EXPECT_EQ(Value("true").As<bool>(), nullptr);
}

TEST(ValueTest, FindsAMemberByItsExactName) {
  const Value value = ValueMembers{{"Name", "golden"}, {"State", "AVAILABLE"}, {"Name", "second"}};

  ASSERT_NE(value.Find("Name"), nullptr);
  EXPECT_EQ(*value.Find("Name"), Value("golden"));
  EXPECT_EQ(value.Find("name"), nullptr);
  EXPECT_EQ(Value("Name").Find("Name"), nullptr);
  EXPECT_EQ(Value(ValueList{"Name"}).Find("Name"), nullptr);
}

TEST(ValueTest, ComparesTypeAndContent) {
  EXPECT_EQ(Value(1), Value(std::int64_t{1}));
  EXPECT_NE(Value(1), Value(1.0));
  EXPECT_NE(Value("1"), Value(1));
  EXPECT_NE(Value(), Value(false));
  EXPECT_NE(Value(ValueList{}), Value(ValueMembers{}));
  EXPECT_NE(Value(ValueMembers{{"A", 1}, {"B", 2}}), Value(ValueMembers{{"B", 2}, {"A", 1}}));
}

TEST(ValueTest, PrintsOnOneLine) {
  const Value value = ValueMembers{{"Name", "gol\"den\n"},
                                   {"Sizes", ValueList{1, -2, 0.5}},
                                   {"At", Instant{std::chrono::seconds{1'767'225'600}}},
                                   {"None", nullptr},
                                   {"Yes", true},
                                   {"No", false},
                                   {"Empty", ValueMembers{}},
                                   {"List", ValueList{}}};

  EXPECT_EQ(ToText(value),
            R"({Name: "gol\"den\n", Sizes: [1, -2, 0.5], At: 2026-01-01T00:00:00Z, None: null, )"
            R"(Yes: true, No: false, Empty: {}, List: []})");
}

TEST(ValueTest, NamesItsKindAsAPersonWould) {
  EXPECT_EQ(KindOf(Value()), "null");
  EXPECT_EQ(KindOf(Value(true)), "boolean");
  EXPECT_EQ(KindOf(Value(1)), "number");
  EXPECT_EQ(KindOf(Value(1.5)), "number");
  EXPECT_EQ(KindOf(Value("a")), "text");
  EXPECT_EQ(KindOf(Value(Instant{})), "time");
  EXPECT_EQ(KindOf(Value(ValueList{})), "list");
  EXPECT_EQ(KindOf(Value(ValueMembers{})), "object");
}

}  // namespace
}  // namespace fakestream
