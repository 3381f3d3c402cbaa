// SPDX-License-Identifier: Apache-2.0
// What an endpoint does to connections beside the faults of a scenario: replies that trickle, and
// connections that are closed between requests.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/raw_client.h"

#include "fakestream/endpoint/endpoint.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using Clock = std::chrono::steady_clock;

TEST(DripTest, SendsARepliesBytesInPortionsWithPauses) {
  World world({.images = {{.name = "golden"}}});
  Endpoint endpoint(world, {.drip = Drip{.bytes = 50, .pause = 5ms}});
  RawClient client(endpoint.port());
  const Clock::time_point begin = Clock::now();
  client.Send(kDescribe);

  const std::string reply = client.ReceiveReply();

  EXPECT_THAT(reply, AllOf(HasSubstr("200 OK"), HasSubstr("golden")));
  const auto portions = static_cast<int>((reply.size() + 49) / 50);
  EXPECT_GE(Clock::now() - begin, (portions - 1) * 5ms);
}

TEST(DripTest, AnswersPipelinedRequestsInTheirOrder) {
  World world;
  Endpoint endpoint(world, {.drip = Drip{.bytes = 100, .pause = 1ms}});
  RawClient client(endpoint.port());
  client.Send(kDescribe + kDescribe);

  EXPECT_THAT(client.ReceiveReply(), EndsWith("}"));
  EXPECT_THAT(client.ReceiveReply(), EndsWith("}"));
}

TEST(DripTest, AnswersOtherConnectionsMeanwhile) {
  World world;
  Endpoint endpoint(world, {.drip = Drip{.bytes = 200, .pause = 1h}});
  RawClient slow(endpoint.port());
  slow.Send(kDescribe);
  EXPECT_EQ(slow.Receive(4), "HTTP");
  RawClient other(endpoint.port());
  other.Send(kDescribe);
  EXPECT_EQ(other.Receive(4), "HTTP");
}

TEST(DripTest, IsNotTakenForAClientThatIsSlow) {
  World world;
  Endpoint endpoint(world, {.request_timeout = 200ms, .drip = Drip{.bytes = 20, .pause = 100ms}});
  RawClient client(endpoint.port());
  client.Send(kDescribe + kDescribe.substr(0, 40));

  EXPECT_THAT(client.ReceiveReply(), EndsWith("}"));
}

TEST(DripTest, StopsForAClientThatWentAway) {
  World world({.images = {{.name = "golden"}}});
  Endpoint endpoint(world, {.most_connections = 1, .drip = Drip{.bytes = 1, .pause = 1ms}});
  {
    RawClient impatient(endpoint.port());
    impatient.Send(kDescribe);
    EXPECT_EQ(impatient.Receive(4), "HTTP");
  }

  // There is room for one connection, so the first must have ended for another to be served.
  std::string reply;
  for (int i = 0; i < 100 && reply.empty(); ++i) {
    RawClient next(endpoint.port());
    next.Send(kDescribe);
    reply = next.Receive(4);
  }
  EXPECT_EQ(reply, "HTTP");
}

TEST(CloseAfterTest, ClosesWithoutAWordAfterThatManyReplies) {
  World world;
  Endpoint endpoint(world, {.requests_per_connection = 2});
  RawClient client(endpoint.port());

  client.Send(kDescribe);
  EXPECT_THAT(client.ReceiveReply(), HasSubstr("200 OK"));
  client.Send(kDescribe);
  EXPECT_THAT(client.ReceiveReply(), AllOf(HasSubstr("200 OK"), Not(HasSubstr("Connection:"))));

  EXPECT_EQ(client.AwaitEnd(), End::kClosed);
  endpoint.With([&] { EXPECT_EQ(world.trace().calls(), 2U); });
}

TEST(CloseAfterTest, LeavesALaterRequestUnanswered) {
  World world;
  Endpoint endpoint(world, {.requests_per_connection = 1});
  RawClient client(endpoint.port());

  client.Send(kDescribe + kDescribe);

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("200 OK"));
  EXPECT_EQ(client.ReceiveReply(), "");
  endpoint.With([&] { EXPECT_EQ(world.trace().calls(), 1U); });
}

TEST(CloseAfterTest, CountsForEachConnection) {
  World world;
  Endpoint endpoint(world, {.requests_per_connection = 1});

  for (int i = 0; i < 3; ++i) {
    RawClient client(endpoint.port());
    client.Send(kDescribe);
    EXPECT_THAT(client.ReceiveReply(), HasSubstr("200 OK"));
  }
}

}  // namespace
}  // namespace fakestream::internal
