// SPDX-License-Identifier: Apache-2.0
#include "fakestream/json/rules.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"
#include "fakestream/json/values.h"

namespace fakestream {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::StartsWith;

TEST(RuleToValueTest, WritesTheKeysOfAScenarioFile) {
  const Rule rule = On<ops::CopyImage>()
                        .With(&CopyImageRequest::destination_region, "eu-west-1")
                        .Fails(ErrorCode::kLimitExceeded)
                        .Times(2);

  EXPECT_EQ(ToJson(ToValue(rule)),
            R"({"on":"CopyImage","with":{"DestinationRegion":"eu-west-1"},"calls":"1-2",)"
            R"("fail":"LimitExceededException"})");
}

TEST(ParseRuleTest, ReadsBackEveryClause) {
  const std::vector<Rule> rules = {
      OnEveryOperation().In("eu-west-1").Drops(ConnectionFault::kReset).EveryNth(5).Optional(),
      On<ops::CopyImage>().Becomes(Ending::kStuck).Between(seconds{10}, minutes{2}).Named("a"),
      On<ops::DescribeImages>().SeesStateOf(seconds{30}).WithChance(1, 4).Takes(seconds{1}),
      On<ops::DescribeImages>().Replies({.images = {{.name = "a", .created_time = Instant{}}}}),
      On<ops::DeleteImage>().Fails(ErrorCode::kThrottling, "slow").AfterTheEffect().FromCall(3),
      On<ops::DeleteImage>().Fails(MakeNamedError("NewException", "?", 418)).Unmodeled(),
      On<ops::DescribeImages>()
          .With(&DescribeImagesRequest::names, std::vector<std::string>{"a", "b"})
          .Takes(seconds{1}),
      On<ops::TagResource>().With(&TagResourceRequest::tags, Tags{{"glob", "x"}}).Takes(seconds{1}),
  };
  for (const Rule& rule : rules) {
    const Checked<Rule> again = ParseRule(ToJson(ToValue(rule)));

    ASSERT_TRUE(again.ok()) << ToJson(ToValue(rule)) << ToText(again.diagnostics().front());
    EXPECT_EQ(*again, rule) << ToJson(ToValue(rule));
  }
}

TEST(ParseRuleTest, ReportsEverythingAtItsPlace) {
  const Checked<Rule> rule = ParseRule(
      "{\"on\": \"CopyImage\", \"calls\": \"0\",\n \"fial\": \"x\", \"delay\": \"0s\"}", "a");

  ASSERT_EQ(rule.diagnostics().size(), 3U);
  EXPECT_THAT(ToText(rule.diagnostics()[0]), StartsWith("a:1:30: /calls: "));
  EXPECT_THAT(ToText(rule.diagnostics()[1]), StartsWith("a:2:2: /fial: "));
  EXPECT_THAT(ToText(rule.diagnostics()[2]), StartsWith("a:2:24: /delay: "));
}

TEST(ParseRulesTest, ReadsOneOrAList) {
  const std::string text = R"({"on": "CopyImage", "fail": "ThrottlingException"})";
  const Rule rule = On<ops::CopyImage>().Fails(ErrorCode::kThrottling);

  EXPECT_EQ(ParseRules(text).value(), Script({rule}));
  EXPECT_EQ(ParseRules("[" + text + ", " + text + "]").value(), Script({rule, rule}));
}

TEST(ParseRulesTest, SaysWhereInTheList) {
  const Checked<Script> rules = ParseRules(
      "[\n  {\"on\": \"CopyImage\", \"drop\": \"reset\"},\n"
      "  {\"on\": \"CopyImage\", \"drop\": \"reset\", \"calls\": \"0\"}]",
      "faults");

  ASSERT_EQ(rules.diagnostics().size(), 1U);
  EXPECT_THAT(ToText(rules.diagnostics().front()), StartsWith("faults:3:49: /1/calls: "));
}

TEST(ParseRulesTest, RefusesWhatIsNoJson) {
  EXPECT_EQ(ToText(ParseRules("[{\"on\": ]", "faults").diagnostics().front()),
            "faults:1:9: expected a value but found \"]\"");
}

TEST(ParseMatcherTest, ReadsBackEveryKind) {
  const std::vector<ValueMatcher> matchers = {
      ValueMatcher::Equals(7),
      ValueMatcher::Equals(nullptr),
      ValueMatcher::Equals(ValueList{Value("a")}),
      ValueMatcher::Equals(ValueMembers{{"a", {1}}}),
      ValueMatcher::Equals(ValueList{Value(ValueMembers{})}),
      ValueMatcher::Matching("^a+$"),
      ValueMatcher::Glob("a*"),
      ValueMatcher::Absent(),
      ValueMatcher::Any(),
      ValueMatcher::Size(3),
      ValueMatcher::Contains(ValueMatcher::Glob("x")),
      ValueMatcher::List({}),
      ValueMatcher::List({ValueMatcher::Equals("a")}),
      ValueMatcher::List({ValueMatcher::Glob("a"), ValueMatcher::Equals(1)}),
      ValueMatcher::Members({}),
      ValueMatcher::Members({{"Name", ValueMatcher::Equals("a")}}),
      ValueMatcher::Members({{"glob", ValueMatcher::Equals("a")}}),
      ValueMatcher::Members({{"size", ValueMatcher::Size(1)}, {"any", ValueMatcher::Any()}}),
  };
  for (const ValueMatcher& matcher : matchers) {
    const Value value = ToValue(matcher);

    EXPECT_EQ(ParseMatcher(ToJson(value)).value(), matcher) << ToJson(value);
  }
}

TEST(RuleToValueTest, WritesAPredicateAsAKeyThatNobodyReads) {
  const Rule rule = On<ops::CopyImage>()
                        .Where([](const CopyImageRequest&) { return true; })
                        .Fails(ErrorCode::kThrottling);

  const Value value = ToValue(rule);
  const Checked<Rule> read = ParseRule(ToJson(value));

  EXPECT_EQ(ToJson(value),
            R"({"on":"CopyImage","fail":"ThrottlingException","where":"a predicate in C++"})");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.diagnostics().front().where, "/where");
}

TEST(ParseMatcherTest, RefusesABadRegex) {
  const auto matcher = ParseMatcher(R"({"matches": "("})");

  ASSERT_FALSE(matcher.ok());
  EXPECT_EQ(matcher.diagnostics().front().where, "/matches");
}

}  // namespace
}  // namespace fakestream
