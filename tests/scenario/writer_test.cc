// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/writer.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "fakestream/scenario/loader.h"

namespace fakestream {
namespace {

void ExpectReadsBack(const Scenario& scenario) {
  const std::string text = ToJson(scenario);
  const Checked<Scenario> again = LoadScenario(text, scenario.file);
  ASSERT_TRUE(again.ok()) << text << ToText(again.diagnostics().front());
  EXPECT_EQ(again->name, scenario.name);
  EXPECT_EQ(again->given, scenario.given);
  EXPECT_EQ(again->faults, scenario.faults);
  EXPECT_EQ(again->steps, scenario.steps);
}

TEST(ScenarioToJsonTest, WritesCredentialsThatAreReadBack) {
  Scenario scenario{.name = "signed"};
  scenario.given.credentials = {
      {.access_key_id = "AKID1", .secret_access_key = "s"},
      {.access_key_id = "AKID2", .secret_access_key = "s", .session_token = "t"}};

  const Checked<Scenario> read = LoadScenario(ToJson(scenario), "signed.json");

  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->given.credentials, scenario.given.credentials);
}

TEST(ScenarioToJsonTest, WritesEveryShippedScenarioSoThatItReadsBack) {
  const std::string folder = std::string(FAKESTREAM_SOURCE_DIR) + "/scenarios";
  const auto paths = FindScenarios({folder});
  for (const std::string& path : *paths) {
    SCOPED_TRACE(path);
    ExpectReadsBack(LoadScenarioFile(path).value());
  }
}

TEST(ScenarioToJsonTest, WritesWhatNoDefaultIs) {
  Scenario scenario;
  scenario.name = "all of it";
  scenario.given.seed = ~std::uint64_t{0};
  scenario.given.now = Instant{std::chrono::hours{1}};
  scenario.given.region = "eu-west-1";
  scenario.given.account = {.id = "1", .status = AccountStatus::kSuspended};
  scenario.given.quotas.images = 0;
  scenario.given.allowed_unanswered = {"DescribeSessions", "pypi.org", "s3"};
  scenario.given.timing.copy = {.describes = 3};
  scenario.given.timing.deletion = std::chrono::hours{2};
  scenario.given.behavior.status_of_not_found = NotFoundStatus::k404;
  scenario.given.images = {{.region = "us-east-1",
                            .name = "a",
                            .state = ImageState::kPending,
                            .owner = "2",
                            .is_compatible = false,
                            .is_used_by_fleet = true,
                            .tags = {{"k", "v"}},
                            .shared_with = {{.shared_account_id = "3"}},
                            .details = {.description = "d", .created_time = Instant{}}}};
  scenario.faults = {On<ops::DescribeImages>().SeesStateOf(std::chrono::seconds{30}),
                     OnEveryOperation().Takes(std::chrono::seconds{1}).EveryNth(2).Optional()};
  scenario.steps = std::vector<Step>{{.action = CallStep{.request = DeleteImageRequest{.name = "a"},
                                                         .region = "eu-west-1",
                                                         .retry = RetryPolicy{},
                                                         .expect = Expectation{}},
                                      .repeat = 2},
                                     {.action = AdvanceStep{std::chrono::seconds{1}}},
                                     {.action = SetStep{.account_status = AccountStatus::kActive}},
                                     {.action = SetStep{.quotas = Quotas{.images = 5}}}};

  ExpectReadsBack(scenario);
}

TEST(ScenarioToJsonTest, LeavesOutDefaults) {
  EXPECT_EQ(ToJson(Scenario{}), "{\n  \"version\": 1\n}\n");
}

TEST(ScenarioToJsonTest, KeepsExactResultsApartFromSubsets) {
  const ValueMatcher whole =
      ValueMatcher::Equals(ValueMembers{{"DestinationImageName", {"golden"}}});
  const ValueMatcher subset =
      ValueMatcher::Members({{"DestinationImageName", ValueMatcher::Equals("golden")}});
  Scenario scenario;
  scenario.steps = std::vector<Step>{
      {.action = CallStep{.expect = Expectation{.result = whole, .is_exact = true}}},
      {.action = CallStep{.expect = Expectation{.result = whole}}},
      {.action = CallStep{.expect = Expectation{.result = subset}}}};

  ExpectReadsBack(scenario);
}

}  // namespace
}  // namespace fakestream
