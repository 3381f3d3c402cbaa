// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/replayer.h"

#include <chrono>
#include <limits>
#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/service/decorator.h"

#include "scenario/replay_scenarios.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The mismatches of the only failure.
std::vector<Mismatch> MismatchesOf(const ScenarioReport& report) {
  EXPECT_THAT(report.failures, SizeIs(1));
  return report.failures.empty() ? std::vector<Mismatch>{} : report.failures[0].mismatches;
}

TEST(ReplayerTest, PassesWhenEveryStepIsAsExpected) {
  const Scenario scenario =
      MakeScenario({CopyGolden("copy"), Advance(20min), Describe("eu-west-1")});

  const ScenarioReport report = Replay(scenario);

  EXPECT_EQ(report.verdict, Verdict::kPassed);
  EXPECT_THAT(report.failures, IsEmpty());
  EXPECT_EQ(report.steps, 3U);
  EXPECT_EQ(report.calls, 2U);
  EXPECT_EQ(report.elapsed, 20min);
  EXPECT_EQ(report.seed, 7U);
  EXPECT_THAT(report.digest, SizeIs(16));
  EXPECT_EQ(report.reproduce, "fakestream replay scenarios/example.json --seed 7");
  EXPECT_FALSE(report.events.empty());
}

TEST(ReplayerTest, TakesAScenarioWithoutStepsAsAScript) {
  Scenario scenario = MakeScenario({});
  scenario.steps.reset();

  EXPECT_EQ(Replay(scenario).verdict, Verdict::kScript);
}

TEST(ReplayerTest, DemandsSuccessWhereNoErrorIsExpected) {
  Scenario scenario = MakeScenario({CopyGolden("copy"), CopyGolden("copy")});
  (*scenario.steps)[1].line = 42;

  const ScenarioReport report = Replay(scenario);

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  ASSERT_THAT(report.failures, SizeIs(1));
  const StepFailure& failure = report.failures[0];
  EXPECT_EQ(failure.step, 1U);
  EXPECT_EQ(failure.line, 42);
  EXPECT_EQ(failure.call, 2U);
  EXPECT_THAT(failure.what, HasSubstr(R"(CopyImage in us-east-1 with SourceImageName "golden")"));
  ASSERT_THAT(failure.mismatches, SizeIs(1));
  EXPECT_EQ(failure.mismatches[0].path, "/error");
  EXPECT_EQ(failure.mismatches[0].expected, "success");
  EXPECT_THAT(failure.mismatches[0].actual, HasSubstr("ResourceAlreadyExistsException (400)"));
}

TEST(ReplayerTest, TellsAnErrorThatDidNotCome) {
  const Scenario scenario = MakeScenario({CopyGolden("copy", FailsWith("ThrottlingException"))});

  EXPECT_THAT(MismatchesOf(Replay(scenario)),
              ElementsAre(Mismatch{"/error", "\"ThrottlingException\"",
                                   R"(success: {DestinationImageName: "copy"})"}));
}

TEST(ReplayerTest, ComparesEveryFieldOfAnError) {
  Expectation expected = FailsWith("ThrottlingException");
  expected.message = ValueMatcher::Glob("*slow*");
  expected.status = 503;
  expected.attempts = 2;
  expected.elapsed = 1s;
  const Scenario scenario =
      MakeScenario({CopyGolden("copy", expected)},
                   {On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded, "full").Times(1)});

  const std::vector<Mismatch> mismatches = MismatchesOf(Replay(scenario));

  std::vector<std::string> paths;
  paths.reserve(mismatches.size());
  for (const Mismatch& mismatch : mismatches) paths.push_back(mismatch.path);
  EXPECT_THAT(paths, ElementsAre("/error", "/message", "/status", "/attempts", "/elapsed"));
}

TEST(ReplayerTest, NamesTheRuleThatActed) {
  const Scenario scenario = MakeScenario(
      {CopyGolden("copy")}, {On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(1)});

  const ScenarioReport report = Replay(scenario);

  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_EQ(report.failures[0].rule, 0U);
  EXPECT_EQ(report.failures[0].rule_text, report.rules.at(0).text);
  EXPECT_EQ(report.rules[0].fired, 1U);
  EXPECT_FALSE(report.rules[0].problem);
}

TEST(ReplayerTest, FailsWhenAFaultNeverFired) {
  const Scenario scenario =
      MakeScenario({CopyGolden("copy")},
                   {On<ops::CopyImage>().Fails(ErrorCode::kThrottling).OnCall(2),
                    On<ops::CopyImage>().Fails(ErrorCode::kThrottling).OnCall(3).Optional()});

  const ScenarioReport report = Replay(scenario);

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  EXPECT_THAT(report.failures, IsEmpty());
  EXPECT_TRUE(report.rules.at(0).problem);
  EXPECT_FALSE(report.rules.at(1).problem);
}

TEST(ReplayerTest, RetriesWithADoublingPauseOnVirtualTime) {
  Expectation expected;
  expected.attempts = 4;
  expected.elapsed = 7s;
  const Scenario scenario =
      MakeScenario({CopyGolden("copy", expected, RetryPolicy{.attempts = 9, .backoff = 1s})},
                   {On<ops::CopyImage>().Drops(ConnectionFault::kReset).OnCall(1),
                    On<ops::CopyImage>().Fails(ErrorCode::kServiceUnavailable).OnCall(2),
                    On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).OnCall(3)});

  const ScenarioReport report = Replay(scenario);

  EXPECT_EQ(report.verdict, Verdict::kPassed);
}

TEST(ReplayerTest, DoesNotRetryWhatWillNotChange) {
  Expectation expected = FailsWith("ResourceAlreadyExistsException");
  expected.attempts = 1;
  const Scenario scenario =
      MakeScenario({CopyGolden("copy"),
                    CopyGolden("copy", expected, RetryPolicy{.attempts = 9, .backoff = 1s})});

  EXPECT_EQ(Replay(scenario).verdict, Verdict::kPassed);
}

TEST(ReplayerTest, JudgesEachRepetitionAndRecordsTheFirstTenFailures) {
  Scenario scenario = MakeScenario({Describe("eu-west-1", FailsWith("ThrottlingException"))});
  (*scenario.steps)[0].repeat = 60;

  const ScenarioReport report = Replay(scenario);

  EXPECT_EQ(report.calls, 60U);
  ASSERT_THAT(report.failures, SizeIs(10));
  EXPECT_EQ(report.failures[0].repetition, 1U);
  EXPECT_EQ(report.failures[9].repetition, 10U);
}

TEST(ReplayerTest, AcceptsAnythingWithoutAnExpectation) {
  const Scenario scenario = MakeScenario({CopyGolden("copy"), CopyGolden("copy", std::nullopt)});

  EXPECT_EQ(Replay(scenario).verdict, Verdict::kPassed);
}

TEST(ReplayerTest, MatchesASubsetOrTheWholeResult) {
  Expectation subset{.result = ValueMatcher::Members({})};
  Expectation whole = subset;
  whole.is_exact = true;
  const Scenario scenario = MakeScenario({CopyGolden("one", subset), CopyGolden("two", whole)});

  EXPECT_THAT(MismatchesOf(Replay(scenario)),
              ElementsAre(Mismatch{"/exactly/DestinationImageName", "nothing", "\"two\""}));
}

TEST(ReplayerTest, SetsAccountAndQuotasBetweenCalls) {
  Expectation refused = FailsWith("InvalidAccountStatusException");
  const Step suspend{.action = SetStep{.account_status = AccountStatus::kSuspended}};
  const Step reinstate{
      .action = SetStep{.account_status = AccountStatus::kActive, .quotas = Quotas{.images = 0}}};
  const Scenario scenario = MakeScenario({suspend, CopyGolden("copy", refused), reinstate,
                                          CopyGolden("copy", FailsWith("LimitExceededException"))});

  EXPECT_EQ(Replay(scenario).verdict, Verdict::kPassed);
}

TEST(ReplayerTest, EndsHoweverOftenAStepIsToBeRepeated) {
  Scenario scenario = MakeScenario({Advance(1us)});
  (*scenario.steps)[0].repeat = std::numeric_limits<std::int64_t>::max();

  const std::vector<Mismatch> mismatches = MismatchesOf(Replay(scenario));

  ASSERT_THAT(mismatches, SizeIs(1));
  EXPECT_THAT(mismatches[0].actual, HasSubstr("more than 1000000"));
}

TEST(ReplayerTest, StopsWhereTimeEnds) {
  Scenario scenario = MakeScenario({Advance(kMaxDuration)});
  (*scenario.steps)[0].repeat = 100;

  const ScenarioReport report = Replay(scenario);

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_EQ(report.failures[0].mismatches.at(0).expected, "the step runs to its end");
}

TEST(ReplayerTest, BackoffDoesNotOverflow) {
  const Scenario scenario = MakeScenario(
      {CopyGolden("copy", Expectation{}, RetryPolicy{.attempts = 1000, .backoff = kMaxDuration})},
      {On<ops::CopyImage>().Fails(ErrorCode::kThrottling)});

  EXPECT_EQ(Replay(scenario).verdict, Verdict::kFailed);
}

TEST(ReplayerTest, ReportsAWorldThatCannotBe) {
  Scenario scenario = MakeScenario({Describe("us-east-1")});
  scenario.given.images.push_back({.name = "golden"});

  const std::vector<Mismatch> mismatches = MismatchesOf(Replay(scenario));

  ASSERT_THAT(mismatches, SizeIs(1));
  EXPECT_THAT(mismatches[0].actual, HasSubstr("golden"));
}

TEST(ReplayerTest, DrawsWithTheSeedThatIsAskedFor) {
  Scenario scenario = MakeScenario(
      {Describe("us-east-1", std::nullopt)},
      {On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).WithChance(1, 2).Optional()});
  (*scenario.steps)[0].repeat = 64;

  const ScenarioReport own = Replay(scenario);
  const ScenarioReport again = Replay(scenario, {.seed = 7});
  const ScenarioReport other = Replay(scenario, {.seed = 8});

  EXPECT_EQ(own.digest, again.digest);
  EXPECT_NE(own.digest, other.digest);
  EXPECT_EQ(other.seed, 8U);
  EXPECT_THAT(other.reproduce, HasSubstr("--seed 8"));
}

// A seam of another kind: counts what passes through it.
class Counter : public Decorator<Counter> {
 public:
  Counter(AppStream& target, int& calls) : Decorator(target), calls_(&calls) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    ++*calls_;
    return Forward<Op>(request);
  }

 private:
  int* calls_;
};

TEST(ReplayerTest, ReachesTheWorldThroughTheClientsItIsGiven) {
  int calls = 0;
  const ClientFactory counted = [&calls](World& world) -> ClientOf {
    auto clients = std::make_shared<std::map<std::string, std::unique_ptr<Counter>, std::less<>>>();
    return [&world, &calls, clients](std::string_view region) -> AppStream& {
      std::unique_ptr<Counter>& client = (*clients)[std::string(region)];
      if (!client) client = std::make_unique<Counter>(world.Client(region), calls);
      return *client;
    };
  };
  const Scenario scenario = MakeScenario({CopyGolden("copy"), Describe("eu-west-1")});

  const ScenarioReport direct = Replay(scenario);
  const ScenarioReport through = Replay(scenario, {.clients = counted});

  EXPECT_EQ(calls, 2);
  EXPECT_EQ(through.digest, direct.digest);
}

TEST(ReplayerTest, QuotesTheCommandForAShell) {
  Scenario scenario = MakeScenario({});
  scenario.file = "my 'own' file.json";
  EXPECT_EQ(Replay(scenario).reproduce, "fakestream replay 'my '\\''own'\\'' file.json' --seed 7");

  scenario.file = "-x.json";
  EXPECT_EQ(Replay(scenario).reproduce, "fakestream replay ./-x.json --seed 7");
}

}  // namespace
}  // namespace fakestream::internal
