// SPDX-License-Identifier: Apache-2.0
// Which rules are refused, in which words, and which are not.
#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Problems(const Rule& rule) {
  std::vector<std::string> texts;
  for (const Diagnostic& problem : CheckRule(rule)) texts.push_back(ToText(problem));
  return texts;
}

TEST(CheckRuleTest, RefusesAPredicateOfAnotherOperation) {
  const auto predicate =
      RequestPredicate::Of<ops::CopyImage>([](const CopyImageRequest&) { return true; });

  EXPECT_THAT(
      Problems({.on = kOperation<ops::DeleteImage>,
                .where = {predicate},
                .effect = Drop{ConnectionFault::kReset}}),
      ElementsAre("/where: the predicate asks about requests of CopyImage, not of DeleteImage"));
}

TEST(CheckRuleTest, RefusesAWindowWithoutCalls) {
  const std::string problem =
      "/calls: the window holds no call, so the rule could never fire (calls are counted from 1)";

  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(0)),
              ElementsAre(problem));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).OnCall(0)),
              ElementsAre(problem));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).FromCall(0)),
              ElementsAre(problem));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).OnCalls(3, 2)),
              ElementsAre(problem));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).EveryNth(0)),
              ElementsAre(problem));
}

TEST(CheckRuleTest, RefusesAnEmptyWindowOfTime) {
  const std::string problem =
      "/between: the window of time is empty, so the rule could never fire (it begins before it "
      "ends, as in [\"10s\", \"2m\"])";
  const auto between = [](Duration from, Duration to) {
    return Problems(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Between(from, to));
  };

  EXPECT_THAT(between(seconds{5}, seconds{5}), ElementsAre(problem));
  EXPECT_THAT(between(seconds{6}, seconds{5}), ElementsAre(problem));
  EXPECT_THAT(between(seconds{-6}, seconds{0}), ElementsAre(problem));
  EXPECT_THAT(between(seconds{5}, seconds{6}), IsEmpty());
}

TEST(CheckRuleTest, RefusesAChanceOfNothingOrOfMoreThanOne) {
  const std::string problem = "/chance: a chance is more than 0 and at most 1 (as in \"1/4\")";
  const auto chance = [](std::uint32_t numerator, std::uint32_t denominator) {
    return Problems(
        On<ops::CopyImage>().Fails(ErrorCode::kThrottling).WithChance(numerator, denominator));
  };

  EXPECT_THAT(chance(0, 4), ElementsAre(problem));
  EXPECT_THAT(chance(5, 4), ElementsAre(problem));
  EXPECT_THAT(chance(0, 0), ElementsAre(problem));
  EXPECT_THAT(chance(4, 4), IsEmpty());
}

TEST(CheckRuleTest, RefusesARuleWithoutEffectAndADelayOfNothing) {
  EXPECT_THAT(
      Problems(On<ops::CopyImage>()),
      ElementsAre("the rule has no effect (give it one of fail, reply, drop, becomes, stale "
                  "or delay)"));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Takes(seconds{0})),
              ElementsAre("/delay: a delay is longer than 0s"));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Takes(seconds{-1})),
              ElementsAre("/delay: a delay is longer than 0s"));
}

TEST(CheckRuleTest, RefusesAnErrorThatTheOperationDoesNotDocument) {
  EXPECT_THAT(
      Problems(On<ops::DescribeImages>().Fails(ErrorCode::kLimitExceeded)),
      ElementsAre("/fail: DescribeImages does not document LimitExceededException (it documents "
                  "InvalidParameterCombinationException, ResourceNotFoundException; write "
                  "\"unmodeled\": true to script it all the same)"));
  EXPECT_THAT(Problems(OnEveryOperation().Fails(ErrorCode::kLimitExceeded)),
              ElementsAre("/fail: not every operation documents LimitExceededException (name the "
                          "operation, use an error common to all, or write \"unmodeled\": true)"));
}

TEST(CheckRuleTest, RefusesAnErrorThatNobodyKnows) {
  EXPECT_THAT(Problems(Rule{.on = kOperation<ops::CopyImage>, .effect = Fail{"LimitExceded"}}),
              ElementsAre("/fail: unknown error \"LimitExceded\" (did you mean "
                          "\"LimitExceededException\"?)"));
  EXPECT_THAT(Problems(Rule{.on = kOperation<ops::CopyImage>, .effect = Fail{"LimitExceeded"}}),
              ElementsAre("/fail: unknown error \"LimitExceeded\" (did you mean "
                          "\"LimitExceededException\"?)"));
  EXPECT_THAT(Problems(Rule{.on = kOperation<ops::CopyImage>, .effect = Fail{"Zzz"}}),
              ElementsAre("/fail: unknown error \"Zzz\" (`fakestream errors` lists them; "
                          "\"unmodeled\": true allows any name)"));
  EXPECT_THAT(Problems(Rule{.effect = Fail{""}, .is_unmodeled = true}),
              ElementsAre("/fail: an error needs a name"));
}

TEST(CheckRuleTest, RefusesATransportErrorAsAnAnswerOfTheService) {
  EXPECT_THAT(
      Problems(On<ops::CopyImage>().Fails(ErrorCode::kReplyTimeout)),
      ElementsAre("/fail: \"ReplyTimeout\" is not an answer of the service (use `drop`, as in "
                  "\"drop\": \"timeout\")"));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(ErrorCode::kReplyTimeout).Unmodeled()),
              testing::SizeIs(1));
}

TEST(CheckRuleTest, RefusesAStatusThatIsNoErrors) {
  const auto status = [](std::int64_t number) {
    return Problems(Rule{.effect = Fail{.error = "ThrottlingException", .status = number}});
  };

  EXPECT_THAT(status(200), ElementsAre("/status: 200 is no HTTP status of an error (from 400 to "
                                       "599)"));
  EXPECT_THAT(status(399), testing::SizeIs(1));
  EXPECT_THAT(status(600), testing::SizeIs(1));
  EXPECT_THAT(status(400), IsEmpty());
  EXPECT_THAT(status(599), IsEmpty());
}

TEST(CheckRuleTest, RefusesAReplyThatDoesNotFit) {
  EXPECT_THAT(Problems(Rule{.on = kOperation<ops::CopyImage>,
                            .effect = Reply{ValueMembers{{"DestinationImagName", 1}}}}),
              ElementsAre("/reply/DestinationImagName: unknown member \"DestinationImagName\" (did "
                          "you mean \"DestinationImageName\"?)"));
  EXPECT_THAT(Problems(Rule{
                  .on = kOperation<ops::DescribeImages>,
                  .effect = Reply{ValueMembers{{"Images", ValueList{ValueMembers{{"Name", 1}}}}}}}),
              ElementsAre("/reply/Images/0/Name: expected text but found number"));
  EXPECT_THAT(Problems(Rule{.effect = Reply{ValueMembers{}}}),
              ElementsAre("/reply: a reply belongs to one operation (name the operation)"));
}

TEST(CheckRuleTest, RefusesATransitionWhereNoneStarts) {
  EXPECT_THAT(Problems(On<ops::DeleteImage>().Becomes(Ending::kFailed)),
              ElementsAre("/becomes: DeleteImage starts no transition (only CopyImage and "
                          "CreateUpdatedImage do)"));
  EXPECT_THAT(Problems(OnEveryOperation().Becomes(Ending::kFailed)),
              ElementsAre("/becomes: * starts no transition (only CopyImage and "
                          "CreateUpdatedImage do)"));
}

TEST(CheckRuleTest, RefusesAStaleReadWhereNothingIsRead) {
  EXPECT_THAT(Problems(On<ops::CopyImage>().SeesStateOf(seconds{5})),
              ElementsAre("/stale: CopyImage reads no list of images (only DescribeImages can be "
                          "stale)"));
  EXPECT_THAT(Problems(On<ops::DescribeImages>().SeesStateOf(seconds{0})),
              ElementsAre("/stale: a stale read looks back by more than 0s"));
}

TEST(CheckRuleTest, RefusesAnythingButALostReplyAfterTheEffect) {
  const std::string problem =
      "/at: only `fail` and `drop` can come after the effect (leave `at` out, or make the effect "
      "one of these)";

  EXPECT_THAT(Problems(On<ops::CopyImage>().Takes(seconds{1}).AfterTheEffect()),
              ElementsAre(problem));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Becomes(Ending::kFailed).AfterTheEffect()),
              ElementsAre(problem));
  EXPECT_THAT(Problems(On<ops::CopyImage>().Replies({}).AfterTheEffect()), ElementsAre(problem));
  EXPECT_THAT(Problems(On<ops::DescribeImages>().SeesStateOf(minutes{1}).AfterTheEffect()),
              ElementsAre(problem));
}

TEST(CheckRuleTest, RefusesFiltersThatNoRequestCouldPass) {
  const auto with = [](std::vector<NamedMatcher> members) {
    return Problems(Rule{.on = kOperation<ops::CopyImage>,
                         .with = std::move(members),
                         .effect = Drop{ConnectionFault::kReset}});
  };

  EXPECT_THAT(with({{"SourceImagName", ValueMatcher::Any()}}),
              ElementsAre("/with/SourceImagName: unknown member \"SourceImagName\" (did you mean "
                          "\"SourceImageName\"?)"));
  EXPECT_THAT(with({{"SourceImageName", ValueMatcher::Equals(5)}}),
              ElementsAre("/with/SourceImageName: expected text but found number"));
  EXPECT_THAT(
      with({{"SourceImageName", ValueMatcher::Any()}, {"SourceImageName", ValueMatcher::Any()}}),
      ElementsAre("/with/SourceImageName: the member is asked for twice"));
}

TEST(CheckRuleTest, RefusesFiltersOnEveryOperation) {
  EXPECT_THAT(Problems(Rule{.with = {{"Name", ValueMatcher::Any()}},
                            .effect = Drop{ConnectionFault::kReset}}),
              ElementsAre("/with: a rule on every operation cannot filter by request members (name "
                          "the operation, since each has members of its own)"));
}

TEST(CheckRuleTest, NamesEverythingThatIsWrongAtOnce) {
  EXPECT_THAT(CheckRule(On<ops::DescribeImages>()
                            .Fails(ErrorCode::kLimitExceeded)
                            .Times(0)
                            .Between(seconds{2}, seconds{1})
                            .WithChance(2, 1)
                            .Takes(seconds{0})),
              testing::SizeIs(5));
}

TEST(CheckRuleTest, TakesEveryGoodRule) {
  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded)), IsEmpty());
  EXPECT_THAT(Problems(On<ops::TagResource>().Fails(ErrorCode::kInternalFailure)), IsEmpty());
  EXPECT_THAT(Problems(OnEveryOperation().Fails(ErrorCode::kThrottling)), IsEmpty());
  EXPECT_THAT(Problems(OnEveryOperation().Drops(ConnectionFault::kTimeout).AfterTheEffect()),
              IsEmpty());
  EXPECT_THAT(Problems(OnEveryOperation().Takes(seconds{1})), IsEmpty());
  EXPECT_THAT(Problems(On<ops::DescribeImages>().Fails(ErrorCode::kLimitExceeded).Unmodeled()),
              IsEmpty());
  EXPECT_THAT(Problems(On<ops::CopyImage>().Fails(MakeNamedError("Odd", "", 418)).Unmodeled()),
              IsEmpty());
  EXPECT_THAT(Problems(On<ops::TagResource>().Replies({})), IsEmpty());
  EXPECT_THAT(Problems(On<ops::CreateUpdatedImage>().Becomes(Ending::kStuck)), IsEmpty());
  EXPECT_THAT(Problems(On<ops::DescribeImages>().SeesStateOf(minutes{5}).Takes(seconds{1})),
              IsEmpty());
  EXPECT_THAT(Problems(On<ops::CopyImage>().Drops(ConnectionFault::kReset).EveryNth(1)), IsEmpty());
}

TEST(CheckRuleTest, TakesEveryDocumentedErrorOfEveryOperation) {
  ForEachOperation([](auto op) {
    using Op = decltype(op);
    for (const ErrorCode code : Op::kErrors) {
      EXPECT_THAT(Problems(On<Op>().Fails(code)), IsEmpty()) << Op::kName;
    }
  });
}

}  // namespace
}  // namespace fakestream
