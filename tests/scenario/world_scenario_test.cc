// SPDX-License-Identifier: Apache-2.0
// What a test did in a World, saved as a scenario, holds when it is replayed.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/report/reporter.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/replayer.h"
#include "fakestream/scenario/writer.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::SizeIs;

CopyImageRequest CopyTo(const std::string& name, const std::string& region = "eu-west-1") {
  return {
      .source_image_name = "golden", .destination_image_name = name, .destination_region = region};
}

WorldOptions GoldenImage() {
  return {.images = {{.name = "golden"}}};
}

// Replays what the World saw, through the text of a file, and says what does not hold.
ScenarioReport ReplaySaved(const World& world) {
  const std::string text = ToJson(ScenarioOf(world, "saved").value());
  SCOPED_TRACE(text);
  ScenarioReport report = Replay(LoadScenario(text, "saved.json").value());
  EXPECT_EQ(report.verdict, Verdict::kPassed) << TextReport({.scenarios = {report}});
  return report;
}

TEST(ScenarioOfTest, HoldsForACopyThatBecomesAvailable) {
  World world(GoldenImage());
  (void)world.Client().CopyImage(CopyTo("copy"));
  world.clock().Advance(30min);
  (void)world.Client("eu-west-1").DescribeImages({.names = {{"copy"}}});
  world.clock().Advance(5s);

  const ScenarioReport replayed = ReplaySaved(world);

  EXPECT_EQ(replayed.digest, world.trace().Digest());
  EXPECT_EQ(replayed.elapsed, 30min + 5s);
}

TEST(ScenarioOfTest, HoldsForErrorsAndLostReplies) {
  World world(GoldenImage());
  world.Inject(On<ops::CopyImage>().OnCall(1).Drops(ConnectionFault::kTimeout).AfterTheEffect());
  world.Inject(On<ops::CopyImage>().OnCall(3).Fails(ErrorCode::kThrottling, "slow down"));
  for (int i = 0; i < 3; ++i) {
    (void)world.Client().CopyImage(CopyTo("copy"));
    world.clock().Sleep(2s);
  }

  EXPECT_EQ(ReplaySaved(world).digest, world.trace().Digest());
}

TEST(ScenarioOfTest, HoldsWhereEveryCallTakesTime) {
  World world({.timing = {.per_call = 100ms}, .images = {{.name = "golden"}}});
  (void)world.Client().CopyImage(CopyTo("copy"));
  world.clock().Sleep(1s);
  (void)world.Client("eu-west-1").DescribeImages({.names = {{"copy"}}});

  const ScenarioReport replayed = ReplaySaved(world);

  EXPECT_EQ(replayed.digest, world.trace().Digest());
  EXPECT_EQ(replayed.elapsed, 1200ms);
}

TEST(ScenarioOfTest, HoldsForAnErrorThatOnlyABehaviorAnswers) {
  World world({.behavior = {.copy_of_foreign_image = ForeignCopy::kNotPermitted},
               .images = {{.name = "golden",
                           .owner = "210987654321",
                           .details = {.visibility = Visibility::kPublic}}}});
  ASSERT_EQ(world.Client().CopyImage(CopyTo("copy")).GetError().code,
            ErrorCode::kOperationNotPermitted);

  ReplaySaved(world);
}

TEST(ScenarioOfTest, IsNotStrictAboutCallsThatWereExempt) {
  World world({.images = {{.name = "golden"}}, .is_strict = true});
  world.WithoutFaults([&] { (void)world.Client().DescribeImages({}); });

  ReplaySaved(world);
}

TEST(ScenarioOfTest, KeepsChangesOfTheAccountWhereTheyHappened) {
  World world(GoldenImage());
  (void)world.Client().CopyImage(CopyTo("first"));
  world.SetAccountStatus(AccountStatus::kSuspended);
  (void)world.Client().CopyImage(CopyTo("second"));
  world.SetAccountStatus(AccountStatus::kActive);
  world.SetQuotas({.images = 1});
  (void)world.Client().CopyImage(CopyTo("third"));

  EXPECT_EQ(ReplaySaved(world).digest, world.trace().Digest());
}

TEST(ScenarioOfTest, MovesTheWindowOfAFaultBehindTheCallsThatCameBeforeIt) {
  World world(GoldenImage());
  (void)world.Client().CopyImage(CopyTo("first"));
  (void)world.Client().CopyImage(CopyTo("not valid!"));
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(1));
  (void)world.Client().CopyImage(CopyTo("second"));
  (void)world.Client().CopyImage(CopyTo("second"));

  const Scenario saved = ScenarioOf(world).value();

  // The request that was not valid counts for no fault.
  ASSERT_THAT(saved.faults, SizeIs(1));
  EXPECT_EQ(saved.faults[0].calls, (CallWindow{.first = 2, .last = 2}));
  EXPECT_EQ(ReplaySaved(world).digest, world.trace().Digest());
}

TEST(ScenarioOfTest, WritesALateFaultOfChanceAsTheCallsThatItMet) {
  World world({.images = {{.name = "golden"}}, .seed = 7});
  (void)world.Client().DescribeImages({});
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).WithChance(1, 2));
  for (int i = 0; i < 12; ++i) (void)world.Client().DescribeImages({});

  const Scenario saved = ScenarioOf(world).value();

  EXPECT_THAT(saved.faults, SizeIs(world.FiredCounts()[0]));
  ReplaySaved(world);
}

TEST(ScenarioOfTest, DoesNotDemandAFaultThatNeverFired) {
  World world(GoldenImage());
  world.Inject(On<ops::DeleteImage>().Fails(ErrorCode::kResourceInUse));
  (void)world.Client().DescribeImages({});

  ReplaySaved(world);

  EXPECT_TRUE(ScenarioOf(world)->faults[0].is_optional);
}

TEST(ScenarioOfTest, StaysStrictOnlyWhereEveryCallMetAFault) {
  WorldOptions options = GoldenImage();
  options.is_strict = true;
  World world(options);
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));
  (void)world.Client().DescribeImages({});
  EXPECT_TRUE(ScenarioOf(world)->given.is_strict);

  (void)world.Client().CopyImage(CopyTo("copy"));

  EXPECT_FALSE(ScenarioOf(world)->given.is_strict);
  ReplaySaved(world);
}

TEST(ScenarioOfTest, RefusesATraceThatHasDroppedEvents) {
  WorldOptions options = GoldenImage();
  options.trace_limit = 2;
  World world(options);
  for (int i = 0; i < 3; ++i) (void)world.Client().DescribeImages({});

  const Checked<Scenario> saved = ScenarioOf(world);

  ASSERT_FALSE(saved.ok());
  EXPECT_THAT(ToText(saved.diagnostics().front()), HasSubstr("trace_limit"));
}

class SaveScenarioTest : public testing::Test {
 public:
  SaveScenarioTest(const SaveScenarioTest&) = delete;
  SaveScenarioTest& operator=(const SaveScenarioTest&) = delete;

 protected:
  SaveScenarioTest() = default;

  ~SaveScenarioTest() override { std::filesystem::remove(path_); }

  std::string path_ = testing::TempDir() + "saved_" +
                      testing::UnitTest::GetInstance()->current_test_info()->name() + ".json";
};

TEST_F(SaveScenarioTest, WritesAFileThatReplays) {
  World world(GoldenImage());
  (void)world.Client().CopyImage(CopyTo("copy"));

  const Diagnostics problems = SaveScenario(world, path_, "a copy begins");

  ASSERT_TRUE(problems.empty()) << ToText(problems.front());
  const Checked<Scenario> saved = LoadScenarioFile(path_);
  EXPECT_EQ(saved->name, "a copy begins");
  EXPECT_EQ(Replay(*saved).verdict, Verdict::kPassed);
}

TEST_F(SaveScenarioTest, SaysWhyItCannotWrite) {
  const World world(GoldenImage());

  const Diagnostics problems = SaveScenario(world, "/nowhere/at/all.json");

  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(ToText(problems[0]),
            "/nowhere/at/all.json: cannot be written: No such file or directory");
}

TEST_F(SaveScenarioTest, NamesTheFaultThatAsksAPredicate) {
  World world(GoldenImage());
  world.Inject(On<ops::CopyImage>()
                   .Where([](const CopyImageRequest&) { return true; })
                   .Fails(ErrorCode::kThrottling));
  (void)world.Client().CopyImage(CopyTo("copy"));

  const Diagnostics problems = SaveScenario(world, path_);

  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].where, "/faults/0");
  EXPECT_THAT(problems[0].what, HasSubstr("JSON has no form for the predicate of .Where(…): on "
                                          "CopyImage where a predicate holds"));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST(ScenarioOfTest, HoldsForAFaultThatWasEnded) {
  World world(GoldenImage());
  Injection ended = world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(9));
  (void)world.Client().CopyImage(CopyTo("copy"));
  (void)world.Client().CopyImage(CopyTo("copy"));
  ended.End();
  (void)world.Client().CopyImage(CopyTo("copy"));

  ReplaySaved(world);
}

TEST_F(SaveScenarioTest, RefusesTextThatNoFileCanHold) {
  World world(GoldenImage());
  (void)world.Client().CopyImage(CopyTo("\xFF"));

  EXPECT_THAT(SaveScenario(world, path_), SizeIs(1));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

// A strict World demands that every call is scripted.
TEST(StrictScenarioTest, FailsAtTheStepWhoseCallNoFaultActedOn) {
  const Checked<Scenario> scenario = LoadScenario(R"({
    "version": 1,
    "given": { "strict": true },
    "faults": [ { "on": "DescribeImages", "calls": "1", "fail": "ThrottlingException" } ],
    "steps": [ { "call": "DescribeImages", "retry": { "attempts": 2 } } ]
  })",
                                                  "strict.json");

  const ScenarioReport report = Replay(scenario.value());

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_EQ(report.failures[0].mismatches[0].actual, "none acted on call #2");
}

TEST(ReplayInTest, RunsTheStepsInTheWorldThatIsThere) {
  World world(GoldenImage());
  world.clock().Advance(1h);
  world.Inject(On<ops::DeleteImage>().Fails(ErrorCode::kResourceInUse));
  const Checked<Scenario> scenario = LoadScenario(R"({
    "version": 1,
    "steps": [ { "call": "DescribeImages", "expect": { "result": { "Images": [ { "Name": "golden" } ] } } } ]
  })",
                                                  "steps.json");

  const ScenarioReport report = ReplayIn(world, scenario.value());

  EXPECT_TRUE(report.failures.empty());
  EXPECT_EQ(report.elapsed, 1h);
  ASSERT_THAT(report.rules, SizeIs(1));
  EXPECT_TRUE(report.rules[0].problem.has_value());
}

}  // namespace
}  // namespace fakestream
