// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/transport.h"
#include "endpoint/world_host.h"

#include "fakestream/base/check.h"
#include "fakestream/endpoint/endpoint.h"
#include "fakestream/json/values.h"

namespace fakestream::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Scenario ThrottledScenario() {
  Scenario scenario{.file = "golden.json", .name = "one image"};
  scenario.given.images = {{.name = "golden"}};
  scenario.faults = {On<ops::DeleteImage>().Fails(ErrorCode::kThrottling).Times(1)};
  return scenario;
}

// A session in which every access key id has a World of its own.
class WorldsTest : public ::testing::Test {
 protected:
  HttpReply Ask(std::string method, const std::string& name, std::string body = "") {
    return std::get<HttpReply>(session_.Handle(
        {.method = std::move(method), .target = "/_fakestream/" + name, .body = std::move(body)}));
  }

  HttpReply Send(const std::string& access_key_id, const std::string& operation,
                 std::string body = R"({"Name":"golden"})") {
    HttpRequest request{.headers = {{"X-Amz-Target", "PhotonAdminProxyService." + operation},
                                    {"Content-Type", "application/x-amz-json-1.1"}},
                        .body = std::move(body)};
    if (!access_key_id.empty()) {
      request.headers.push_back({"Authorization", "AWS4-HMAC-SHA256 Credential=" + access_key_id +
                                                      "/20261122/us-east-1/appstream/aws4_request, "
                                                      "SignedHeaders=host, Signature=00"});
    }
    return std::get<HttpReply>(session_.Handle(request));
  }

  HttpReply Delete(const std::string& access_key_id) { return Send(access_key_id, "DeleteImage"); }

  WorldHost session_{ThrottledScenario(), {.worlds = ServedWorlds::kByAccessKey, .most_worlds = 2}};
};

TEST_F(WorldsTest, GivesEachAccessKeyIdTheScenarioFromItsStart) {
  for (const char* const id : {"AKIA1", "AKIA2"}) {
    EXPECT_THAT(Delete(id).body, HasSubstr("ThrottlingException")) << id;
    EXPECT_EQ(Delete(id).status, 200) << id;
  }

  EXPECT_THAT(session_.access_key_ids(), ElementsAre("AKIA1", "AKIA2"));
  EXPECT_EQ(session_.world("AKIA1").trace().Digest(), session_.world("AKIA2").trace().Digest());
}

TEST_F(WorldsTest, JudgesEachWorld) {
  Delete("AKIA1");
  Send("AKIA2", "DescribeImages", "{}");

  const std::vector<ScenarioReport> reports = session_.Reports();

  ASSERT_THAT(reports, SizeIs(2));
  EXPECT_EQ(reports[0].name, "one image (access key id AKIA1)");
  EXPECT_EQ(reports[0].verdict, Verdict::kPassed);
  EXPECT_EQ(reports[1].name, "one image (access key id AKIA2)");
  EXPECT_EQ(reports[1].verdict, Verdict::kFailed);
  EXPECT_EQ(session_.Report("AKIA2").verdict, Verdict::kFailed);
  EXPECT_THROW((void)session_.Report("AKIA3"), Misuse);
}

TEST_F(WorldsTest, FailsWhenNobodyCame) {
  const std::vector<ScenarioReport> reports = session_.Reports();

  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports.front().verdict, Verdict::kFailed);
  EXPECT_THAT(session_.access_key_ids(), IsEmpty());
}

TEST_F(WorldsTest, RefusesARequestThatIsNotSigned) {
  const HttpReply reply = Delete("");

  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("MissingAuthenticationTokenException"));
  EXPECT_THAT(session_.access_key_ids(), IsEmpty());
  EXPECT_THROW(session_.world(), Misuse);
}

TEST_F(WorldsTest, MakesNoWorldForWhatIsNoCall) {
  EXPECT_THAT(Send("AKIA1", "CopyImge").body, HasSubstr("UnknownOperationException"));
  EXPECT_THAT(Send("AKIA1", "DeleteImage", "{").body, HasSubstr("SerializationException"));
  EXPECT_THAT(Send("AKIA1", "DeleteImage", "[]").body, HasSubstr("SerializationException"));

  EXPECT_THAT(session_.access_key_ids(), IsEmpty());
}

TEST_F(WorldsTest, MakesNoWorldForAnOrderThatIsRefused) {
  const std::string bad_given =
      R"({"version": 1, "given": {"images": [{"Name": "a"}, {"Name": "a"}]}})";

  EXPECT_EQ(Ask("POST", "clock?access_key_id=typo", R"({"advance": "nonsense"})").status, 400);
  EXPECT_EQ(Ask("POST", "clock?access_key_id=typo", R"({"set": "2001-01-01T00:00:00Z"})").status,
            400);
  EXPECT_EQ(Ask("POST", "faults?access_key_id=typo", R"({"on": "CopyImge"})").status, 400);
  EXPECT_EQ(Ask("POST", "scenario?access_key_id=typo", bad_given).status, 400);
  EXPECT_THAT(session_.access_key_ids(), IsEmpty());

  EXPECT_EQ(Ask("POST", "clock?access_key_id=right", R"({"advance": "1m"})").status, 200);
  EXPECT_EQ(Ask("POST", "clock?access_key_id=right", R"({"advance": "nonsense"})").status, 400);
  EXPECT_THAT(session_.access_key_ids(), ElementsAre("right"));
}

TEST_F(WorldsTest, RefusesOneTooMany) {
  Delete("AKIA1");
  Delete("AKIA2");

  const HttpReply reply = Delete("AKIA3");

  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("TooManyWorlds"));
  EXPECT_THAT(reply.body, HasSubstr("each of 2 access key ids"));
  EXPECT_EQ(Delete("AKIA1").status, 200);
  EXPECT_EQ(Ask("POST", "faults?access_key_id=AKIA3", "[]").status, 400);
  EXPECT_EQ(Ask("POST", "reset").status, 200);
  EXPECT_THAT(Delete("AKIA3").body, HasSubstr("ThrottlingException"));
}

TEST_F(WorldsTest, SteersTheWorldThatIsNamed) {
  Delete("AKIA1");
  Delete("AKIA2");

  EXPECT_EQ(Ask("POST", "clock?access_key_id=AKIA1", R"({"advance": "20m"})").status, 200);
  EXPECT_EQ(Ask("POST", "faults?access_key_id=AKIA1",
                R"({"on": "DeleteImage", "fail": "InternalFailure"})")
                .status,
            200);

  EXPECT_EQ(Delete("AKIA1").status, 500);
  EXPECT_EQ(Delete("AKIA2").status, 200);
  EXPECT_THAT(Ask("GET", "state?access_key_id=AKIA1").body, HasSubstr("20m2s"));
  EXPECT_THAT(Ask("GET", "trace?access_key_id=AKIA2").body, HasSubstr("#2 +2s us-east-1"));
}

TEST_F(WorldsTest, WantsToKnowWhoseWorld) {
  Delete("AKIA1");

  const HttpReply reply = Ask("GET", "state");

  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("/_fakestream/state?access_key_id=ID"));
  EXPECT_EQ(Ask("POST", "clock", R"({"advance": "20m"})").status, 400);
  EXPECT_EQ(Ask("GET", "state?access_key_id=AKIA").status, 404);
  for (const char* const query : {"?access_key=AKIA1", "?access_key_id=", "?access_key_id=%4",
                                  "?access_key_id=%zz", "?access_key_id=AKIA1&x=y"}) {
    EXPECT_EQ(Ask("GET", std::string("state") + query).status, 400) << query;
  }
  EXPECT_EQ(Ask("GET", "state?access_key_id=%41KIA1").status, 200);
}

TEST_F(WorldsTest, ReportsOneWorldOrAll) {
  Delete("AKIA1");
  Delete("AKIA2");

  EXPECT_EQ(*ParseJson(Ask("GET", "report").body)->Find("passed"), Value(2));
  EXPECT_EQ(*ParseJson(Ask("GET", "report?access_key_id=AKIA1").body)->Find("passed"), Value(1));
  const Value worlds = *ParseJson(Ask("GET", "worlds").body);
  ASSERT_THAT(*worlds.As<ValueList>(), SizeIs(2));
  EXPECT_EQ(*worlds.As<ValueList>()->front().Find("access_key_id"), Value("AKIA1"));
  EXPECT_EQ(*worlds.As<ValueList>()->front().Find("calls"), Value(1));
  EXPECT_EQ(*worlds.As<ValueList>()->front().Find("verdict"), Value("passed"));
}

TEST_F(WorldsTest, StartsOneWorldAnewOrAll) {
  Delete("AKIA1");
  Delete("AKIA2");

  EXPECT_EQ(Ask("POST", "reset?access_key_id=AKIA1").status, 200);
  EXPECT_EQ(session_.world("AKIA1").trace().calls(), 0U);
  EXPECT_EQ(session_.world("AKIA2").trace().calls(), 1U);

  EXPECT_EQ(Ask("POST", "reset").status, 200);
  EXPECT_THAT(session_.access_key_ids(), IsEmpty());
}

TEST_F(WorldsTest, GivesOneWorldAScenarioOfItsOwn) {
  constexpr const char* kSilver =
      R"({"version": 1, "name": "other", "given": {"images": [{"Name": "silver"}]}})";
  EXPECT_EQ(Ask("POST", "scenario?access_key_id=AKIA1", kSilver).status, 200);

  EXPECT_THAT(Send("AKIA1", "DescribeImages", "{}").body, HasSubstr("silver"));
  EXPECT_THAT(Send("AKIA2", "DescribeImages", "{}").body, HasSubstr("golden"));
  EXPECT_EQ(session_.Report("AKIA1").name, "other (access key id AKIA1)");

  EXPECT_EQ(Ask("POST", "scenario?access_key_id=AKIA1", R"({"version": 1, "nam": 1})").status, 400);
  EXPECT_EQ(Ask("POST", "reset?access_key_id=AKIA1").status, 200);
  EXPECT_THAT(Send("AKIA1", "DescribeImages", "{}").body, HasSubstr("silver"));
}

TEST(OneWorldTest, SharesOneWorldWhoeverSigns) {
  WorldHost session(ThrottledScenario());
  Endpoint endpoint([&](const HttpRequest& request) { return session.Handle(request); });
  for (const char* const id : {"AKIA1", "AKIA2"}) {
    EXPECT_TRUE(MakeWireClient(SocketTransport("127.0.0.1", endpoint.port()), {.access_key_id = id})
                    ->DescribeImages({}));
  }

  endpoint.With([&] {
    EXPECT_EQ(session.world().trace().calls(), 2U);
    EXPECT_EQ(&session.world("AKIA1"), &session.world());
    EXPECT_THAT(session.access_key_ids(), IsEmpty());
    const Exchange refused =
        session.Handle({.method = "GET", .target = "/_fakestream/state?access_key_id=AKIA1"});
    EXPECT_EQ(std::get<HttpReply>(refused).status, 400);
    EXPECT_THAT(std::get<HttpReply>(refused).body, HasSubstr("--worlds by-access-key"));
  });
}

}  // namespace
}  // namespace fakestream::internal
