// SPDX-License-Identifier: Apache-2.0
// Code that does not do the same twice, and how a search tells it from a bug.
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "explore/clients.h"

#include "fakestream/explore/certificate.h"
#include "fakestream/explore/explorer.h"

namespace fakestream {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(IndeterminismTest, TellsCodeThatIsNotDeterministicFromABug) {
  int calls = 0;
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [&](World& world) {
    const std::string name = "golden-eu" + std::to_string(++calls);
    const auto copied = world.Client("us-east-1")
                            .CopyImage({.source_image_name = "golden",
                                        .destination_image_name = name,
                                        .destination_region = "eu-west-1"});
    return RunOutcome{.claim = copied ? Claim::kNone : Claim::kUnknown};
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({}, experiment);

  EXPECT_FALSE(found.violation.has_value());
  ASSERT_TRUE(found.indeterminism.has_value());
  EXPECT_THAT(found.indeterminism->what, AllOf(HasSubstr("golden-eu"), Not(HasSubstr("[fault"))));
}

TEST(IndeterminismTest, SaysWhereTheOrderOfCallsWasNotControlled) {
  int calls = 0;
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.oracles.goal.reset();
  experiment.body = [&](World& world) {
    const auto describe = [&] {
      static_cast<void>(world.Client().DescribeImages(
          {.names = std::vector<std::string>{"golden" + std::to_string(++calls)}}));
    };
    std::thread other(describe);
    other.join();
    describe();
    return RunOutcome{};
  };

  const Exploration found = Explore({}, experiment);

  ASSERT_TRUE(found.indeterminism.has_value());
  EXPECT_THAT(
      IndeterminismText(found, "the code"),
      AllOf(HasSubstr("the code does not do the same twice under the same faults, which may "
                      "be no bug: its calls came from several threads"),
            HasSubstr("their order was not controlled: DescribeImages call 1")));
  EXPECT_THAT(CertificateText(found),
              HasSubstr("the order of concurrent calls was not the same twice, as the last of "));
}

TEST(IndeterminismTest, TellsAFailureThatComesAndGoesFromABug) {
  int runs = 0;
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [&](World& world) {
    RunOutcome run_outcome{.claim = CopyWithCare(world)};
    if (++runs == 1) run_outcome.failure = "only the first time";
    return run_outcome;
  };

  const Exploration found = Explore({}, experiment);

  EXPECT_FALSE(found.violation.has_value());
  ASSERT_TRUE(found.indeterminism.has_value());
  EXPECT_EQ(found.indeterminism->what, "it failed once, and did not the next time");
}

TEST(IndeterminismTest, NamesTheFirstCallThatDiffersWhicheverRunMadeIt) {
  int runs = 0;
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [&](World& world) {
    static_cast<void>(world.Client().DescribeImages({}));
    if (++runs != 3) static_cast<void>(world.Client().DescribeImages({.max_results = 7}));
    return RunOutcome{.failure = "always"};
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({}, experiment);

  ASSERT_TRUE(found.indeterminism.has_value());
  EXPECT_THAT(found.indeterminism->what,
              AllOf(HasSubstr("one run:     #2 "), HasSubstr("another run: (no more calls)")));
}

TEST(IndeterminismTest, AFailureWordedAnewEachTimeIsTheSame) {
  int runs = 0;
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [&](World&) { return RunOutcome{.failure = "at " + std::to_string(++runs)}; };

  EXPECT_TRUE(Explore({}, experiment).violation.has_value());
}

TEST(IndeterminismTest, CertifiesNothingWhereARunFailsThatPassedBefore) {
  const ExploreOptions options{.max_faults = 2, .fault_kinds = {"ThrottlingException"}};
  const std::uint64_t leaves =
      Explore({.max_faults = 1, .fault_kinds = options.fault_kinds}, ExperimentWith(CopyWithCare))
          .runs();
  std::uint64_t runs = 0;
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [&](World& world) {
    RunOutcome run_outcome{.claim = CopyWithCare(world)};
    if (++runs == leaves + 1) run_outcome.failure = "where the search goes deeper";
    return run_outcome;
  };

  const Exploration found = Explore(options, experiment);

  EXPECT_FALSE(found.passed());
  ASSERT_TRUE(found.indeterminism.has_value());
  EXPECT_EQ(found.indeterminism->what,
            "it failed when it was run again, and had not the first time");
}

TEST(IndeterminismTest, AFailureByChanceThatDoesNotComeAgainIsIndeterminism) {
  Experiment experiment = ExperimentWith(CopyWithCare);
  experiment.body = [has_failed = false](World& world) mutable {
    const bool is_ok = world.Client("us-east-1").DescribeImages({}).IsSuccess();
    const bool fails = !is_ok && !has_failed;
    has_failed = has_failed || fails;
    return RunOutcome{.failure = fails ? "not today" : ""};
  };
  experiment.oracles.goal.reset();

  const Exploration found = Explore({.max_faults = 0, .random_runs = 1'000}, experiment);

  EXPECT_FALSE(found.violation.has_value());
  ASSERT_TRUE(found.indeterminism.has_value());
  EXPECT_EQ(found.indeterminism->what, "it failed once, and did not the next time");
}

}  // namespace
}  // namespace fakestream
