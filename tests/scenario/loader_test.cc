// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/loader.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view kExample = R"({
  "version": 1,
  "name": "a lost reply hides a copy that went through",
  "seed": 7,
  "given": {
    "now": "2026-02-03T00:00:00Z",
    "account": { "status": "SUSPENDED" },
    "quotas": { "images": 3 },
    "timing": { "copy": { "describes": 2 }, "per_call": "1s" },
    "behavior": { "unknown_name_in_describe": "empty" },
    "images": [{ "region": "eu-west-1", "Name": "golden", "State": "FAILED", "compatible": false,
                 "tags": { "team": "blue" },
                 "shared_with": [{ "sharedAccountId": "1", "imagePermissions": { "allowFleet": true } }] }]
  },
  "faults": [
    { "on": "CopyImage", "with": { "DestinationRegion": "eu-west-1" }, "calls": "1-2", "fail": "LimitExceededException" },
    { "on": "*", "calls": "3", "at": "after", "drop": "timeout" }
  ],
  "steps": [
    { "call": "CopyImage", "with": { "SourceImageName": "golden" },
      "retry": { "attempts": 5, "backoff": "1s" },
      "expect": { "error": "ResourceAlreadyExistsException", "status": 400, "attempts": 4 } },
    { "advance": "20m", "repeat": 3 },
    { "set": { "account": { "status": "ACTIVE" }, "quotas": { "tags": 7 } } }
  ]
})";

std::string Faults(std::string_view faults) {
  return R"({"version": 1, "faults": [)" + std::string(faults) + "]}";
}

std::string Steps(std::string_view steps) {
  return R"({"version": 1, "steps": [)" + std::string(steps) + "]}";
}

std::string FirstProblem(std::string_view text) {
  const Checked<Scenario> scenario = LoadScenario(text, "f.json");
  return scenario.ok() ? "none" : ToText(scenario.diagnostics().front());
}

TEST(LoadScenarioTest, ReadsWhatIsGiven) {
  const WorldOptions given = LoadScenario(kExample, "f.json").value().given;

  EXPECT_EQ(ToText(given.now), "2026-02-03T00:00:00Z");
  EXPECT_EQ(given.seed, 7U);
  EXPECT_EQ(given.account.status, AccountStatus::kSuspended);
  EXPECT_EQ(given.quotas, (Quotas{.images = 3}));
  EXPECT_EQ(given.timing.copy.describes, 2);
  EXPECT_EQ(given.timing.per_call, std::chrono::seconds{1});
  EXPECT_EQ(given.behavior.unknown_name_in_describe, UnknownName::kEmpty);
  ASSERT_THAT(given.images, SizeIs(1));
  EXPECT_EQ(given.images[0].name, "golden");
  EXPECT_EQ(given.images[0].state, ImageState::kFailed);
  EXPECT_FALSE(given.images[0].is_compatible);
  EXPECT_EQ(given.images[0].tags.at("team"), "blue");
  EXPECT_EQ(given.images[0].shared_with.at(0).image_permissions->allow_fleet, true);
}

TEST(LoadScenarioTest, ReadsFaultsWithTheirLines) {
  const Checked<Scenario> scenario = LoadScenario(kExample, "f.json");

  EXPECT_THAT(scenario->fault_lines, ElementsAre(16, 17));
  EXPECT_EQ(scenario->faults.at(0),
            static_cast<Rule>(On<ops::CopyImage>()
                                  .With(&CopyImageRequest::destination_region, "eu-west-1")
                                  .Fails(ErrorCode::kLimitExceeded)
                                  .Times(2)));
  EXPECT_EQ(scenario->faults.at(1),
            static_cast<Rule>(
                OnEveryOperation().OnCall(3).Drops(ConnectionFault::kTimeout).AfterTheEffect()));
}

TEST(LoadScenarioTest, ReadsSteps) {
  const Checked<Scenario> scenario = LoadScenario(kExample, "f.json");

  ASSERT_THAT(*scenario->steps, SizeIs(3));
  const auto& call = std::get<CallStep>(scenario->steps->at(0).action);
  EXPECT_EQ(call.request, AnyRequest(CopyImageRequest{.source_image_name = "golden"}));
  EXPECT_EQ(call.retry, (RetryPolicy{.attempts = 5, .backoff = std::chrono::seconds{1}}));
  EXPECT_EQ(call.expect->error, ValueMatcher::Equals("ResourceAlreadyExistsException"));
  EXPECT_EQ(scenario->steps->at(0).line, 20);
  EXPECT_EQ(scenario->steps->at(1).repeat, 3);
  EXPECT_EQ(std::get<SetStep>(scenario->steps->at(2).action),
            (SetStep{.account_status = AccountStatus::kActive,
                     .quotas = Quotas{.images = 3, .tags = 7}}));
}

TEST(LoadScenarioTest, TakesAFileWithoutStepsForAScript) {
  EXPECT_FALSE(LoadScenario(R"({"version": 1})", "f.json")->steps.has_value());
  EXPECT_TRUE(LoadScenario(R"({"version": 1, "steps": []})", "f.json")->steps.has_value());
}

TEST(LoadScenarioTest, KeepsQuotasThatAnEarlierStepSet) {
  const Checked<Scenario> scenario = LoadScenario(
      Steps(R"({"set": {"quotas": {"images": 1}}}, {"set": {"quotas": {"tags": 2}}})"), "f.json");

  EXPECT_EQ(std::get<SetStep>(scenario->steps->at(1).action).quotas,
            (Quotas{.images = 1, .tags = 2}));
}

TEST(LoadScenarioTest, ReadsTheLargestSeedAsNumberAndAsText) {
  for (const std::string_view seed : {"18446744073709551615", "\"18446744073709551615\""}) {
    const std::string text = R"({"version": 1, "seed": )" + std::string(seed) + "}";

    EXPECT_EQ(LoadScenario(text, "f.json")->given.seed, ~std::uint64_t{0});
  }
}

TEST(LoadScenarioTest, CountsColumnsBehindAByteOrderMark) {
  EXPECT_EQ(FirstProblem("\xEF\xBB\xBF{\"version\": 0}"),
            "f.json:1:13: /version: unknown version 0 (write 1)");
}

TEST(LoadScenarioTest, RefusesDeepNestingWithoutRecursingIntoIt) {
  const std::string text = "{\"a\": " + std::string(100'000, '[');

  EXPECT_EQ(FirstProblem(text),
            "f.json:1:70: lists and objects stand more than 64 deep in each other");
}

TEST(LoadScenarioTest, RefusesAFileOverTheLimit) {
  const std::string text(kLargestScenario + 1, ' ');

  EXPECT_EQ(FirstProblem(text), "f.json: the file is larger than 256 MiB");
}

TEST(LoadScenarioTest, ReportsASyntaxErrorAlone) {
  const Checked<Scenario> scenario = LoadScenario(R"({"vers": 1, "sed": 2, ])", "f.json");

  EXPECT_THAT(scenario.diagnostics(), SizeIs(1));
}

TEST(LoadScenarioTest, AllowsAnErrorThatAnUnmodeledFaultBehindItScripts) {
  EXPECT_EQ(FirstProblem(R"({"version": 1,
    "steps": [{"call": "CopyImage", "expect": {"error": "NewException"}}],
    "faults": [{"on": "CopyImage", "fail": "NewException", "unmodeled": true}]})"),
            "none");
}

TEST(LoadScenarioTest, AllowsRequestsThatTheServiceWillRefuse) {
  EXPECT_EQ(
      FirstProblem(Steps(
          R"({"call": "CopyImage", "with": {"SourceImageName": "not a name"}, "expect": {"error": "ValidationException"}})")),
      "none");
}

TEST(LoadScenarioTest, AllowsNotesEverywhere) {
  EXPECT_EQ(
      FirstProblem(R"({"version": 1, "note": "a", "given": {"images": [{"Name": "i", "note": "b"}]},
    "faults": [{"on": "CopyImage", "drop": "reset", "note": "c"}], "steps": [{"advance": "1s", "note": "d"}]})"),
      "none");
}

TEST(LoadScenarioTest, ReadsTimesInRepliesAsTimes) {
  const Checked<Scenario> scenario = LoadScenario(
      Faults(
          R"({"on": "DescribeImages", "reply": {"Images": [{"CreatedTime": "2026-01-01T00:00:00Z"}]}})"),
      "f.json");

  const Value& result = std::get<Reply>(scenario->faults.at(0).effect).result;
  const Value& image = result.Find("Images")->As<ValueList>()->at(0);
  EXPECT_NE(image.Find("CreatedTime")->As<Instant>(), nullptr);
}

TEST(LoadScenarioFileTest, RefusesWhatIsNoReadableFile) {
  EXPECT_THAT(ToText(LoadScenarioFile("/no/such/file.json").diagnostics().at(0)),
              HasSubstr("there is no such file"));
  EXPECT_THAT(ToText(LoadScenarioFile("/").diagnostics().at(0)), HasSubstr("it is a folder"));
  EXPECT_THAT(ToText(LoadScenarioFile("/dev/zero").diagnostics().at(0)),
              HasSubstr("not a regular file"));
}

}  // namespace
}  // namespace fakestream
