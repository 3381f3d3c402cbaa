// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/oracle.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only

class OracleTest : public ::testing::Test {
 protected:
  // The oracle that is broken; empty: none.
  std::string Broken(Claim claim, const OracleOptions& options) {
    const auto finding = EvaluateOracles(world_, {.claim = claim}, options);
    what_ = finding ? finding->what : "";
    return finding ? finding->oracle : "";
  }

  std::string Broken(Claim claim) {
    return Broken(claim, {.goal = Goal{.region = "eu-west-1", .image = "golden-eu"}});
  }

  Outcome<CopyImageResult> Copy(std::string to = "golden-eu", std::string region = "eu-west-1") {
    return world_.Client("us-east-1")
        .CopyImage({.source_image_name = "golden",
                    .destination_image_name = std::move(to),
                    .destination_region = std::move(region)});
  }

  World world_{{.images = {{.region = "us-east-1", .name = "golden"}}}};
  std::string what_{};
};

TEST_F(OracleTest, HaveDifferentIdsAndADemand) {
  std::set<std::string_view> ids;
  for (const Oracle& oracle : Oracles()) {
    ids.insert(oracle.id);
    EXPECT_FALSE(oracle.demand.empty());
  }

  EXPECT_THAT(ids, SizeIs(Oracles().size()));
}

TEST_F(OracleTest, ACopyThatIsThereIsNoBug) {
  EXPECT_TRUE(Copy());
  world_.clock().Advance(20min);

  EXPECT_EQ(Broken(Claim::kCopied), "");
  EXPECT_EQ(Broken(Claim::kNone), "");
}

TEST_F(OracleTest, SuccessMeansAvailableAtTheGoal) {
  EXPECT_TRUE(Copy("golden-eu", "eu-west-2"));
  EXPECT_EQ(Broken(Claim::kCopied), "success_is_available");
  EXPECT_EQ(what_, "it says copied, but image golden-eu does not exist in eu-west-1");

  EXPECT_TRUE(Copy());
  EXPECT_EQ(Broken(Claim::kCopied), "success_is_available");
  EXPECT_EQ(what_, "it says copied, but image golden-eu is COPYING in eu-west-1");
}

TEST_F(OracleTest, FailureIsNeverReportedForACopyThatHappened) {
  world_.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTimeout).AfterTheEffect().Times(1));
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kNotCopied), "no_false_failure");
}

TEST_F(OracleTest, NoImageIsLeftAnywhereElse) {
  EXPECT_TRUE(Copy());
  EXPECT_TRUE(Copy("golden-eu-2"));
  world_.clock().Advance(20min);

  EXPECT_EQ(Broken(Claim::kCopied), "no_orphan");
  EXPECT_EQ(what_, "it left image golden-eu-2 behind in eu-west-1");
}

TEST_F(OracleTest, WhatWasGivenIsKept) {
  EXPECT_TRUE(Copy());
  world_.clock().Advance(20min);
  EXPECT_TRUE(world_.Client("us-east-1").DeleteImage({.name = "golden"}));

  EXPECT_EQ(Broken(Claim::kCopied), "given_is_kept");
}

TEST_F(OracleTest, WhatWasGivenAsLeavingMayGo) {
  const World world(
      {.images = {{.region = "us-east-1", .name = "old", .state = ImageState::kDeleting}}});
  const OracleOptions options{.goal = Goal{.region = "eu-west-1", .image = "golden-eu"}};

  EXPECT_EQ(EvaluateOracles(world, {}, options), std::nullopt);
}

TEST_F(OracleTest, ARequestThatNothingMendsIsNotRepeated) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kIncompatibleImage));
  EXPECT_FALSE(Copy());
  EXPECT_EQ(Broken(Claim::kNotCopied), "");

  world_.clock().Advance(1min);
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kNotCopied), "no_verbatim_retry");
  EXPECT_EQ(what_,
            "call 2 (CopyImage in us-east-1) asks again what was answered by "
            "IncompatibleImageException");
}

TEST_F(OracleTest, AFailedRequestIsNotRepeatedAtOnce) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling));
  EXPECT_FALSE(Copy());
  EXPECT_FALSE(Copy());
  world_.clock().Advance(50ms);
  EXPECT_FALSE(Copy());
  EXPECT_EQ(Broken(Claim::kUnknown), "");  // as aws-sdk-cpp does: at once, and soon
  world_.clock().Advance(99ms);
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kUnknown), "no_hot_loop");
  EXPECT_EQ(what_,
            "call 4 (CopyImage in us-east-1) comes 99ms after call 3 was answered by "
            "ThrottlingException (at least 100ms: OracleOptions::pause)");
  EXPECT_EQ(Broken(Claim::kUnknown, {.pause = 99ms}), "");
}

TEST_F(OracleTest, WaitingForAReplyIsAPause) {
  world_.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTimeout));
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kUnknown), "");
}

TEST_F(OracleTest, ARequestThatKeepsFailingIsGivenUp) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling));
  for (int i = 0; i < 20; ++i) {
    EXPECT_FALSE(Copy());
    world_.clock().Advance(1min);
  }
  EXPECT_EQ(Broken(Claim::kUnknown), "");

  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kUnknown), "bounded_attempts");
  EXPECT_EQ(what_,
            "call 21 (CopyImage in us-east-1) is attempt 21 of the same request (at most 20: "
            "--max-attempts, OracleOptions::attempts)");
}

TEST_F(OracleTest, AReadThatFailsWithPausesIsAPollForHalfADay) {
  world_.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));
  const auto poll = [&](int times, Duration pause) {
    for (int i = 0; i < times; ++i) {
      EXPECT_FALSE(world_.Client().DescribeImages({}));
      world_.clock().Advance(pause);
    }
  };

  poll(60, 2min);
  EXPECT_EQ(Broken(Claim::kUnknown), "");
  poll(400, 2min);

  EXPECT_EQ(Broken(Claim::kUnknown), "bounded_attempts");
  EXPECT_THAT(what_, HasSubstr("with pauses, for at most 12h: OracleOptions::polling)"));
}

TEST_F(OracleTest, AReadThatFailsWithoutPausesIsAStorm) {
  world_.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));
  for (int i = 0; i < 21; ++i) {
    EXPECT_FALSE(world_.Client().DescribeImages({}));
    world_.clock().Advance(99ms);
  }

  EXPECT_EQ(Broken(Claim::kUnknown, {.disabled = {"no_hot_loop"}}), "bounded_attempts");
}

TEST_F(OracleTest, OnlyALimitOnWhatEndsByItselfPasses) {
  const OracleOptions options{.goal = Goal{.region = "eu-west-1", .image = "golden-eu"}};
  world_.Inject(On<ops::UpdateImagePermissions>().Fails(ErrorCode::kLimitExceeded).Times(1));
  EXPECT_FALSE(world_.Client("us-east-1")
                   .UpdateImagePermissions({.name = "golden",
                                            .shared_account_id = "210987654321",
                                            .image_permissions = ImagePermissions{}}));
  EXPECT_EQ(Broken(Claim::kNotCopied), "");

  World other({.images = {{.region = "us-east-1", .name = "golden"}}});
  other.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(1));
  EXPECT_FALSE(other.Client("us-east-1")
                   .CopyImage({.source_image_name = "golden",
                               .destination_image_name = "golden-eu",
                               .destination_region = "eu-west-1"}));
  EXPECT_EQ(EvaluateOracles(other, {.claim = Claim::kNotCopied}, options)->oracle,
            "succeeds_in_the_end");
}

TEST_F(OracleTest, AFailureThatIsReportedIsRightUnderAFaultThatDoesNotPass) {
  const RunOutcome failed{.reported_failure = "it ended with exit code 1"};
  EXPECT_EQ(EvaluateOracles(world_, failed, {})->what,
            "it ended with exit code 1 after no fault at all");

  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(1));
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kAccessDenied).OnCall(2));
  EXPECT_FALSE(Copy());
  EXPECT_THAT(EvaluateOracles(world_, failed, {})->what,
              HasSubstr("after nothing but faults that pass"));
  EXPECT_FALSE(Copy());

  EXPECT_EQ(EvaluateOracles(world_, failed, {}), std::nullopt);
  EXPECT_EQ(EvaluateOracles(world_, {.failure = "x"}, {})->oracle, "expectations");
}

TEST_F(OracleTest, FaultsThatPassDoNotKeepItFromItsGoal) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(1));
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kUnknown), "succeeds_in_the_end");
  EXPECT_EQ(Broken(Claim::kNone), "");
}

TEST_F(OracleTest, FaultsThatGoOnMayKeepItFromItsGoal) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling));
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kUnknown), "");
}

TEST_F(OracleTest, GivingUpWithoutAnyFaultIsABug) {
  EXPECT_EQ(Broken(Claim::kUnknown), "succeeds_in_the_end");
  EXPECT_THAT(what_, HasSubstr("no fault at all"));
}

TEST_F(OracleTest, WhatTheRunnerSawComesFirst) {
  const OracleOptions options;
  EXPECT_EQ(EvaluateOracles(world_, {.failure = "x"}, options)->oracle, "expectations");
  EXPECT_EQ(EvaluateOracles(world_, {.failure = "x", .exception = "y"}, options)->oracle,
            "throws_nothing");
  EXPECT_EQ(EvaluateOracles(world_, {.exception = "y", .exhausted = "z"}, options)->oracle,
            "terminates");
}

TEST_F(OracleTest, EachCanBeSwitchedOff) {
  EXPECT_EQ(Broken(Claim::kUnknown, {.goal = Goal{.region = "eu-west-1", .image = "golden-eu"},
                                     .disabled = {"succeeds_in_the_end"}}),
            "");
}

TEST_F(OracleTest, CallsThatAreExemptDoNotCount) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kIncompatibleImage).Times(1));
  EXPECT_FALSE(Copy());
  world_.WithoutFaults([&] { EXPECT_TRUE(Copy()); });

  EXPECT_NE(Broken(Claim::kNone), "no_verbatim_retry");
}

TEST_F(OracleTest, ALookInBetweenMakesARepetitionNoOther) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kIncompatibleImage));
  EXPECT_FALSE(Copy());
  EXPECT_TRUE(world_.Client("us-east-1").DescribeImages({}));
  world_.clock().Advance(1min);
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kNotCopied), "no_verbatim_retry");
}

TEST_F(OracleTest, AChangeInBetweenMakesARepetitionAnother) {
  EXPECT_TRUE(Copy());
  world_.clock().Advance(20min);
  EXPECT_FALSE(Copy());  // it exists
  EXPECT_TRUE(world_.Client("eu-west-1").DeleteImage({.name = "golden-eu"}));
  world_.clock().Advance(20min);
  EXPECT_TRUE(Copy());
  world_.clock().Advance(20min);

  EXPECT_EQ(Broken(Claim::kCopied), "");
}

TEST_F(OracleTest, WhatASetUpMadeIsNotLeftBehind) {
  world_.WithoutFaults([&] { EXPECT_TRUE(Copy("set-up")); });
  EXPECT_TRUE(Copy());
  world_.clock().Advance(20min);

  EXPECT_EQ(Broken(Claim::kCopied), "");
}

TEST_F(OracleTest, WhoSaysSuccessFulfilsTheConditions) {
  OracleOptions options;
  options.conditions = {
      {.image = "golden-eu",
       .region = "eu-west-1",
       .is = ValueMatcher::Members({{"State", ValueMatcher::Equals(Value("AVAILABLE"))}})}};
  EXPECT_TRUE(Copy());

  EXPECT_EQ(Broken(Claim::kCopied, options), "finally");
  EXPECT_EQ(what_, R"(finally[0]/is/State: expected "AVAILABLE" but got "COPYING")");
  EXPECT_EQ(Broken(Claim::kNone, options), "finally");
  EXPECT_EQ(Broken(Claim::kNotCopied, options), "");
  EXPECT_EQ(EvaluateOracles(world_, {.failure = "exit code 1"}, options)->oracle, "expectations");
  world_.clock().Advance(20min);
  EXPECT_EQ(Broken(Claim::kCopied, options), "");
}

TEST_F(OracleTest, ConditionsMayBeSwitchedOff) {
  OracleOptions options{.disabled = {"finally"}};
  options.conditions = {{.image = "golden", .is = ValueMatcher::Absent()}};

  EXPECT_EQ(Broken(Claim::kCopied, options), "");
}

TEST_F(OracleTest, WhereAnImageStoodAtTheGoalRefusingIsHonest) {
  world_.WithoutFaults([&] { EXPECT_TRUE(Copy()); });
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kNotCopied), "");
}

TEST_F(OracleTest, ALieAboutTheSourceNeedNotBeSurvived) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kResourceNotFound).Times(1));
  EXPECT_FALSE(Copy());

  EXPECT_EQ(Broken(Claim::kNotCopied), "");
}

TEST_F(OracleTest, TellsWhichAreNotAsked) {
  EXPECT_THAT(DisabledOracles({.goal = Goal{}}), IsEmpty());
  EXPECT_THAT(DisabledOracles({.disabled = {"no_hot_loop"}}),
              ElementsAre("success_is_available", "no_false_failure", "no_orphan", "given_is_kept",
                          "no_hot_loop", "succeeds_in_the_end"));
}

}  // namespace
}  // namespace fakestream
