// SPDX-License-Identifier: Apache-2.0
// Where one request ends and the next begins, and what is no request.
#include <chrono>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/canonical_request.h"
#include "endpoint/raw_client.h"
#include "endpoint/world_host.h"

#include "fakestream/endpoint/endpoint.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// What every chunked request here begins with.
const std::string kChunked =
    "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: PhotonAdminProxyService.DescribeImages\r\n"
    "Content-Type: application/x-amz-json-1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

class FramingTest : public ::testing::Test {
 protected:
  // Returns the first reply to the bytes, sent on a connection of their own.
  std::string Answer(std::string_view bytes) const {
    RawClient client(endpoint_.port());
    client.Send(bytes);
    return client.ReceiveReply();
  }

  World world_{{.images = {{.name = "golden"}}}};
  Endpoint endpoint_{world_, {.request_timeout = 1s}};
};

TEST_F(FramingTest, WantsOneHostHeader) {
  const auto message = HasSubstr("HTTP/1.1 needs a Host header, and one only");

  EXPECT_THAT(Answer("GET / HTTP/1.1\r\n\r\n"), AllOf(StartsWith("HTTP/1.1 400 "), message));
  EXPECT_THAT(Answer("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 400 "), message));
  EXPECT_THAT(Answer("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 400 "), message));
  EXPECT_THAT(Answer("GET / HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.1 403 "));
}

TEST_F(FramingTest, PassesOverEmptyLinesBeforeARequest) {
  RawClient client(endpoint_.port());
  client.Send("\r\n" + kDescribe + "\r\n\r\n" + kDescribe);
  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));
  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));

  client.Send("\r");
  client.Send("\n");
  client.Send(kDescribe);

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("golden"));
}

TEST_F(FramingTest, TakesAnAbsoluteUrlForATarget) {
  const std::string rest = kDescribe.substr(std::string_view("POST /").size());

  EXPECT_THAT(Answer("POST http://localhost:80/" + rest), HasSubstr("golden"));
  EXPECT_THAT(Answer("POST HTTP://localhost" + rest), HasSubstr("golden"));
  for (const std::string_view target :
       {"describe", "http:/", "http:///x", "://x/", "1://x/", "x:y"}) {
    EXPECT_THAT(Answer("POST " + std::string(target) + rest),
                AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("a path or an absolute URL")))
        << target;
  }
}

TEST_F(FramingTest, FindsACborOperationBehindAHost) {
  EXPECT_THAT(
      Answer("POST http://localhost/service/PhotonAdminProxyService/operation/DescribeImages "
             "HTTP/1.1\r\nHost: localhost\r\nsmithy-protocol: rpc-v2-cbor\r\n\r\n"),
      AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("golden")));
}

TEST(FramingWorldHostTest, ReachesControlByAnAbsoluteUrl) {
  WorldHost session(Scenario{});
  const Endpoint endpoint([&](const HttpRequest& request) { return session.Handle(request); });
  const std::string host = "127.0.0.1:" + std::to_string(endpoint.port());
  RawClient client(endpoint.port());

  client.Send("GET http://" + host + "/_fakestream/state HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

  EXPECT_THAT(client.ReceiveReply(), HasSubstr("\"elapsed\""));
}

TEST(FramingAuthorityTest, IsThatOfTheRequestLine) {
  HttpRequest seen;
  const Endpoint endpoint([&](const HttpRequest& request) -> Exchange {
    seen = request;
    return HttpReply{.headers = {{"Content-Length", "0"}}};
  });
  const auto ask = [&](const std::string& line) {
    RawClient client(endpoint.port());
    client.Send(line + " HTTP/1.1\r\nHost: here\r\n\r\n");
    client.ReceiveReply();
    return seen.authority + " | " + seen.target;
  };

  EXPECT_EQ(ask("GET /a?b=http://c/"), " | /a?b=http://c/");
  EXPECT_EQ(ask("GET http://there:1/a?b"), "there:1 | /a?b");
  // A signature covers the path, as the client signed it.
  EXPECT_THAT(CanonicalRequest(seen, {"host"}), StartsWith("GET\n/a\nb=\nhost:here\n"));
  EXPECT_EQ(ask("GET http://[::1]?b"), "[::1] | /?b");
  EXPECT_EQ(ask("CONNECT there:443"), "there:443 | there:443");
  EXPECT_EQ(ask("OPTIONS *"), " | *");
}

TEST_F(FramingTest, SaysWhatItRefusesInTheFormOfAnError) {
  const std::string body(std::size_t{2} << 20U, ' ');
  const std::string too_long = Answer(RequestText("DescribeImages", body));
  EXPECT_THAT(too_long, StartsWith("HTTP/1.1 413 Content Too Large\r\nx-amzn-RequestId: "));
  EXPECT_THAT(too_long, HasSubstr("\r\nContent-Type: application/x-amz-json-1.1\r\n"));
  EXPECT_THAT(too_long, ContainsRegex("\r\nDate: [A-Z]"));
  EXPECT_THAT(too_long, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(too_long,
              EndsWith(R"({"__type":"RequestEntityTooLargeException","message":)"
                       R"("the body of a request may have 1048576 bytes, which is 1 MiB"})"));

  const std::string long_head =
      Answer("POST / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n");
  EXPECT_THAT(long_head,
              StartsWith("HTTP/1.1 431 Request Header Fields Too Large\r\nx-amzn-RequestId"));
  EXPECT_THAT(long_head,
              HasSubstr(R"({"__type":"MalformedHttpRequestException","message":"the head)"));

  EXPECT_THAT(Answer("garbage\r\n\r\n"), HasSubstr("this is not HTTP/1.1: "));
}

TEST_F(FramingTest, SpeaksTheProtocolOfWhatItRefuses) {
  const std::string reply = Answer(
      "POST /service/PhotonAdminProxyService/operation/DescribeImages HTTP/1.1\r\nHost: x\r\n"
      "smithy-protocol: rpc-v2-cbor\r\nContent-Type: application/cbor\r\n"
      "Content-Length: 2000000\r\n\r\n");

  EXPECT_THAT(reply, AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("smithy-protocol: rpc-v2-cbor"),
                           HasSubstr("com.amazon.coral.service#RequestEntityTooLargeException")));
}

TEST_F(FramingTest, NumbersWhatItRefuses) {
  EXPECT_NE(Answer("garbage\r\n\r\n").substr(0, 80), Answer("garbage\r\n\r\n").substr(0, 80));
}

TEST_F(FramingTest, KnowsNoChunksInHttp10) {
  EXPECT_THAT(Answer("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
              StartsWith("HTTP/1.1 400 "));
}

TEST_F(FramingTest, TakesLongBodiesInSmallChunks) {
  std::string request = kChunked + "1\r\n{\r\n1\r\n}\r\n";
  for (int i = 0; i < 20'000; ++i) request += "2\r\n  \r\n";

  EXPECT_THAT(Answer(request + "0\r\n\r\n"), HasSubstr("golden"));
}

TEST_F(FramingTest, CountsChunkExtensionsWithTheHead) {
  const std::string extension = "1;x=" + std::string(1'000, 'y') + "\r\n";
  EXPECT_THAT(Answer(kChunked + extension + "{\r\n" + extension + "}\r\n0\r\n\r\n"),
              HasSubstr("golden"));

  std::string many = kChunked;
  for (int i = 0; i < 40; ++i) many += extension + " \r\n";
  EXPECT_THAT(Answer(many), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(Answer(kChunked + "1;x=" + std::string(100'000, 'y')), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(Answer(kChunked + std::string(100'000, '0')), StartsWith("HTTP/1.1 431 "));
}

TEST_F(FramingTest, CountsTrailersWithTheHead) {
  EXPECT_THAT(Answer(kChunked + "2\r\n{}\r\n0\r\nX: y\r\n\r\n"), HasSubstr("golden"));

  std::string many = kChunked + "2\r\n{}\r\n0\r\n";
  for (int i = 0; i < 2'000; ++i) many += "X-Trailer: 12345678\r\n";
  EXPECT_THAT(Answer(many + "\r\n"), StartsWith("HTTP/1.1 431 "));
}

TEST_F(FramingTest, CountsAHeadThatComesInPieces) {
  RawClient client(endpoint_.port());
  client.Send("POST / HTTP/1.1\r\nHost: x\r\n");
  for (int i = 0; i < 200; ++i) {
    if (!client.Send("A:" + std::string(200, ' ') + "\r\n")) break;
  }

  EXPECT_THAT(client.ReceiveReply(), StartsWith("HTTP/1.1 431 "));
}

}  // namespace
}  // namespace fakestream::internal
