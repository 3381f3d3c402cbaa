// SPDX-License-Identifier: Apache-2.0
#include "fakestream/json/values.h"

#include <limits>

#include <gtest/gtest.h>
#include "support/json_judge.h"

namespace fakestream {
namespace {

TEST(ToJsonTest, WritesEveryKindOnOneLine) {
  const Value value(ValueMembers{{"text", {"a\"b\n\x01"}},
                                 {"number", {-7}},
                                 {"fraction", {0.1}},
                                 {"whole fraction", {2.0}},
                                 {"yes", {true}},
                                 {"nothing", {nullptr}},
                                 {"list", {ValueList{Value(1), Value(2)}}},
                                 {"empty", {ValueList{}}}});

  EXPECT_EQ(ToJson(value),
            R"({"text":"a\"b\n\u0001","number":-7,"fraction":0.1,"whole fraction":2.0,)"
            R"("yes":true,"nothing":null,"list":[1,2],"empty":[]})");
}

TEST(ToJsonTest, IndentsWhereAsked) {
  const Value value(ValueMembers{{"a", {ValueList{Value(1)}}}, {"b", {ValueMembers{}}}});

  EXPECT_EQ(ToJson(value, {.indent = 2}), "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}");
}

TEST(ToJsonTest, WritesTimesInBothStyles) {
  const Instant at{std::chrono::milliseconds{1'500}};

  EXPECT_EQ(ToJson(at), "\"1970-01-01T00:00:01.5Z\"");
  EXPECT_EQ(ToJson(at, {.instants = InstantStyle::kEpochSeconds}), "1.5");
  EXPECT_EQ(ToJson(Instant{}, {.instants = InstantStyle::kEpochSeconds}), "0");
}

TEST(ToJsonTest, ReplacesWhatIsNotUtf8AndNotANumber) {
  EXPECT_EQ(ToJson(Value("a\xFF")), "\"a\xEF\xBF\xBD\"");
  EXPECT_EQ(ToJson(Value(std::numeric_limits<double>::infinity())), "null");
}

TEST(ParseJsonTest, ReadsBackWhatToJsonWrites) {
  const Value value(ValueMembers{{"t", {"\u00e9\u20ac\U0001F600\"\\/"}},
                                 {"n", {std::numeric_limits<std::int64_t>::min()}},
                                 {"d", {1e-300}},
                                 {"w", {3.0}},
                                 {"l", {ValueList{Value(), Value(false), Value(ValueMembers{})}}}});

  EXPECT_EQ(ParseJson(ToJson(value)).value(), value);
  EXPECT_EQ(ParseJson(ToJson(value, {.indent = 3})).value(), value);
}

TEST(ParseJsonTest, ReadsEscapes) {
  EXPECT_EQ(ParseJson(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00")").value(),
            Value("\"\\/\b\f\n\r\tA\u00e9\u20ac\U0001F600"));
}

TEST(ParseJsonTest, MakesLargeNumbersDouble) {
  EXPECT_EQ(ParseJson("9223372036854775807").value(), Value(std::int64_t{9223372036854775807}));
  EXPECT_EQ(ParseJson("9223372036854775808").value(), Value(9223372036854775808.0));
  EXPECT_EQ(ParseJson("1e2").value(), Value(100.0));
}

TEST(ParseJsonTest, ReportsDuplicatesWithPointerAndPlace) {
  const auto parsed = ParseJson("{\"a\": {\"b\": 1,\n \"b\": 2}}", "x.json");

  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(ToText(parsed.diagnostics().front()),
            "x.json:2:2: /a/b: duplicate key \"b\" (keep one of them)");
}

TEST(ParseJsonTest, FindsDuplicatesAmongManyKeys) {
  std::string text = "{";
  for (int i = 0; i < 50'000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  text += "\"k7\":1}";

  EXPECT_EQ(ParseJson(text).diagnostics().front().where, "/k7");
}

TEST(ParseJsonTest, RefusesDeepNesting) {
  EXPECT_TRUE(ParseJson(std::string(64, '[') + std::string(64, ']')).ok());
  EXPECT_FALSE(ParseJson(std::string(65, '[') + std::string(65, ']')).ok());
  EXPECT_FALSE(ParseJson(std::string(100'000, '[')).ok());
}

TEST(ParseJsonTest, RefusesHalfASurrogatePair) {
  EXPECT_FALSE(ParseJson(R"("\ud800")").ok());
  EXPECT_FALSE(ParseJson(R"("\udc00")").ok());
}

// Another reader of JSON as the judge.
TEST(ParseJsonTest, AcceptsWhatRapidJsonAccepts) {
  for (const std::string_view text : {"0",
                                      "-0",
                                      "-",
                                      "01",
                                      "1.",
                                      ".5",
                                      "1e",
                                      "1e+",
                                      "1E-2",
                                      "+1",
                                      "[]",
                                      "[,]",
                                      "[1,]",
                                      "{}",
                                      "{,}",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{1:2}",
                                      "tru",
                                      "true ",
                                      "nul",
                                      "nulll",
                                      "NaN",
                                      "\"",
                                      "\"a",
                                      R"("\x")",
                                      R"("\u12")",
                                      R"("\ud800")",
                                      R"("\ud800\u0041")",
                                      "\"\t\"",
                                      "\"\x7f\"",
                                      "\"\xC0\x80\"",
                                      "\"\xED\xA0\x80\"",
                                      "\"\xF4\x90\x80\x80\"",
                                      "1 2",
                                      "[1 2]",
                                      R"({"a":1 "b":2})",
                                      " [ 1 , 2 ] ",
                                      "\v1",
                                      "'a'",
                                      "[1}",
                                      "{\"a\":1]"}) {
    EXPECT_EQ(ParseJson(text).ok(), IsJsonToRapidJson(text)) << text;
  }
}

}  // namespace
}  // namespace fakestream
