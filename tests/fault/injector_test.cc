// SPDX-License-Identifier: Apache-2.0
// Which rule acts on a call.
#include "fault/injector.h"

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"

#include "fault/faulty_service.h"

namespace fakestream {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

Script Rules(std::initializer_list<Rule> rules) {
  return rules;
}

// Describes `calls` times, and returns each call's error, or an empty text for none.
std::vector<std::string> Describe(FaultyService& service, int calls) {
  std::vector<std::string> errors;
  for (int i = 0; i < calls; ++i) {
    const auto outcome = service->DescribeImages({});
    errors.push_back(outcome ? "" : outcome.GetError().message);
  }
  return errors;
}

RuleBuilder<ops::DescribeImages> Failing(const std::string& message) {
  return On<ops::DescribeImages>().Fails(ErrorCode::kThrottling, message);
}

TEST(FaultInjectorTest, LetsTheFirstMatchingRuleActThatIsNotSpent) {
  FaultyService service(
      Rules({Failing("a").OnCall(2), Failing("b").Times(3), Failing("c").OnCall(4)}));

  EXPECT_THAT(Describe(service, 5), ElementsAre("b", "a", "b", "c", ""));
}

TEST(FaultInjectorTest, AsksPredicatesBehindTheOtherFilters) {
  int asked = 0;
  FaultyService service({On<ops::DescribeImages>()
                             .With(&DescribeImagesRequest::max_results, 5)
                             .Where([&](const DescribeImagesRequest& request) {
                               ++asked;
                               return request.names && request.names->size() > 1;
                             })
                             .Where([](const DescribeImagesRequest& request) {
                               return request.names->front() != "golden";
                             })
                             .Fails(ErrorCode::kThrottling)
                             .OnCall(2)});
  const auto fails = [&](const DescribeImagesRequest& request) {
    const auto outcome = service->DescribeImages(request);
    return !outcome && outcome.GetError().code == ErrorCode::kThrottling;
  };

  EXPECT_FALSE(fails({.names = {"a", "b"}}));                         // not asked
  EXPECT_FALSE(fails({.names = {"a"}, .max_results = 5}));            // too short
  EXPECT_FALSE(fails({.names = {"golden", "b"}, .max_results = 5}));  // the second says no
  EXPECT_FALSE(fails({.names = {"a", "b"}, .max_results = 5}));       // the first that counts
  EXPECT_TRUE(fails({.names = {"a", "b"}, .max_results = 5}));
  EXPECT_EQ(asked, 4);
  EXPECT_EQ(service.injector().CountsOf(0).matched, 2U);
}

TEST(FaultInjectorTest, LeavesAnEndedRuleOut) {
  FaultyService service(Rules({Failing("a"), Failing("b")}));

  EXPECT_THAT(Describe(service, 1), ElementsAre("a"));
  service.injector().End(0, 1);
  service.injector().End(0, 7);
  EXPECT_THAT(Describe(service, 1), ElementsAre("b"));

  EXPECT_EQ(service.injector().CountsOf(0).matched, 1U);
  EXPECT_EQ(service.injector().CallsBeforeEnd(0), 1U);
  EXPECT_EQ(service.injector().CallsBeforeEnd(1), std::nullopt);
}

TEST(FaultInjectorTest, CountsCallsForARuleAlsoWhenAnEarlierOneActs) {
  FaultyService service(Rules({Failing("a").Times(2), Failing("b").OnCall(3)}));

  EXPECT_THAT(Describe(service, 3), ElementsAre("a", "a", "b"));
  EXPECT_EQ(service.injector().CountsOf(1).matched, 3U);
}

TEST(FaultInjectorTest, CountsWhatARuleMetStepByStep) {
  FaultyService service(Rules({Failing("a").OnCall(3), Failing("b").FromCall(2)}));

  Describe(service, 4);

  const RuleCounts& counts = service.injector().CountsOf(1);
  EXPECT_EQ(counts.matched, 4U);
  EXPECT_EQ(counts.in_window, 3U);
  EXPECT_EQ(counts.drawn, 3U);
  EXPECT_EQ(counts.fired, 2U);
}

TEST(FaultInjectorTest, ActsOnEveryNthCall) {
  FaultyService service(Rules({Failing("x").EveryNth(3)}));

  EXPECT_THAT(Describe(service, 7), ElementsAre("", "", "x", "", "", "x", ""));
}

TEST(FaultInjectorTest, ActsFromACallOn) {
  FaultyService service(Rules({Failing("x").FromCall(3)}));

  EXPECT_THAT(Describe(service, 4), ElementsAre("", "", "x", "x"));
}

TEST(FaultInjectorTest, ActsFromTheStartOfATimeWindowUntilJustBeforeItsEnd) {
  FaultyService service(Rules({Failing("x").Between(seconds{10}, seconds{20})}));

  EXPECT_THAT(Describe(service, 1), ElementsAre(""));
  service.clock().Advance(seconds{10} - microseconds{1});
  EXPECT_THAT(Describe(service, 1), ElementsAre(""));
  service.clock().Advance(microseconds{1});
  EXPECT_THAT(Describe(service, 1), ElementsAre("x"));
  service.clock().Advance(seconds{10} - microseconds{1});
  EXPECT_THAT(Describe(service, 1), ElementsAre("x"));
  service.clock().Advance(microseconds{1});
  EXPECT_THAT(Describe(service, 1), ElementsAre(""));
}

TEST(FaultInjectorTest, NumbersCallsAlsoOutsideTheTimeWindow) {
  FaultyService service(Rules({Failing("x").OnCall(2).Between(seconds{10}, seconds{20})}));

  EXPECT_THAT(Describe(service, 1), ElementsAre(""));
  service.clock().Advance(seconds{10});

  EXPECT_THAT(Describe(service, 2), ElementsAre("x", ""));
}

TEST(FaultInjectorTest, FiltersByRegionOperationAndMembers) {
  FaultyService service(
      Rules({On<ops::DescribeImages>().In("eu-west-1").Fails(ErrorCode::kThrottling, "region"),
             On<ops::DescribeImages>()
                 .With(&DescribeImagesRequest::max_results, 5)
                 .Fails(ErrorCode::kThrottling, "number"),
             On<ops::DescribeImages>()
                 .With(&DescribeImagesRequest::type, Visibility::kShared)
                 .Fails(ErrorCode::kThrottling, "enum"),
             On<ops::DescribeImages>()
                 .With(&DescribeImagesRequest::names,
                       ValueMatcher::Contains(ValueMatcher::Glob("g*")))
                 .Fails(ErrorCode::kThrottling, "list")}),
      {.images = {{.name = "golden"}, {.name = "silver"}}});
  const auto error = [&](const std::string& region, const DescribeImagesRequest& request) {
    const auto outcome = service.In(region).DescribeImages(request);
    return outcome ? "" : outcome.GetError().message;
  };

  EXPECT_EQ(error("eu-west-1", {}), "region");
  EXPECT_EQ(error("us-east-1", {}), "");
  EXPECT_EQ(error("us-east-1", {.max_results = 5}), "number");
  EXPECT_EQ(error("us-east-1", {.max_results = 6}), "");
  EXPECT_EQ(error("us-east-1", {.type = Visibility::kShared}), "enum");
  EXPECT_EQ(error("us-east-1", {.type = Visibility::kPublic}), "");
  EXPECT_EQ(error("us-east-1", {.names = {{"golden"}}}), "list");
  EXPECT_EQ(error("us-east-1", {.names = {{"silver"}}}), "");
}

TEST(FaultInjectorTest, FiltersByTextsOfSeveralMembersInTheOrderOfTheScript) {
  const auto failing = [](const std::string& message) {
    return On<ops::CopyImage>().Fails(ErrorCode::kThrottling, message);
  };
  FaultyService service(
      Rules({failing("both")
                 .With(&CopyImageRequest::source_image_name, "a")
                 .With(&CopyImageRequest::destination_region, "eu-west-1"),
             failing("region").With(&CopyImageRequest::destination_region, "eu-west-1"),
             failing("name").With(&CopyImageRequest::source_image_name, "a"),
             failing("glob").With(&CopyImageRequest::source_image_name, ValueMatcher::Glob("b*")),
             failing("described")
                 .With(&CopyImageRequest::destination_image_description, ValueMatcher::Any()),
             failing("bare").With(&CopyImageRequest::destination_image_description,
                                  ValueMatcher::Absent())}));
  const auto error = [&](const CopyImageRequest& request) {
    return service->CopyImage(request).GetError().message;
  };

  EXPECT_EQ(error({"a", "x", "eu-west-1"}), "both");
  EXPECT_EQ(error({"c", "x", "eu-west-1"}), "region");
  EXPECT_EQ(error({"a", "x", "eu-west-2"}), "name");
  EXPECT_EQ(error({"bc", "x", "eu-west-2"}), "glob");
  EXPECT_EQ(error({"c", "x", "eu-west-2", "text"}), "described");
  EXPECT_EQ(error({"c", "x", "eu-west-2"}), "bare");
}

TEST(FaultInjectorTest, ActsOnEveryOperationWithoutAName) {
  FaultyService service(Rules({OnEveryOperation().Fails(ErrorCode::kThrottling, "x").Times(3)}));

  EXPECT_EQ(service->DescribeImages({}).GetError().message, "x");
  EXPECT_EQ(service->DeleteImage({"golden"}).GetError().message, "x");
  EXPECT_EQ(
      service->ListTagsForResource({"arn:aws:appstream:us-east-1:1:image/a"}).GetError().message,
      "x");
  EXPECT_TRUE(service->DescribeImages({}));
}

TEST(FaultInjectorTest, NeitherCountsNorSpendsAnInvalidRequest) {
  FaultyService service(Rules({On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(1)}));

  EXPECT_EQ(service->CopyImage({"not a name", "x", "eu-west-1"}).GetError().code,
            ErrorCode::kValidation);
  EXPECT_EQ(service.injector().CountsOf(0).matched, 0U);
  EXPECT_EQ(service->CopyImage({"golden", "x", "eu-west-1"}).GetError().code,
            ErrorCode::kThrottling);
}

TEST(FaultInjectorTest, TakesRulesThatComeLaterBehindTheOthers) {
  FaultyService service(Rules({Failing("a").OnCall(2)}));
  Describe(service, 1);

  service.injector().Add(Rules({Failing("b").Times(2)}));

  EXPECT_THAT(Describe(service, 3), ElementsAre("a", "b", ""));
}

TEST(FaultInjectorTest, RefusesAllRulesWhenOneOfThemIsBad) {
  FaultInjector injector({});

  EXPECT_THAT(
      [&] {
        injector.Add(Rules({Failing("good"), Failing("bad").Times(0), On<ops::CopyImage>()}));
      },
      ThrowsMessage<Misuse>(testing::AllOf(
          HasSubstr("a rule cannot be injected:"),
          HasSubstr("\n  rule 1 (on DescribeImages, calls 1-0: fail with ThrottlingException: "
                    "\"bad\"): /calls: the window holds no call"),
          HasSubstr("\n  rule 2 (on CopyImage: delay): the rule has no effect"))));
  EXPECT_TRUE(injector.script().empty());
}

// Which of 64 calls a rule with an even chance fails, among the rules of the script.
std::string Draws(Script script, const std::string& message, std::uint64_t seed) {
  FaultyService service(std::move(script), {}, seed);
  std::string draws;
  for (const std::string& error : Describe(service, 64)) draws += error == message ? 'x' : '.';
  return draws;
}

TEST(FaultChanceTest, IsTheSameForTheSameSeedAndDiffersForAnother) {
  const Rule rule = Failing("x").WithChance(1, 2);

  EXPECT_EQ(Draws({rule}, "x", 1), Draws({rule}, "x", 1));
  EXPECT_NE(Draws({rule}, "x", 1), Draws({rule}, "x", 2));
}

TEST(FaultChanceTest, DrawsAboutAsOftenAsItSays) {
  FaultyService service(Rules({Failing("x").WithChance(1, 4)}), {}, 7);

  Describe(service, 4000);

  EXPECT_NEAR(static_cast<double>(service.injector().CountsOf(0).fired), 1000, 100);
}

TEST(FaultChanceTest, HappensAlwaysAtOneToOne) {
  EXPECT_EQ(Draws({Failing("x").WithChance(3, 3)}, "x", 5), std::string(64, 'x'));
}

TEST(FaultChanceTest, IsNotMovedByOtherRulesBeforeOrBehind) {
  const Rule rule = Failing("x").WithChance(1, 2);
  const Rule silent = On<ops::CopyImage>().Fails(ErrorCode::kThrottling).WithChance(1, 3);
  const Rule other =
      On<ops::DescribeImages>().In("eu-west-1").Fails(ErrorCode::kThrottling).WithChance(1, 2);
  const std::string alone = Draws({rule}, "x", 1);

  EXPECT_EQ(Draws({silent, other, rule}, "x", 1), alone);
  EXPECT_EQ(Draws({rule, other, silent}, "x", 1), alone);
}

TEST(FaultChanceTest, DiffersBetweenRulesOfDifferentWords) {
  EXPECT_NE(Draws({Failing("x").WithChance(1, 2)}, "x", 1),
            Draws({Failing("y").WithChance(1, 2)}, "y", 1));
}

TEST(FaultChanceTest, DiffersBetweenTwins) {
  FaultyService service(Rules({Failing("x").WithChance(1, 2), Failing("x").WithChance(1, 2)}));

  Describe(service, 64);

  EXPECT_GT(service.injector().CountsOf(1).fired, 0U);
}

TEST(FaultChanceTest, FollowsTheIdWhenTheRuleHasOne) {
  EXPECT_EQ(Draws({Failing("x").WithChance(1, 2).Named("flaky")}, "x", 1),
            Draws({Failing("y").WithChance(1, 2).Named("flaky")}, "y", 1));
}

}  // namespace
}  // namespace fakestream
