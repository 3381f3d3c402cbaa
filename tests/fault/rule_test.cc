// SPDX-License-Identifier: Apache-2.0
// Call windows, and rules as sentences.
#include "fakestream/fault/rule.h"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Optional;
using testing::ThrowsMessage;

TEST(CallWindowTest, IsReadAndWrittenInEachForm) {
  for (const auto& [text, window] :
       {std::pair{"3", CallWindow{.first = 3, .last = 3}},
        std::pair{"1-2", CallWindow{.first = 1, .last = 2}},
        std::pair{"3-", CallWindow{.first = 3}}, std::pair{"every 5", CallWindow{.every = 5}},
        std::pair{"1-", CallWindow{}},
        std::pair{"18446744073709551615", CallWindow{.first = ~0ULL, .last = ~0ULL}}}) {
    EXPECT_THAT(ParseCallWindow(text), Optional(window)) << text;
    EXPECT_EQ(ToText(window), text);
  }
}

TEST(CallWindowTest, IsNothingForAWindowWithoutCallsOrAnyOtherText) {
  for (const char* const text : {"",
                                 "0",
                                 "0-3",
                                 "3-2",
                                 "-",
                                 "-3",
                                 "every 0",
                                 "every",
                                 "every ",
                                 "every -1",
                                 "Every 5",
                                 " 3",
                                 "3 ",
                                 "1 - 2",
                                 "1-2-3",
                                 "03",
                                 "+3",
                                 "1.5",
                                 "x",
                                 "18446744073709551616",
                                 "1-18446744073709551616"}) {
    EXPECT_EQ(ParseCallWindow(text), std::nullopt) << text;
  }
}

TEST(CallWindowTest, ContainsItsCalls) {
  const CallWindow closed{.first = 2, .last = 3};
  const CallWindow open{.first = 2};
  const CallWindow every{.every = 3};

  EXPECT_FALSE(closed.Contains(1));
  EXPECT_TRUE(closed.Contains(2));
  EXPECT_TRUE(closed.Contains(3));
  EXPECT_FALSE(closed.Contains(4));
  EXPECT_FALSE(open.Contains(1));
  EXPECT_TRUE(open.Contains(1'000'000));
  EXPECT_FALSE(every.Contains(1));
  EXPECT_TRUE(every.Contains(3));
  EXPECT_FALSE(every.Contains(4));
  EXPECT_TRUE(every.Contains(6));
}

TEST(CallWindowTest, IsClosedOnlyWithALastCall) {
  EXPECT_TRUE((CallWindow{.first = 2, .last = 3}.is_closed()));
  EXPECT_FALSE((CallWindow{.first = 2}.is_closed()));
  EXPECT_FALSE((CallWindow{.every = 2}.is_closed()));
}

TEST(RuleTextTest, SaysFiltersWindowsAndEffect) {
  const Rule rule = On<ops::CopyImage>()
                        .In("us-east-1")
                        .With(&CopyImageRequest::destination_region, "eu-west-1")
                        .With(&CopyImageRequest::source_image_name, ValueMatcher::Glob("golden-*"))
                        .OnCalls(1, 2)
                        .Between(seconds{10}, minutes{2})
                        .WithChance(1, 4)
                        .Takes(seconds{3})
                        .Fails(ErrorCode::kLimitExceeded, "no more")
                        .AfterTheEffect();

  EXPECT_EQ(ToText(rule),
            "on CopyImage in us-east-1 with DestinationRegion \"eu-west-1\" and SourceImageName "
            "text like \"golden-*\", calls 1-2, between 10s and 2m, with chance 1/4: take 3s, then "
            "fail with LimitExceededException: \"no more\" after the effect");
}

TEST(RuleTextTest, SaysEachEffect) {
  EXPECT_EQ(ToText(OnEveryOperation().Fails(ErrorCode::kThrottling)),
            "on every operation: fail with ThrottlingException");
  EXPECT_EQ(ToText(On<ops::CopyImage>().Fails(MakeNamedError("Odd", "why", 418))),
            "on CopyImage: fail with Odd (418): \"why\"");
  EXPECT_EQ(ToText(On<ops::CopyImage>().Replies({.destination_image_name = "x"})),
            "on CopyImage: reply {DestinationImageName: \"x\"}");
  EXPECT_EQ(ToText(On<ops::CopyImage>().Drops(ConnectionFault::kTruncated).OnCall(3)),
            "on CopyImage, calls 3: drop the connection (truncated)");
  EXPECT_EQ(ToText(On<ops::CopyImage>().Becomes(Ending::kStuck).EveryNth(2)),
            "on CopyImage, calls every 2: let it become STUCK");
  EXPECT_EQ(ToText(On<ops::DescribeImages>().SeesStateOf(minutes{5}).FromCall(4)),
            "on DescribeImages, calls 4-: see the state of 5m ago");
  EXPECT_EQ(ToText(On<ops::TagResource>().Takes(seconds{1})), "on TagResource: take 1s");
}

TEST(RuleBuilderTest, SetsWhatItsClausesSay) {
  const Rule rule = On<ops::DescribeImages>()
                        .With(&DescribeImagesRequest::names, std::vector<std::string>{"golden"})
                        .With(&DescribeImagesRequest::type, Visibility::kShared)
                        .With(&DescribeImagesRequest::max_results, 5)
                        .Times(2)
                        .Drops(ConnectionFault::kReset)
                        .Optional()
                        .Unmodeled()
                        .Named("flaky");

  EXPECT_EQ(rule, (Rule{.on = kOperation<ops::DescribeImages>,
                        .with = {{"Names", ValueMatcher::Equals(ValueList{"golden"})},
                                 {"Type", ValueMatcher::Equals("SHARED")},
                                 {"MaxResults", ValueMatcher::Equals(5)}},
                        .calls = {.first = 1, .last = 2},
                        .effect = Drop{ConnectionFault::kReset},
                        .is_optional = true,
                        .is_unmodeled = true,
                        .id = "flaky"}));
}

TEST(RuleBuilderTest, RefusesASecondWindowOfCalls) {
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().EveryNth(2).Times(2)); },
              ThrowsMessage<Misuse>("a rule has one window of calls: write `.EveryNth(2)` or "
                                    "`.Times(2)`, or inject a rule for each"));
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().FromCall(1).OnCalls(2, 3)); },
              ThrowsMessage<Misuse>(HasSubstr("`.FromCall(1)` or `.OnCalls(2, 3)`")));
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().Times(2).OnCall(5)); },
              ThrowsMessage<Misuse>(HasSubstr("`.Times(2)` or `.OnCall(5)`")));
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().Times(2).EveryNth(0)); },
              ThrowsMessage<Misuse>(HasSubstr("`.Times(2)` or `.EveryNth(0)`")));
}

TEST(RuleBuilderTest, RefusesASecondEffect) {
  EXPECT_THAT(
      [] {
        static_cast<void>(
            On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Drops(ConnectionFault::kReset));
      },
      ThrowsMessage<Misuse>("a rule has one effect: write `.Fails(…)` or `.Drops(…)`, or inject a "
                            "rule for each"));
  EXPECT_THAT(
      [] {
        static_cast<void>(
            On<ops::DescribeImages>().SeesStateOf(seconds{1}).Replies(DescribeImagesResult{}));
      },
      ThrowsMessage<Misuse>(HasSubstr("`.SeesStateOf(…)` or `.Replies(…)`")));
}

TEST(RuleBuilderTest, RefusesAnyOtherClauseTwice) {
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().In("a").In("b")); },
              ThrowsMessage<Misuse>(HasSubstr("`.In(…)` stands twice in one rule")));
  EXPECT_THAT(
      [] {
        static_cast<void>(
            On<ops::CopyImage>().Between(seconds{1}, seconds{2}).Between(seconds{3}, seconds{4}));
      },
      ThrowsMessage<Misuse>(HasSubstr("`.Between(…)` stands twice")));
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().WithChance(1, 2).WithChance(1, 3)); },
              ThrowsMessage<Misuse>(HasSubstr("`.WithChance(…)` stands twice")));
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().Takes(seconds{1}).Takes(seconds{2})); },
              ThrowsMessage<Misuse>(HasSubstr("`.Takes(…)` stands twice")));
  EXPECT_THAT([] { static_cast<void>(On<ops::CopyImage>().Named("a").Named("b")); },
              ThrowsMessage<Misuse>(HasSubstr("`.Named(…)` stands twice")));
}

TEST(RuleBuilderTest, FiltersByAMembersOwnTypeToo) {
  const CopyImageRequest asked{.destination_region = "eu-west-1"};
  const Rule rule = On<ops::CopyImage>()
                        .With(&CopyImageRequest::destination_region, asked.destination_region)
                        .With(&CopyImageRequest::source_image_name, asked.source_image_name)
                        .Fails(ErrorCode::kThrottling);
  const Rule listed = On<ops::DescribeImages>()
                          .With(&DescribeImagesRequest::names, {"golden"})
                          .Fails(ErrorCode::kThrottling);

  EXPECT_EQ(rule.with,
            (std::vector<NamedMatcher>{{"DestinationRegion", ValueMatcher::Equals("eu-west-1")},
                                       {"SourceImageName", ValueMatcher::Absent()}}));
  EXPECT_EQ(listed.with,
            (std::vector<NamedMatcher>{{"Names", ValueMatcher::Equals(ValueList{"golden"})}}));
}

TEST(RulePredicateTest, IsSaidInTheSentence) {
  const auto always = [](const CopyImageRequest&) { return true; };

  EXPECT_EQ(ToText(On<ops::CopyImage>().Where(always).Times(2).Fails(ErrorCode::kThrottling)),
            "on CopyImage where a predicate holds, calls 1-2: fail with ThrottlingException");
  EXPECT_EQ(ToText(On<ops::CopyImage>().Where(always).Where(always).Fails(ErrorCode::kThrottling)),
            "on CopyImage where 2 predicates hold: fail with ThrottlingException");
}

TEST(RulePredicateTest, IsEqualInCopiesAlone) {
  const auto never = [](const CopyImageRequest&) { return false; };
  const Rule rule = On<ops::CopyImage>().Where(never).Fails(ErrorCode::kThrottling);
  const Rule other = On<ops::CopyImage>().Where(never).Fails(ErrorCode::kThrottling);
  const Rule copy = rule;

  EXPECT_EQ(copy, rule);
  EXPECT_NE(other, rule);
}

TEST(TransportErrorTest, HasNoStatusAndACodeForEachFault) {
  const auto code = [](ConnectionFault fault) {
    const ServiceError error = TransportError(fault);
    EXPECT_EQ(error.http_status, 0);
    EXPECT_EQ(error, MakeError(error.code));
    return error.code;
  };

  EXPECT_EQ(code(ConnectionFault::kRefused), ErrorCode::kConnectionRefused);
  EXPECT_EQ(code(ConnectionFault::kTimeout), ErrorCode::kReplyTimeout);
  EXPECT_EQ(code(ConnectionFault::kReset), ErrorCode::kConnectionReset);
  EXPECT_EQ(code(ConnectionFault::kTruncated), ErrorCode::kTruncatedReply);
  EXPECT_EQ(code(ConnectionFault::kGarbage), ErrorCode::kGarbledReply);
}

}  // namespace
}  // namespace fakestream
