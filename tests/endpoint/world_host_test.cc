// SPDX-License-Identifier: Apache-2.0
#include "endpoint/world_host.h"

#include <chrono>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"
#include "fakestream/json/values.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::HasSubstr;

Scenario GoldenScenario() {
  Scenario scenario{.file = "golden.json", .name = "one image"};
  scenario.given.images = {{.name = "golden"}};
  return scenario;
}

class WorldHostTest : public ::testing::Test {
 protected:
  HttpReply Ask(std::string method, const std::string& name, std::string body = "") {
    return std::get<HttpReply>(session_.Handle(
        {.method = std::move(method), .target = "/_fakestream/" + name, .body = std::move(body)}));
  }

  // Describes images once as a client of AppStream.
  HttpReply Describe() {
    return std::get<HttpReply>(
        session_.Handle({.headers = {{"X-Amz-Target", "PhotonAdminProxyService.DescribeImages"},
                                     {"Content-Type", "application/x-amz-json-1.1"}},
                         .body = "{}"}));
  }

  WorldHost session_{GoldenScenario(), {.clock = ServedClock::kManual}};
};

TEST_F(WorldHostTest, ListsItsControls) {
  const HttpReply reply = Ask("GET", "");

  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("/_fakestream/clock"));
}

TEST_F(WorldHostTest, ShowsIdsOfFaultsTagsPermissionsAndWhatNothingAnswered) {
  Scenario scenario = GoldenScenario();
  scenario.given.images.front().tags = {{"team", "desktop"}};
  scenario.given.images.front().shared_with = {{.shared_account_id = "111111111111"}};
  scenario.faults = {On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Named("OUTAGE")};
  scenario.steps.emplace(2);
  WorldHost session(std::move(scenario));
  (void)session.world().ServeOther("", *EnumOf<OtherOperation>("StopFleet"));

  const HttpReply reply =
      std::get<HttpReply>(session.Handle({.method = "GET", .target = "/_fakestream/state"}));

  const Value state = *ParseJson(reply.body);
  const auto first_of = [&](const char* list) {
    return state.Find(list)->As<ValueList>()->front();
  };
  EXPECT_EQ(*first_of("faults").Find("id"), Value("OUTAGE"));
  EXPECT_EQ(*first_of("unanswered").Find("name"), Value("StopFleet"));
  EXPECT_EQ(*first_of("images").Find("Tags"), Value(ValueMembers{{"team", {"desktop"}}}));
  EXPECT_EQ(*first_of("images")
                 .Find("SharedImagePermissionsList")
                 ->As<ValueList>()
                 ->front()
                 .Find("sharedAccountId"),
            Value("111111111111"));
  EXPECT_EQ(*state.Find("steps_not_run"), Value(2));
  EXPECT_EQ(*state.Find("verdict"), Value("failed"));
}

TEST_F(WorldHostTest, RefusesAFaultWhoseIdIsTaken) {
  const std::string fault = R"({"id": "OUTAGE", "on": "CopyImage", "fail": "ThrottlingException"})";

  EXPECT_EQ(Ask("POST", "faults", fault).status, 200);
  const HttpReply again = Ask("POST", "faults", fault);

  EXPECT_EQ(again.status, 400);
  EXPECT_THAT(again.body, HasSubstr(R"(duplicate id \"OUTAGE\")"));
}

TEST_F(WorldHostTest, RequestIdsBeginAnewWithAReset) {
  const HttpHeaders first = Describe().headers;
  EXPECT_NE(*FindHeader(first, "x-amzn-RequestId"),
            *FindHeader(Describe().headers, "x-amzn-RequestId"));

  Ask("POST", "reset");

  EXPECT_EQ(*FindHeader(first, "x-amzn-RequestId"),
            *FindHeader(Describe().headers, "x-amzn-RequestId"));
}

TEST(RealClockTest, TheReportKeepsUpWithTheTimeOfDay) {
  WorldHost session(GoldenScenario(), {.clock = ServedClock::kReal});

  std::this_thread::sleep_for(20ms);

  EXPECT_GE(session.Reports().front().elapsed, 20ms);
  EXPECT_GE(session.Report().elapsed, 20ms);
}

TEST(RealClockTest, StaysAtTheEndOfTime) {
  WorldHost session(GoldenScenario(), {.clock = ServedClock::kReal});
  WorldClock& clock = session.world().clock();
  clock.Advance(kLatestInstant - clock.Now());

  std::this_thread::sleep_for(1ms);

  EXPECT_EQ(session.world().clock().Now(), kLatestInstant);
}

TEST_F(WorldHostTest, ShowsImagesFaultsAndTime) {
  Ask("POST", "faults", R"({"on": "CopyImage", "fail": "LimitExceededException"})");
  Describe();

  const Value state = *ParseJson(Ask("GET", "state").body);

  EXPECT_EQ(*state.Find("calls"), Value(1));
  EXPECT_EQ(*state.Find("elapsed"), Value("0s"));
  EXPECT_EQ(*state.Find("verdict"), Value("failed"));
  EXPECT_EQ(*state.Find("images")->As<ValueList>()->front().Find("Name"), Value("golden"));
  EXPECT_EQ(*state.Find("images")->As<ValueList>()->front().Find("region"), Value("us-east-1"));
  EXPECT_EQ(*state.Find("faults")->As<ValueList>()->front().Find("fired"), Value(0));
}

TEST_F(WorldHostTest, ShowsTraceAndReport) {
  Describe();

  EXPECT_THAT(Ask("GET", "trace").body, HasSubstr("#1 +0s us-east-1 DescribeImages {}"));
  const Value report = *ParseJson(Ask("GET", "report").body);
  EXPECT_EQ(*report.Find("passed"), Value(1));
}

TEST_F(WorldHostTest, AddsFaultsAllOrNone) {
  EXPECT_EQ(
      Ask("POST", "faults", R"([{"on": "DescribeImages", "fail": "InternalFailure"}])").status,
      200);
  EXPECT_EQ(Describe().status, 500);

  const HttpReply refused = Ask(
      "POST", "faults",
      R"([{"on": "DescribeImages", "fail": "InternalFailure"}, {"on": "CopyImage", "fial": "X"}])");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr(R"(faults:1:75: /1/fial: unknown key)"));
  EXPECT_EQ(session_.world().script().size(), 1U);
}

TEST_F(WorldHostTest, MovesTheClockByOrdersOnly) {
  Describe();
  EXPECT_EQ(session_.world().clock().Elapsed(), 0s);

  EXPECT_EQ(Ask("POST", "clock", R"({"advance": "20m"})").status, 200);
  EXPECT_EQ(session_.world().clock().Elapsed(), 20min);
  EXPECT_THAT(Ask("POST", "clock", R"({"set": "2026-01-01T01:00:00Z"})").body,
              HasSubstr("2026-01-01T01:00:00Z"));
  EXPECT_EQ(session_.world().clock().Elapsed(), 1h);

  for (const char* const wrong :
       {"", "{}", "[]", R"({"advance": 5})", R"({"set": "2026-01-01T00:30:00Z"})",
        R"({"advance": "1h", "set": "2027-01-01T00:00:00Z"})"}) {
    EXPECT_EQ(Ask("POST", "clock", wrong).status, 400) << wrong;
  }
  EXPECT_EQ(session_.world().clock().Elapsed(), 1h);
}

TEST_F(WorldHostTest, StartsAnew) {
  Describe();
  Ask("POST", "clock", R"({"advance": "20m"})");

  EXPECT_EQ(Ask("POST", "reset").status, 200);

  EXPECT_EQ(session_.world().trace().calls(), 0U);
  EXPECT_EQ(session_.world().clock().Elapsed(), 0s);
  EXPECT_THAT(Describe().body, HasSubstr("golden"));
}

TEST_F(WorldHostTest, StartsAnotherScenario) {
  EXPECT_EQ(Ask("POST", "scenario",
                R"({"version": 1, "name": "other", "given": {"images": [{"Name": "silver"}]}})")
                .status,
            200);
  EXPECT_THAT(Describe().body, HasSubstr("silver"));

  const HttpReply refused = Ask("POST", "scenario", R"({"version": 1, "nam": "x"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("scenario:1:"));
  EXPECT_THAT(Describe().body, HasSubstr("silver"));
}

TEST_F(WorldHostTest, SaysWhatItDoesNotHave) {
  EXPECT_EQ(Ask("GET", "stat").status, 404);
  EXPECT_THAT(Ask("GET", "stat").body, HasSubstr("/_fakestream/ lists what there is"));
  EXPECT_EQ(Ask("GET", "reset").status, 405);
}

TEST(SessionClockTest, TakesASecondForEachCallByDefault) {
  WorldHost session(GoldenScenario());

  session.world().Client().DescribeImages({}).GetResult();

  EXPECT_EQ(session.world().clock().Elapsed(), 1s);
}

TEST(SessionClockTest, KeepsTheTimeThatTheScenarioGivesACall) {
  Scenario scenario = GoldenScenario();
  scenario.given.timing.per_call = 3s;
  WorldHost session(std::move(scenario));

  session.world().Client().DescribeImages({}).GetResult();

  EXPECT_EQ(session.world().clock().Elapsed(), 3s);
}

TEST(SessionControlTest, CanBeSwitchedOff) {
  WorldHost session(GoldenScenario(), {.has_control = false});

  const Exchange exchange = session.Handle({.method = "GET", .target = "/_fakestream/state"});

  EXPECT_EQ(std::get<HttpReply>(exchange).status, 403);
}

}  // namespace
}  // namespace fakestream::internal
