// SPDX-License-Identifier: Apache-2.0
// What must hold when all is done.
#include "fakestream/scenario/conditions.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/report/reporter.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/replayer.h"
#include "fakestream/scenario/writer.h"

#include "scenario/replay_scenarios.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<Condition> ConditionsIn(const std::string& finally) {
  return LoadScenario(R"({"version": 1, "finally": )" + finally + "}", "x.json").value().finally;
}

std::vector<Mismatch> Compare(const World& world, const std::string& condition) {
  const auto failures = EvaluateConditions(world, ConditionsIn("[" + condition + "]"));
  return failures.empty() ? std::vector<Mismatch>{} : failures.front().mismatches;
}

World SharedGolden() {
  return World({.images = {{.name = "golden",
                            .tags = {{"team", "a"}},
                            .shared_with = {{.shared_account_id = "111111111111"}}}}});
}

TEST(ConditionTest, LooksAtMembersTagsAndPermissions) {
  const World world = SharedGolden();

  EXPECT_THAT(Compare(world, R"({"image": "golden", "is": {"State": "AVAILABLE",
      "Tags": {"team": "a"},
      "SharedImagePermissionsList": {"contains": {"sharedAccountId": "111111111111"}}}})"),
              IsEmpty());
  EXPECT_THAT(Compare(world, R"({"image": "golden", "region": "us-east-1", "is": {"any": true}})"),
              IsEmpty());
  EXPECT_THAT(Compare(world, R"({"image": "gone", "is": "absent"})"), IsEmpty());
}

TEST(ConditionTest, NamesEveryMemberThatDiffers) {
  const World world = SharedGolden();

  EXPECT_THAT(
      Compare(world, R"({"image": "golden", "is": {"State": "FAILED",
      "Tags": {"team": {"glob": "b*"}}, "SharedImagePermissionsList": {"size": 2}}})"),
      ElementsAre(Mismatch{"/is/State", R"("FAILED")", R"("AVAILABLE")"},
                  Mismatch{"/is/Tags/team", R"(text like "b*")", R"("a")"},
                  Mismatch{"/is/SharedImagePermissionsList", "2 elements",
                           R"([{sharedAccountId: "111111111111", imagePermissions: {}}])"}));
}

TEST(ConditionTest, SaysWhereAnImageIsThatIsNotThere) {
  const World world = SharedGolden();

  EXPECT_THAT(
      Compare(world, R"({"image": "golden", "region": "eu-west-1", "is": {"State": "FAILED"}})"),
      ElementsAre(Mismatch{"/is", R"({State: "FAILED"})", "absent (there is one in us-east-1)"}));
  EXPECT_THAT(Compare(world, R"({"image": "golden", "is": "absent"})"),
              ElementsAre(Mismatch{"/is", "absent", "there, AVAILABLE"}));
}

TEST(ConditionTest, CostsNoCallNoFaultAndNoTime) {
  World world;
  world.Inject(OnEveryOperation().Fails(ErrorCode::kThrottling));
  const std::string digest = world.trace().Digest();

  (void)Compare(world, R"({"image": "golden", "is": {"State": "AVAILABLE"}})");

  EXPECT_EQ(world.trace().Digest(), digest);
  EXPECT_EQ(world.clock().Elapsed(), 0s);
  EXPECT_THAT(world.FiredCounts(), ElementsAre(0U));
}

TEST(ConditionTest, FailsAReplayWithItsPlaceInTheFile) {
  Scenario scenario = MakeScenario({CopyGolden("g2")});
  scenario.finally = {
      {.image = "g2",
       .region = "eu-west-1",
       .is = ValueMatcher::Members({{"State", ValueMatcher::Equals(Value("AVAILABLE"))}}),
       .line = 12}};

  const ScenarioReport report = Replay(scenario);

  EXPECT_EQ(report.verdict, Verdict::kFailed);
  const std::vector<FailureText> failures = ExplainFailures(report);
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_EQ(failures[0].line, 12);
  EXPECT_THAT(
      failures[0].text,
      AllOf(StartsWith("finally[0] (scenarios/example.json:12): image \"g2\" in eu-west-1 is "
                       "{State: \"AVAILABLE\"}\n  /is/State\n"),
            HasSubstr("expected: \"AVAILABLE\"\n    actual:   \"COPYING\"\n")));
  EXPECT_THAT(JsonReport({.scenarios = {report}}), HasSubstr(R"("condition": "/finally/0")"));
  EXPECT_THAT(HtmlReport({.scenarios = {report}}), HasSubstr("finally[0]"));
}

TEST(ConditionTest, IsJudgedOfSomebodyElsesClient) {
  Scenario scenario = MakeScenario({});
  scenario.steps.reset();
  scenario.finally = ConditionsIn(R"([{"image": "g2", "region": "eu-west-1", "is": {}}])");
  World world(scenario.given);

  EXPECT_EQ(ReportOf(world, scenario).verdict, Verdict::kFailed);
  (void)world.Client().CopyImage({.source_image_name = "golden",
                                  .destination_image_name = "g2",
                                  .destination_region = "eu-west-1"});

  EXPECT_EQ(ReportOf(world, scenario).verdict, Verdict::kPassed);
}

TEST(ConditionTest, ReadsBackAsItWasWritten) {
  Scenario scenario;
  scenario.finally = ConditionsIn(R"([{"image": "a", "is": "absent"},
      {"image": "b", "region": "eu-west-1", "is": {"State": "FAILED", "Tags": {"x": {"any": true}}}},
      {"image": "c", "is": {}}, {"image": "d", "is": {"any": true}, "note": "there"}])");

  const Checked<Scenario> again = LoadScenario(ToJson(scenario), "x.json");

  ASSERT_TRUE(again.ok()) << ToJson(scenario);
  EXPECT_EQ(again->finally, scenario.finally);
  EXPECT_THAT(ToJson(scenario), HasSubstr(R"("is": "absent")"));
}

}  // namespace
}  // namespace fakestream::internal
