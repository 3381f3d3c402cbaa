// SPDX-License-Identifier: Apache-2.0
#include "scenario/arms.h"

#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"
#include "fakestream/service/decorator.h"

#include "scenario/replay_scenarios.h"

namespace fakestream::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Changes what the service says into what `change` makes of it.
class Distorted final : public Decorator<Distorted> {
 public:
  using Change = ServiceError (*)(ServiceError error);

  Distorted(AppStream& target, Change change) : Decorator(target), change_(change) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    auto outcome = Forward<Op>(request);
    if (outcome) return outcome;
    return change_(outcome.GetError());
  }

 private:
  Change change_;
};

ReplayArm DistortedArm(Distorted::Change change) {
  return {.name = "distorted", .clients = [change](World& world) -> ClientOf {
            auto client = std::make_shared<Distorted>(world.Client(), change);
            return [client](std::string_view) -> AppStream& { return *client; };
          }};
}

// Asks the service twice for each call.
class Doubled final : public Decorator<Doubled> {
 public:
  using Decorator::Decorator;

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    (void)Forward<Op>(request);
    return Forward<Op>(request);
  }
};

TEST(ArmsTest, GiveOneReportWhereAllGiveTheSame) {
  const Scenario scenario = MakeScenario({CopyGolden("copy"), Describe("eu-west-1")});

  const ScenarioReport report = ReplayThrough(scenario, {}, {{"direct"}, {"again"}});

  EXPECT_EQ(report.verdict, Verdict::kPassed);
  EXPECT_THAT(report.failures, IsEmpty());
  EXPECT_EQ(report.reproduce,
            "fakestream replay scenarios/example.json --seed 7 --via direct,again");
}

TEST(ArmsTest, FailWhereAnOutcomeDiffersAndNameTheStep) {
  Scenario scenario = MakeScenario(
      {CopyGolden("copy"), CopyGolden("copy", FailsWith("ResourceAlreadyExistsException"))});
  (*scenario.steps)[1].line = 42;
  const auto other_status = [](ServiceError error) {
    error.http_status = 404;
    return error;
  };

  const ScenarioReport report =
      ReplayThrough(scenario, {}, {{"direct"}, DistortedArm(other_status)});

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  ASSERT_THAT(report.failures, SizeIs(1));
  const StepFailure& failure = report.failures.front();
  EXPECT_EQ(failure.what, "via distorted as via direct");
  EXPECT_EQ(failure.step, 1U);
  EXPECT_EQ(failure.line, 42);
  ASSERT_THAT(failure.mismatches, SizeIs(1));
  EXPECT_THAT(failure.mismatches[0].expected, HasSubstr("ResourceAlreadyExistsException (400)"));
  EXPECT_THAT(failure.mismatches[0].actual, HasSubstr("ResourceAlreadyExistsException (404)"));
}

TEST(ArmsTest, FailWhereTheTraceDiffers) {
  const Scenario scenario = MakeScenario({Describe("us-east-1")});
  const ReplayArm doubled{"doubled", [](World& world) -> ClientOf {
                            auto client = std::make_shared<Doubled>(world.Client());
                            return [client](std::string_view) -> AppStream& { return *client; };
                          }};

  const ScenarioReport report = ReplayThrough(scenario, {}, {{"direct"}, doubled});

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_THAT(report.failures[0].mismatches,
              ElementsAre(Mismatch{"", "nothing",
                                   ToText(report.events[0], report.start).replace(0, 2, "#2")}));
}

TEST(ArmsTest, DoNotCompareHowAConnectionBroke) {
  Scenario scenario =
      MakeScenario({Describe("us-east-1", Expectation{.error = ValueMatcher::Any()})},
                   {On<ops::DescribeImages>().Drops(ConnectionFault::kRefused)});
  const auto reset = [](ServiceError error) {
    error = TransportError(ConnectionFault::kReset);
    return error;
  };

  const ScenarioReport report = ReplayThrough(scenario, {}, {{"direct"}, DistortedArm(reset)});

  EXPECT_EQ(report.verdict, Verdict::kPassed);
}

TEST(ArmsTest, LeaveAScriptAlone) {
  Scenario scenario = MakeScenario({});
  scenario.steps.reset();

  EXPECT_EQ(ReplayThrough(scenario, {}, {{"direct"}, {"again"}}).verdict, Verdict::kScript);
}

}  // namespace
}  // namespace fakestream::internal
