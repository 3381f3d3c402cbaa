// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/certificate.h"

#include <filesystem>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include "explore/clients.h"

#include "fakestream/explore/stored.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/writer.h"

#include "support/temp_folder.h"

namespace fakestream {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Denies the copy whose reply was lost.
Experiment Denial() {
  Experiment experiment = ExperimentWith(CopyAndHope);
  experiment.oracles.disabled = {"succeeds_in_the_end"};
  return experiment;
}

TEST(CertificateTest, SaysWhatWasCovered) {
  const std::string text =
      CertificateText(Explore({.max_faults = 1}, ExperimentWith(CopyWithCare)));

  EXPECT_THAT(
      text,
      StartsWith("every schedule of at most 1 fault: 195 runs, 0 violations\n"
                 "  runs: 1 without faults, 194 of 1 fault\n"
                 "  45 ways to fail acted, at 12 calls; contradictory faults left out; polls all\n"
                 "  oracles: all\n"
                 "  2,199 calls in "));
  EXPECT_THAT(text, HasSubstr("\n  CopyImage timeout after the effect"));
  EXPECT_THAT(text, HasSubstr("DescribeImages ThrottlingException"));
  EXPECT_THAT(text, HasSubstr("11 runs (calls 1-11)"));
  EXPECT_THAT(text, Not(HasSubstr("never")));
}

TEST(CertificateTest, ClaimsNothingThatWasNotRun) {
  EXPECT_THAT(
      CertificateText(Explore({.max_faults = 2, .max_runs = 200}, ExperimentWith(CopyWithCare))),
      StartsWith(
          "stopped by its budget after 200 runs, 0 violations; it survived every schedule of "
          "at most 1 fault\n"));
  EXPECT_THAT(
      CertificateText(Explore({.max_runs = 10}, ExperimentWith(CopyWithCare))),
      StartsWith("stopped by its budget after 10 runs, 0 violations; it survived the run without "
                 "faults\n"));
  EXPECT_THAT(CertificateText(Explore({.max_faults = 1, .shard = {.index = 1, .count = 3}},
                                      ExperimentWith(CopyWithCare))),
              StartsWith("share 2/3 of every schedule of at most 1 fault: "));
  EXPECT_THAT(CertificateText(Explore({}, Denial())),
              StartsWith("1 violation, after 14 runs; it survived the run without faults\n"));
}

TEST(CertificateTest, NamesTheOraclesThatWereNotAsked) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.oracles.goal.reset();
  experiment.oracles.disabled = {"terminates"};

  const Exploration found = Explore(
      {.max_faults = 0, .disabled_oracles = DisabledOracles(experiment.oracles)}, experiment);

  EXPECT_THAT(CertificateText(found),
              HasSubstr("\n  oracles: all but terminates, success_is_available, no_false_failure, "
                        "no_orphan, given_is_kept, succeeds_in_the_end\n"));
  EXPECT_EQ(nlohmann::json::parse(CertificateJson(found))["disabled_oracles"][0], "terminates");
}

TEST(CertificateTest, IsJsonForPrograms) {
  const auto json = nlohmann::json::parse(CertificateJson(Explore({}, Denial())));

  EXPECT_EQ(json["passed"], false);
  EXPECT_EQ(json["complete_up_to"], 0);
  EXPECT_EQ(json["violation"]["oracle"], "no_false_failure");
  EXPECT_EQ(json["violation"]["faults"][0]["drop"], "timeout");
  EXPECT_EQ(json["violation"]["faults"][0]["at"], "after");
  EXPECT_EQ(json["violation"]["alternatives"][0][0], "reset after the effect");
  EXPECT_EQ(json["coverage"][0]["operation"], "CopyImage");
}

TEST(CertificateTest, AViolationReadsAsWhatHappened) {
  const Exploration found = Explore({}, Denial());

  const std::string text = ToText(*found.violation);

  EXPECT_THAT(text, StartsWith("no_false_failure: it says not copied, but image golden-eu is "
                               "COPYING in eu-west-1\n"
                               "  1. CopyImage call 1 in us-east-1: timeout after the effect\n"
                               "     or: reset after the effect\n"));
  EXPECT_THAT(text, HasSubstr("(the service had done it) [fault 0]"));
  EXPECT_THAT(text, HasSubstr(R"("drop": "timeout")"));
}

TEST(CertificateTest, SaysThatTheOrderOfConcurrentCallsWasNotControlled) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) {
    std::thread other([&] { static_cast<void>(world.Client().DescribeImages({})); });
    other.join();
    static_cast<void>(world.Client().DescribeImages({.names = std::vector<std::string>{"golden"}}));
    return RunOutcome{};
  };

  const Exploration found = Explore({.max_faults = 1}, experiment);

  EXPECT_TRUE(found.passed());
  EXPECT_THAT(CertificateText(found),
              HasSubstr("\n  order: not controlled; calls came from several threads or were in "
                        "flight at once, and no schedule says which was first\n"));
  EXPECT_EQ(nlohmann::json::parse(CertificateJson(found))["order_controlled"], false);
  EXPECT_THAT(CertificateText(Explore({.max_faults = 1}, ExperimentWith(CopyWithCare))),
              Not(HasSubstr("order:")));
}

TEST(CertificateTest, CountsWhatASearchThatGoesOnFinds) {
  const Exploration found =
      Explore({.max_faults = 1, .keeps_going = true}, ExperimentWith(CopyAndHope));

  EXPECT_THAT(CertificateText(found), StartsWith("every schedule of at most 1 fault: "));
  EXPECT_THAT(CertificateText(found), HasSubstr(" runs, 2 violations\n"));
  EXPECT_EQ(nlohmann::json::parse(CertificateJson(found))["violations"].size(), 2U);
}

TEST(CertificateTest, AFoundScenarioFailsTheSameWay) {
  const Experiment experiment = Denial();
  const Exploration found = Explore({}, experiment);
  const Scenario scenario = FoundScenario(*found.violation, "denies a copy", experiment.given);

  const Checked<Scenario> read = LoadScenario(ToJson(scenario), "found.json");

  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read->steps.has_value());
  EXPECT_EQ(read->note,
            "no_false_failure: it says not copied, but image golden-eu is COPYING in "
            "eu-west-1");
  for (int i = 0; i < 100; ++i) {
    const StoredRun run = ReplayStored(*read, experiment.body, experiment.oracles);
    ASSERT_EQ(run.verdict, StoredVerdict::kFails);
    ASSERT_EQ(run.why, read->note);
  }
}

TEST(CertificateTest, AFoundScenarioTellsFixedFromDrifted) {
  const Experiment experiment = Denial();
  const Scenario scenario =
      FoundScenario(*Explore({}, experiment).violation, "denies a copy", experiment.given);
  const internal::ExploredBody does_nothing = [](World&) { return RunOutcome{}; };
  const internal::ExploredBody cares = ExperimentWith(CopyWithCare).body;

  EXPECT_EQ(ReplayStored(scenario, cares, experiment.oracles).verdict, StoredVerdict::kFixed);
  const StoredRun drifted = ReplayStored(scenario, does_nothing, experiment.oracles);
  EXPECT_EQ(drifted.verdict, StoredVerdict::kDrifted);
  EXPECT_THAT(drifted.why, HasSubstr("never fired"));
}

TEST(CertificateTest, SavesAFoundScenarioAndMakesNoFolder) {
  const internal::TempFolder folder;
  const std::string path = (folder.path() / "found.json").string();

  EXPECT_TRUE(SaveFound({.name = "found"}, path).empty());
  EXPECT_TRUE(LoadScenarioFile(path).ok());
  EXPECT_FALSE(SaveFound({.name = "found"}, (folder.path() / "a/found.json").string()).empty());
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "a"));
}

TEST(CertificateTest, AFoundScenarioOfALimitThatTheCodeSwallowsStillFails) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [](World& world) {
    try {
      while (true) static_cast<void>(world.Client().DescribeImages({}));
    } catch (...) {
      return RunOutcome{};
    }
  };
  experiment.oracles.goal.reset();
  const Exploration found = Explore({}, experiment);
  ASSERT_TRUE(found.violation.has_value());
  const Scenario scenario = FoundScenario(*found.violation, "for ever", experiment.given);

  EXPECT_EQ(ReplayStored(scenario, experiment.body, experiment.oracles).verdict,
            StoredVerdict::kFails);
}

TEST(CertificateTest, AFoundScenarioSaysNothingWhereItsOracleIsNotAsked) {
  const Experiment experiment = Denial();
  const Scenario scenario =
      FoundScenario(*Explore({}, experiment).violation, "denies a copy", experiment.given);

  EXPECT_EQ(WhyNotAsked(scenario, experiment.oracles), "");
  EXPECT_EQ(WhyNotAsked({}, experiment.oracles), "it has no faults, and no search wrote it");
  EXPECT_EQ(WhyNotAsked(scenario, {}),
            "no_false_failure was broken, and is not asked: give the goal");
  EXPECT_EQ(WhyNotAsked(scenario, {.disabled = {"no_false_failure"}}),
            "no_false_failure was broken, and is not asked: it is switched off");
}

TEST(CertificateTest, WhatWasFoundBeforeKeepsItsFile) {
  const Violation one{.schedule = {ScheduledFault{.region = "us-east-1"}},
                      .finding = {.oracle = "terminates"}};
  Violation other = one;
  other.schedule[0].call = 2;

  EXPECT_THAT(FileNameFor("A.B", one), StartsWith("A.B.terminates."));
  EXPECT_EQ(FileNameFor("A.B", one), FileNameFor("A.B", one));
  EXPECT_NE(FileNameFor("A.B", one), FileNameFor("A.B", other));
}

}  // namespace
}  // namespace fakestream
