// SPDX-License-Identifier: Apache-2.0
// Readers that do not read.
#include "endpoint/backlog.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/raw_client.h"
#include "endpoint/world_host.h"

#include "fakestream/endpoint/endpoint.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::HasSubstr;
using ::testing::Lt;

const std::string kGet = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::size_t kEverything = std::size_t{1} << 30U;

// Answers everything with so many bytes.
RequestHandler Megabytes(std::size_t count) {
  return [count](const HttpRequest&) -> Exchange {
    const std::size_t length = count << 20U;
    return HttpReply{.headers = {{"Content-Length", std::to_string(length)}},
                     .body = std::string(length, 'x')};
  };
}

TEST(BacklogTest, ClosesTheSlowestReadersBeyondItsBytes) {
  const Endpoint endpoint(Megabytes(24), {.request_timeout = 1h});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<RawClient>(endpoint.port()));
    clients.back()->Send(kGet);
    ASSERT_EQ(clients.back()->Receive(1), "H");
  }

  EXPECT_THAT(clients[0]->Receive(kEverything).size(), Lt(std::size_t{24} << 20U));
  EXPECT_THAT(clients[1]->Receive(kEverything).size(), Lt(std::size_t{24} << 20U));
  EXPECT_GT(clients[2]->Receive(std::size_t{24} << 20U).size(), (std::size_t{24} << 20U) - 1);
  EXPECT_GT(clients[3]->Receive(std::size_t{24} << 20U).size(), (std::size_t{24} << 20U) - 1);
}

TEST(BacklogTest, SparesOneReplyThatIsLargerThanAllThatMayWait) {
  const Endpoint endpoint(Megabytes(70));
  RawClient client(endpoint.port());
  client.Send(kGet);

  EXPECT_EQ(client.Receive(std::size_t{70} << 20U).size(), std::size_t{70} << 20U);
}

TEST(BacklogTest, ForgetsAClientThatGoesAway) {
  const Endpoint endpoint(Megabytes(24), {.request_timeout = 1h});
  RawClient slow(endpoint.port());
  slow.Send(kGet);
  ASSERT_EQ(slow.Receive(1), "H");
  for (int i = 0; i < 8; ++i) {
    RawClient gone(endpoint.port());
    gone.Send(kGet);
    ASSERT_EQ(gone.Receive(1), "H");
    gone.Receive(std::size_t{24} << 20U);
  }

  EXPECT_GT(slow.Receive(std::size_t{24} << 20U).size(), (std::size_t{24} << 20U) - 1);
}

TEST(BacklogTest, CountsBodiesThatAreNotFinished) {
  const Endpoint endpoint(Megabytes(0), {.request_timeout = 1h});
  const std::string half =
      RequestText("X", std::string(std::size_t{1} << 20U, ' ')).substr(0, 1'000'000);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 80; ++i) {
    clients.push_back(std::make_unique<RawClient>(endpoint.port()));
    clients.back()->Send(half);
  }

  // A machine that has much to do takes in 80 MB within a minute, not within seconds.
  End end = End::kOpen;
  for (int i = 0; i < 12 && end == End::kOpen; ++i) end = clients.front()->AwaitEnd();
  EXPECT_NE(end, End::kOpen);
}

TEST(BacklogTest, AReaderOfReportsThatDoesNotReadHoldsUpNobody) {
  Scenario scenario{.file = "golden.json", .name = "one image"};
  scenario.given.images = {{.name = "golden"}};
  WorldHost session(std::move(scenario));
  const Endpoint endpoint([&](const HttpRequest& request) { return session.Handle(request); });
  RawClient reader(endpoint.port());
  RawClient other(endpoint.port());
  for (int i = 0; i < 500; ++i) {
    other.Send(RequestText("DescribeImages", "{}"));
    other.ReceiveReply();
  }
  std::string orders;
  for (int i = 0; i < 300; ++i) {
    orders += "GET /_fakestream/report HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
  reader.Send(orders);

  other.Send(RequestText("DescribeImages", "{}"));
  EXPECT_THAT(other.ReceiveReply(), HasSubstr("golden"));
}

TEST(BacklogTest, ManyRequestsOfOneClientWaitLikeThoseOfOthers) {
  constexpr int kAsked = 40;
  RawClient* other = nullptr;
  int answered = 0;
  int before_the_other = 0;
  const Endpoint endpoint([&](const HttpRequest& request) -> Exchange {
    if (request.target == "/other") {
      before_the_other = answered;
    } else if (++answered == 5) {
      other->Send("GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    const std::string body(std::size_t{64} << 10U, 'x');
    return HttpReply{.headers = {{"Content-Length", std::to_string(body.size())}}, .body = body};
  });
  RawClient one_of_two(endpoint.port());
  other = &one_of_two;
  RawClient asking(endpoint.port());
  std::string requests;
  for (int i = 0; i < kAsked; ++i) requests += kGet;

  asking.Send(requests);

  EXPECT_THAT(one_of_two.ReceiveReply(), HasSubstr("xxx"));
  EXPECT_THAT(before_the_other, Lt(10));
  for (int i = 0; i < kAsked; ++i) EXPECT_THAT(asking.ReceiveReply(), HasSubstr("xxx"));
}

}  // namespace
}  // namespace fakestream::internal
