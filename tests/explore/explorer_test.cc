// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/explorer.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "explore/clients.h"

#include "fakestream/explore/certificate.h"

namespace fakestream {
namespace {

using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

TEST(ExplorerTest, FindsTheLostReplyWithOneFault) {
  const Exploration found = Explore({}, CopyAndHope);

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_EQ(ToText(found.violation->schedule),
            "CopyImage call 1 in us-east-1: ThrottlingException");
  EXPECT_EQ(found.violation->finding.oracle, "succeeds_in_the_end");
  EXPECT_THAT(found.complete, Optional(0U));
}

TEST(ExplorerTest, DoesNotBeginWhereNothingAnsweredACall) {
  const auto roll = [](World& world) {
    (void)world.ServeOther("", *EnumOf<OtherOperation>("StopFleet"));
    return CopyWithCare(world);
  };

  const Exploration found = Explore({}, roll);

  EXPECT_FALSE(found.passed());
  EXPECT_EQ(found.runs(), 1U);
  ASSERT_TRUE(found.unanswered.has_value());
  EXPECT_THAT(found.unanswered->calls,
              ElementsAre(UnansweredCalls{.name = "StopFleet", .calls = 1}));
  EXPECT_THAT(CertificateText(found), HasSubstr("stopped after 1 run: a call had no answer"));
  EXPECT_THAT(WhyUnanswered(found, ScriptStyle::kJson),
              HasSubstr(R"("unanswered": {"StopFleet": "allowed"})"));
}

TEST(ExplorerTest, EndsWhereNothingAnsweredACallUnderAFault) {
  const auto tidy_up = [](World& world) {
    const Claim claim = CopyAndHope(world);
    if (claim != Claim::kCopied) {
      (void)world.ServeOther("", *EnumOf<OtherOperation>("StopFleet"));
    }
    return claim;
  };

  const Exploration found = Explore({}, tidy_up);

  ASSERT_TRUE(found.unanswered.has_value());
  EXPECT_FALSE(found.violation.has_value());
  EXPECT_THAT(found.complete, Optional(0U));
  EXPECT_THAT(WhyUnanswered(found, ScriptStyle::kCpp),
              HasSubstr("under these faults:\n  on CopyImage"));
}

TEST(ExplorerTest, FindsTheDeniedCopyWhereGivingUpIsAllowed) {
  Experiment experiment = ExperimentWith(CopyAndHope);
  experiment.oracles.disabled = {"succeeds_in_the_end"};

  const Exploration found = Explore({}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_EQ(ToText(found.violation->schedule),
            "CopyImage call 1 in us-east-1: timeout after the effect");
  EXPECT_EQ(found.violation->finding.oracle, "no_false_failure");
  EXPECT_EQ(found.violation->finding.what,
            "it says not copied, but image golden-eu is COPYING in eu-west-1");
  EXPECT_THAT(found.violation->alternatives, ElementsAre(ElementsAre("reset after the effect")));
}

TEST(ExplorerTest, CertifiesThatCarefulCodeSurvivesAnyTwoFaults) {
  const Exploration found = Explore({.max_faults = 2, .collapses_polls = true}, CopyWithCare);

  EXPECT_TRUE(found.passed());
  EXPECT_THAT(found.complete, Optional(2U));
  EXPECT_THAT(found.schedules, ElementsAre(1, 89, Gt(1'000)));
  EXPECT_EQ(found.points, 12U);
}

TEST(ExplorerTest, RunsEachScheduleOnceAndEveryOneThatThereIs) {
  std::set<std::string> schedules;
  std::uint64_t runs = 0;
  ExploreOptions options{.max_faults = 2, .collapses_polls = true};
  options.on_run = [&](const FaultSchedule& schedule, const RunRecord& record) {
    ++runs;
    schedules.insert(ToText(schedule));
    std::set<std::size_t> acted;
    for (const ActedFault& fault : record.acted) acted.insert(fault.rule);
    EXPECT_EQ(acted.size(), schedule.size()) << ToText(schedule);
  };

  const Exploration found = Explore(options, CopyWithCare);

  EXPECT_EQ(schedules.size(), runs);
  EXPECT_EQ(found.runs(), runs);
}

TEST(ExplorerTest, EndsCodeThatWaitsForEver) {
  Experiment experiment = ExperimentWith(CopyAndWaitForEver);
  experiment.oracles.disabled = {"succeeds_in_the_end"};

  const Exploration found = Explore({}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_EQ(ToText(found.violation->schedule), "CopyImage call 1 in us-east-1: ends FAILED");
  EXPECT_EQ(found.violation->finding.oracle, "terminates");
  EXPECT_EQ(found.violation->finding.what,
            "it made more than 1000 calls (--max-calls, OracleOptions::limits)");
}

TEST(ExplorerTest, GoesOnAndFindsTheLeastOfEachOracleAndOperation) {
  Experiment experiment = ExperimentWith(CopyAndHope);

  const Exploration found = Explore({.max_faults = 2, .keeps_going = true}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  std::set<std::string> seen;
  std::vector<Violation> all = found.more_violations;
  all.insert(all.begin(), *found.violation);
  for (const Violation& violation : all) {
    ASSERT_FALSE(violation.schedule.empty());
    EXPECT_TRUE(seen.insert(violation.finding.oracle + " " +
                            std::string(NameOf(violation.schedule.back().operation)))
                    .second);
  }
  EXPECT_TRUE(seen.contains("no_false_failure CopyImage"));
  EXPECT_TRUE(seen.contains("succeeds_in_the_end CopyImage"));
  EXPECT_EQ(found.complete, 2U);
}

TEST(ExplorerTest, LeavesOutLiesUnlessAsked) {
  const auto tells = [](bool contradictory_faults) {
    bool has_lied = false;
    ExploreOptions options{
        .max_faults = 1, .contradictory_faults = contradictory_faults, .keeps_going = true};
    options.on_run = [&](const FaultSchedule& schedule, const RunRecord&) {
      if (ToText(schedule).find("AlreadyExists") != std::string::npos) has_lied = true;
    };
    Explore(options, CopyWithCare);
    return has_lied;
  };

  EXPECT_FALSE(tells(false));
  EXPECT_TRUE(tells(true));
}

TEST(ExplorerTest, CollapsesPollsToTheirEnds) {
  std::set<std::uint64_t> polls;
  ExploreOptions options{.max_faults = 1, .collapses_polls = true};
  options.on_run = [&](const FaultSchedule& schedule, const RunRecord&) {
    if (!schedule.empty() && schedule[0].region == "eu-west-1") polls.insert(schedule[0].call);
  };

  Explore(options, CopyWithCare);

  // Ten polls see COPYING, the eleventh AVAILABLE.
  EXPECT_THAT(polls, ElementsAre(1, 2, 10, 11));
}

TEST(ExplorerTest, TheLeastViolationIsTheSameWhateverTheNumberOfShards) {
  Experiment experiment = ExperimentWith(CopyAndHope);
  experiment.oracles.disabled = {"succeeds_in_the_end"};
  const Exploration whole = Explore({}, RunnerOf(experiment));
  ASSERT_TRUE(whole.violation.has_value());

  for (std::uint64_t count : {2U, 3U, 7U}) {
    std::uint64_t first_level = 0;
    bool is_found = false;
    for (std::uint64_t index = 0; index < count; ++index) {
      const Exploration share = Explore(
          {.max_faults = 1, .shard = {.index = index, .count = count}}, RunnerOf(experiment));
      first_level += share.schedules.at(1);
      if (!share.violation) continue;
      is_found = is_found || share.violation->schedule == whole.violation->schedule;
    }
    EXPECT_TRUE(is_found) << count;
    EXPECT_GT(first_level, 0U);
  }
}

TEST(ExplorerTest, TakesNoRuleOfTheBodysForOneOfItsOwn) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) {
    world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Times(1));
    return RunOutcome{.claim = CopyWithCare(world)};
  };
  std::size_t schedules = 0;
  ExploreOptions options{.max_faults = 1};
  options.on_run = [&](const FaultSchedule& schedule, const RunRecord& record) {
    std::set<std::size_t> acted;
    for (const ActedFault& fault : record.acted) acted.insert(fault.rule);
    EXPECT_EQ(acted.size(), schedule.size()) << ToText(schedule);
    ++schedules;
  };

  EXPECT_TRUE(Explore(options, RunnerOf(experiment)).passed());
  EXPECT_GT(schedules, 100U);
}

TEST(ExplorerTest, EndsCodeThatWaitsByLookingAtTheClock) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) {
    const Instant end = world.clock().Now() + std::chrono::seconds{1};
    while (world.clock().Now() < end) {
    }
    return RunOutcome{};
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_EQ(found.violation->finding.what,
            "it read the clock more than 1000000 times, and no time passed "
            "(OracleOptions::limits)");
}

TEST(ExplorerTest, WhateverIsThrownIsJudged) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) -> RunOutcome {
    if (!world.Client().DescribeImages({})) throw 42;  // NOLINT(hicpp-exception-baseclass)
    return {};
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_EQ(found.violation->finding.what, "something that is no std::exception");
}

TEST(ExplorerTest, StopsWhenItsBudgetIsUsedUp) {
  const Exploration found = Explore({.max_faults = 3, .max_runs = 200}, CopyWithCare);

  EXPECT_EQ(found.runs(), 200U);
  EXPECT_THAT(found.complete, Optional(1U));
  EXPECT_TRUE(found.passed());

  int asked = 0;
  const Exploration timed = Explore({.should_stop = [&] { return ++asked > 10; }}, CopyWithCare);
  EXPECT_THAT(timed.complete, Optional(0U));
}

TEST(ExplorerTest, FindsAndShrinksByChanceWhatIsLeft) {
  Experiment experiment = ExperimentWith(CopyAndHope);
  experiment.oracles.disabled = {"succeeds_in_the_end"};

  const Exploration found = Explore({.max_faults = 0, .random_runs = 2'000}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_TRUE(found.violation->is_random);
  EXPECT_EQ(ToText(found.violation->schedule),
            "CopyImage call 1 in us-east-1: timeout after the effect");
}

TEST(ExplorerTest, ALimitThatTheCodeSwallowsIsPassedAllTheSame) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) {
    try {
      while (true) world.clock().Sleep(std::chrono::hours{24});
    } catch (...) {
      return RunOutcome{};
    }
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_EQ(found.violation->finding.oracle, "terminates");
}

TEST(ExplorerTest, PlaysOnlyTheKindsThatAreWanted) {
  const ExploreOptions options{.max_faults = 1,
                               .fault_kinds = {"ThrottlingException", "timeout after the effect"},
                               .random_runs = 50};

  const Exploration found = Explore(options, CopyWithCare);

  EXPECT_TRUE(found.passed());
  std::set<std::string> kinds;
  for (const Coverage& coverage : found.coverage) kinds.insert(coverage.kind);
  EXPECT_EQ(kinds, std::set<std::string>({"ThrottlingException", "timeout after the effect"}));
  EXPECT_LT(found.runs(), Explore({.max_faults = 1, .random_runs = 50}, CopyWithCare).runs());
  EXPECT_THAT(CertificateText(found),
              HasSubstr("; only ThrottlingException, timeout after the effect\n"));
}

TEST(ExplorerTest, ExplainsByTheKindsThatAreWanted) {
  Experiment experiment = ExperimentWith(CopyAndHope);
  experiment.oracles.disabled = {"succeeds_in_the_end"};

  const Exploration found =
      Explore({.fault_kinds = {"timeout after the effect"}}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_THAT(found.violation->alternatives, ElementsAre(IsEmpty()));
}

TEST(ExplorerTest, NoFaultActsInSetUpAndReadBack) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) {
    const auto read =
        world.WithoutFaults([&] { return world.Client("us-east-1").DescribeImages({}); });
    return RunOutcome{.failure = read ? "" : "the read-back failed"};
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({}, RunnerOf(experiment));

  EXPECT_TRUE(found.passed());
  EXPECT_EQ(found.points, 0U);
  EXPECT_EQ(found.runs(), 1U);
}

TEST(ExplorerTest, GivesTheSameTwice) {
  const Exploration once = Explore({.max_faults = 1, .random_runs = 50}, CopyWithCare);
  const Exploration again = Explore({.max_faults = 1, .random_runs = 50}, CopyWithCare);
  const Exploration other = Explore({.max_faults = 1, .random_runs = 51}, CopyWithCare);

  EXPECT_EQ(once.digest, again.digest);
  EXPECT_NE(once.digest, other.digest);
}

TEST(ExplorerTest, EstimatesHowManyRunsAreToCome) {
  std::vector<SearchProgress> seen;
  ExploreOptions options{.max_faults = 2, .collapses_polls = true};
  options.progress = [&](const SearchProgress& progress) { seen.push_back(progress); };

  const Exploration found = Explore(options, CopyWithCare);

  ASSERT_EQ(seen.size(), found.runs());
  for (const SearchProgress& progress : seen) EXPECT_GE(progress.expected, progress.runs);
  const SearchProgress& middle = seen[seen.size() / 2];
  EXPECT_EQ(middle.faults, 2U);
  EXPECT_GT(middle.expected, found.runs() * 2 / 3);
  EXPECT_LT(middle.expected, found.runs() * 3 / 2);
}

TEST(ExplorerTest, ChanceReachesOperationsThatOnlyARecoveryCalls) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) {
    const auto copied = world.Client("us-east-1")
                            .CopyImage({.source_image_name = "golden",
                                        .destination_image_name = "golden-eu",
                                        .destination_region = "eu-west-1"});
    if (copied) return RunOutcome{};
    const auto deleted = world.Client("eu-west-1").DeleteImage({.name = "golden-eu"});
    const bool is_odd = !deleted && deleted.GetError().code == ErrorCode::kThrottling;
    return RunOutcome{.failure = is_odd ? "the recovery failed" : ""};
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({.max_faults = 1, .random_runs = 2'000}, RunnerOf(experiment));

  ASSERT_TRUE(found.violation.has_value());
  EXPECT_TRUE(found.violation->is_random);
  EXPECT_EQ(found.violation->schedule.size(), 2U);
}

TEST(ExplorerTest, SharesDrawDifferentChances) {
  const auto digest_of = [](std::uint64_t index) {
    return Explore({.max_faults = 0, .random_runs = 50, .shard = {.index = index, .count = 2}},
                   CopyWithCare)
        .digest;
  };

  EXPECT_NE(digest_of(0), digest_of(1));
}

}  // namespace
}  // namespace fakestream
