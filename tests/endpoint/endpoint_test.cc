// SPDX-License-Identifier: Apache-2.0
#include "fakestream/endpoint/endpoint.h"

#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/raw_client.h"
#include "endpoint/transport.h"

#include "fakestream/fault/script.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class EndpointTest : public ::testing::Test {
 protected:
  std::unique_ptr<AppStream> Client(WireProtocol protocol = WireProtocol::kJson) {
    return MakeWireClient(SocketTransport("127.0.0.1", endpoint_.port()), {.protocol = protocol});
  }

  World world_{{.images = {{.name = "golden"}}}};
  Endpoint endpoint_{world_, {.hang = 50ms, .request_timeout = 300ms}};
};

TEST_F(EndpointTest, ServesBothProtocolsOnOnePort) {
  EXPECT_EQ(endpoint_.url(), "http://127.0.0.1:" + std::to_string(endpoint_.port()));
  for (const WireProtocol protocol : {WireProtocol::kJson, WireProtocol::kCbor}) {
    const auto described = Client(protocol)->DescribeImages({});
    ASSERT_TRUE(described) << NameOf(protocol);
    EXPECT_EQ(described->images.front().name, "golden");
  }
  endpoint_.With([&] { EXPECT_EQ(world_.trace().calls(), 2U); });
}

TEST_F(EndpointTest, AnswersWithTheTimeOfDay) {
  RawClient client(endpoint_.port());
  client.Send(kDescribe);

  const std::string reply = client.ReceiveReply();

  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200 OK\r\nx-amzn-RequestId: "));
  EXPECT_THAT(reply, HasSubstr("\r\nDate: " + HttpDate(RealTime()).substr(0, 16)));
}

// Not by a clock: whoever asks a few times behind it finds it closed, and no sweep was between.
TEST_F(EndpointTest, ALostReplyCostsWhatItsHangSays) {
  world_.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTimeout));
  Endpoint endpoint(world_, {.hang = 0s});
  RawClient other(endpoint.port());

  for (int i = 0; i < 20; ++i) {
    RawClient client(endpoint.port());
    client.Send(RequestText("CopyImage", R"({"SourceImageName": "golden",)"
                                         R"("DestinationImageName": "copy",)"
                                         R"("DestinationRegion": "eu-west-1"})"));
    for (int round = 0; round < 10; ++round) {
      other.Send(kDescribe);
      other.ReceiveReply();
    }
    ASSERT_EQ(client.EndSoFar(), End::kClosed) << i;
  }
}

TEST_F(EndpointTest, SeesRequestsThatAreInFlightAtOnce) {
  RawClient one(endpoint_.port());
  RawClient other(endpoint_.port());
  one.Send(kDescribe);
  EXPECT_THAT(one.ReceiveReply(), HasSubstr("200 OK"));
  other.Send(kDescribe);
  EXPECT_THAT(other.ReceiveReply(), HasSubstr("200 OK"));
  EXPECT_FALSE(endpoint_.HasOverlapped());

  endpoint_.HoldReplies(100ms);
  one.Send(kDescribe);
  other.Send(kDescribe);
  EXPECT_THAT(one.ReceiveReply(), HasSubstr("200 OK"));
  EXPECT_THAT(other.ReceiveReply(), HasSubstr("200 OK"));
  EXPECT_TRUE(endpoint_.HasOverlapped());

  endpoint_.HoldReplies(0s);
  EXPECT_FALSE(endpoint_.HasOverlapped());
}

TEST_F(EndpointTest, TellsTheClientThatTheWorldIsExhausted) {
  endpoint_.With([&] { world_.SetLimits({.calls = 1}); });
  RawClient client(endpoint_.port());
  client.Send(kDescribe + kDescribe);

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("200 OK"));
  EXPECT_THAT(client.ReceiveReply(), AllOf(StartsWith("HTTP/1.1 500 "),
                                           EndsWith("fakestream: it made more than 1 calls\n")));
  EXPECT_EQ(world_.exhausted(), "it made more than 1 calls");
}

TEST_F(EndpointTest, AnswersPipelinedRequestsInTheirOrder) {
  RawClient client(endpoint_.port());
  client.Send(kDescribe + RequestText("DeleteImage", "{}") + kDescribe);

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("200 OK"));
  EXPECT_THAT(client.ReceiveReply(), HasSubstr("400 Bad Request"));
  EXPECT_THAT(client.ReceiveReply(), HasSubstr("200 OK"));
}

TEST_F(EndpointTest, TakesARequestInPieces) {
  RawClient client(endpoint_.port());
  for (const char byte : kDescribe) {
    client.Send({&byte, 1});
    if (byte == '\n') std::this_thread::yield();
  }

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));
}

TEST_F(EndpointTest, TakesAChunkedBody) {
  RawClient client(endpoint_.port());
  client.Send(
      "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: PhotonAdminProxyService.DescribeImages\r\n"
      "Content-Type: application/x-amz-json-1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
      "1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n");

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));
}

TEST_F(EndpointTest, TakesNoBodyInAnotherCodingForARequest) {
  for (const std::string coding : {"gzip", "chunked, gzip", "xchunked", "identity"}) {
    RawClient client(endpoint_.port());
    client.Send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + coding + "\r\n\r\n" +
                RequestText("DescribeImages", "{}"));
    EXPECT_THAT(client.ReceiveReply(), StartsWith("HTTP/1.1 501 ")) << coding;
    client.FinishSending();
    EXPECT_EQ(client.AwaitEnd(), End::kClosed) << coding;
  }
}

TEST_F(EndpointTest, AFieldBehindTheBodyDoesNotSpeakForIt) {
  RawClient client(endpoint_.port());
  client.Send(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-amz-json-1.1\r\n"
      "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
      "X-Amz-Target: PhotonAdminProxyService.DescribeImages\r\n\r\n");

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("UnknownOperationException"));
}

TEST_F(EndpointTest, TellsAClientThatAsksToContinue) {
  RawClient client(endpoint_.port());
  const std::string request = RequestText("DescribeImages", "{}", "Expect: 100-continue\r\n");
  client.Send(request.substr(0, request.size() - 2));
  EXPECT_EQ(client.Receive(25), "HTTP/1.1 100 Continue\r\n\r\n");

  client.Send("{}");

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));
}

TEST_F(EndpointTest, ClosesWhereTheClientWantsItTo) {
  RawClient client(endpoint_.port());
  client.Send(RequestText("DescribeImages", "{}", "Connection: close\r\n"));

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("Connection: close"));
  EXPECT_EQ(client.AwaitEnd(), End::kClosed);

  RawClient old(endpoint_.port());
  old.Send("POST / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(old.ReceiveReply(), HasSubstr("UnknownOperationException"));
  EXPECT_EQ(old.AwaitEnd(), End::kClosed);
}

TEST_F(EndpointTest, AnswersOtherMethods) {
  for (const char* const method : {"GET", "PUT", "OPTIONS", "DELETE"}) {
    RawClient client(endpoint_.port());
    client.Send(std::string(method) + " / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(client.ReceiveReply(), HasSubstr("403 Forbidden")) << method;
  }
  RawClient client(endpoint_.port());
  client.Send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.Receive(10'000), AllOf(HasSubstr("403"), EndsWith("\r\n\r\n")));
}

TEST_F(EndpointTest, RefusesWhatIsNoHttp) {
  for (const std::string_view bytes :
       {"garbage\r\n\r\n", "POST / HTTP/1.1\r\nHost : x\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 12abc\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
        "POST / HTTP/1.1\nHost: x\n\n"}) {
    RawClient client(endpoint_.port());
    client.Send(bytes);
    EXPECT_THAT(client.ReceiveReply(), StartsWith("HTTP/1.1 400 ")) << bytes;
    client.FinishSending();
    EXPECT_EQ(client.AwaitEnd(), End::kClosed) << bytes;
  }
  EXPECT_TRUE(Client()->DescribeImages({}));
}

TEST_F(EndpointTest, RefusesWhatIsTooLarge) {
  RawClient long_line(endpoint_.port());
  long_line.Send("POST / HTTP/1.1\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n");
  EXPECT_THAT(long_line.ReceiveReply(), StartsWith("HTTP/1.1 431 "));

  RawClient many_lines(endpoint_.port());
  many_lines.Send("POST / HTTP/1.1\r\n");
  for (int i = 0; i < 2'000; ++i) {
    if (!many_lines.Send("X-Header-" + std::to_string(i) + ": 12345678\r\n")) break;
  }
  EXPECT_THAT(many_lines.ReceiveReply(), StartsWith("HTTP/1.1 431 "));

  RawClient body(endpoint_.port());
  body.Send(RequestText("DescribeImages", std::string((std::size_t{1} << 20U) + 1, ' ')));
  EXPECT_THAT(body.ReceiveReply(), StartsWith("HTTP/1.1 413 "));

  RawClient largest(endpoint_.port());
  largest.Send(RequestText("DescribeImages", "{}" + std::string((std::size_t{1} << 20U) - 2, ' ')));
  EXPECT_THAT(largest.ReceiveReply(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(EndpointTest, DoesNotWaitForASlowRequestForEver) {
  RawClient client(endpoint_.port());
  client.Send("POST / HTTP/1.1\r\nHost:");

  EXPECT_EQ(client.AwaitEnd(), End::kClosed);
}

TEST_F(EndpointTest, KeepsAnIdleConnection) {
  RawClient client(endpoint_.port());
  client.Send(kDescribe);
  client.ReceiveReply();

  std::this_thread::sleep_for(500ms);  // longer than its request_timeout with a request
  client.Send(kDescribe);

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));
}

TEST_F(EndpointTest, ResetsAConnection) {
  for (const ConnectionFault fault : {ConnectionFault::kReset, ConnectionFault::kRefused}) {
    world_.Inject(On<ops::DescribeImages>().Drops(fault).Times(1));
    RawClient client(endpoint_.port());
    client.Send(kDescribe);
    EXPECT_EQ(client.AwaitEnd(), End::kReset);
  }
}

TEST_F(EndpointTest, KeepsSilentBeforeItClosesAfterATimeout) {
  world_.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kTimeout));
  RawClient client(endpoint_.port());
  const auto start = std::chrono::steady_clock::now();
  client.Send(kDescribe);

  EXPECT_EQ(client.Receive(1), "");
  EXPECT_EQ(client.AwaitEnd(), End::kClosed);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 50ms);
  EXPECT_EQ(world_.clock().Elapsed(), 60s);
}

TEST_F(EndpointTest, CutsAReply) {
  world_.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kTruncated).AfterTheEffect());
  RawClient client(endpoint_.port());
  client.Send(kDescribe);

  const std::string reply = client.Receive(100'000);

  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200 OK\r\n"));
  const std::size_t body = reply.size() - reply.find("\r\n\r\n") - 4;
  const std::size_t announced = std::stoul(reply.substr(reply.find("Content-Length: ") + 16));
  EXPECT_EQ(body, announced / 2);
  EXPECT_EQ(client.AwaitEnd(), End::kClosed);
}

TEST_F(EndpointTest, GarblesAReplyAndKeepsTheConnection) {
  world_.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kGarbage).Times(1));
  RawClient client(endpoint_.port());
  client.Send(kDescribe + kDescribe);

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("garbled"));
  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));
}

TEST_F(EndpointTest, ServesManyClientsAtOnce) {
  std::vector<std::unique_ptr<RawClient>> idle;
  idle.reserve(200);
  for (int i = 0; i < 200; ++i) {
    idle.push_back(std::make_unique<RawClient>(endpoint_.port()));
    idle.back()->Send("POST / HTTP/1.1\r\n");
  }
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto client = Client();
      for (int call = 0; call < 50; ++call) EXPECT_TRUE(client->DescribeImages({}));
    });
  }
  for (std::thread& thread : threads) thread.join();

  endpoint_.With([&] { EXPECT_EQ(world_.trace().calls(), 400U); });
}

TEST_F(EndpointTest, ReadsNoMoreThanItCanAnswer) {
  RawClient client(endpoint_.port());
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += kDescribe;
  std::thread sender([&] { client.Send(many); });

  int answered = 0;
  while (answered < 1'000 && !client.ReceiveReply().empty()) ++answered;
  sender.join();

  EXPECT_EQ(answered, 1'000);
}

TEST(EndpointListenTest, SaysWhyItCannot) {
  World world;
  const Endpoint first(world);

  try {
    const Endpoint second(world, {.port = first.port()});
    FAIL() << "it listens";
  } catch (const CannotListen& problem) {
    EXPECT_EQ(std::string(problem.what()), "cannot listen on 127.0.0.1 port " +
                                               std::to_string(first.port()) +
                                               ": Address already in use");
  }
  EXPECT_THROW(Endpoint(world, {.address = "nowhere"}), CannotListen);
}

TEST(EndpointListenTest, EndsWithClientsConnected) {
  World world;
  auto endpoint = std::make_unique<Endpoint>(world);
  RawClient idle(endpoint->port());
  RawClient busy(endpoint->port());
  busy.Send("POST / HT");

  endpoint.reset();

  EXPECT_NE(idle.AwaitEnd(), End::kOpen);
  EXPECT_NE(busy.AwaitEnd(), End::kOpen);
}

TEST(EndpointListenTest, ThrowsWhatWithsFunctionThrows) {
  World world;
  Endpoint endpoint(world);

  EXPECT_THROW(endpoint.With([] { throw Misuse("no"); }), Misuse);
}

TEST(EndpointListenTest, DoesNotRunAFunctionForWhoeverStoppedWaiting) {
  std::promise<void> begun;
  std::promise<void> release;
  std::future<void> released = release.get_future();
  Endpoint endpoint([&](const HttpRequest&) -> Exchange {
    begun.set_value();
    released.wait();
    return HttpReply{};
  });
  RawClient client(endpoint.port());
  client.Send(kDescribe);
  begun.get_future().wait();
  bool has_run = false;

  const bool was_busy = !endpoint.TryWith([&] { has_run = true; }, 10ms);
  release.set_value();
  endpoint.With([] {});  // behind what waited before it

  EXPECT_TRUE(was_busy);
  EXPECT_FALSE(has_run);
  EXPECT_TRUE(endpoint.TryWith([&] { has_run = true; }, 10s));
  EXPECT_TRUE(has_run);
}

TEST(EndpointListenTest, AnswersWhereItsHandlerFails) {
  Endpoint endpoint([](const HttpRequest&) -> Exchange { throw std::runtime_error("broken"); });
  RawClient client(endpoint.port());
  client.Send(kDescribe);

  EXPECT_THAT(client.ReceiveReply(),
              AllOf(StartsWith("HTTP/1.1 500 "), EndsWith("fakestream: broken\n")));
}

}  // namespace
}  // namespace fakestream::internal
