// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/wire/service.h"

namespace fakestream {
namespace {

// What the client makes of a reply.
Outcome<CopyImageResult> Copy(Exchange exchange, WireProtocol protocol = WireProtocol::kJson) {
  const auto client =
      MakeWireClient([&](const HttpRequest&) { return exchange; }, {.protocol = protocol});
  return client->CopyImage({.source_image_name = "a", .destination_image_name = "b"});
}

HttpReply JsonReply(int status, std::string body) {
  return {.status = status, .body = std::move(body)};
}

ErrorCode CodeOf(const Outcome<CopyImageResult>& outcome) {
  return outcome.GetError().code;
}

TEST(WireClientTest, SendsARequestAsAnSdkDoes) {
  HttpRequest sent;
  const Transport transport = [&](const HttpRequest& request) -> Exchange {
    sent = request;
    return JsonReply(200, "{}");
  };

  (void)MakeWireClient(transport, {.region = "eu-west-1"})->DeleteImage({.name = "golden"});

  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.target, "/");
  EXPECT_EQ(sent.body, R"({"Name":"golden"})");
  EXPECT_EQ(*FindHeader(sent.headers, "x-amz-target"), "PhotonAdminProxyService.DeleteImage");
  EXPECT_EQ(*FindHeader(sent.headers, "content-type"), "application/x-amz-json-1.1");
  EXPECT_EQ(ScopeOf(sent), (CredentialScope{.access_key_id = "test", .region = "eu-west-1"}));

  (void)MakeWireClient(transport, {.protocol = WireProtocol::kCbor})->DeleteImage({});

  EXPECT_EQ(sent.target, "/service/PhotonAdminProxyService/operation/DeleteImage");
  EXPECT_EQ(sent.body, "\xbf\xff");
  EXPECT_EQ(*FindHeader(sent.headers, "smithy-protocol"), "rpc-v2-cbor");
}

TEST(WireClientTest, ReadsEveryFormOfAnErrorsName) {
  for (const char* type :
       {"LimitExceededException", "com.amazonaws.appstream#LimitExceededException",
        "LimitExceededException:http://internal/", "a#LimitExceededException:http://internal/"}) {
    const auto outcome =
        Copy(JsonReply(400, R"({"__type":")" + std::string(type) + R"(","Message":"M"})"));
    EXPECT_EQ(outcome.GetError(), MakeError(ErrorCode::kLimitExceeded, "M")) << type;
  }
}

TEST(WireClientTest, KeepsAnErrorThatItDoesNotKnow) {
  const auto outcome = Copy(JsonReply(418, R"({"__type":"TeapotException","message":"short"})"));

  EXPECT_EQ(outcome.GetError(), MakeNamedError("TeapotException", "short", 418));
}

TEST(WireClientTest, FindsAReplyThatItCannotReadGarbled) {
  EXPECT_EQ(CodeOf(Copy(JsonReply(200, "<html>"))), ErrorCode::kGarbledReply);
  EXPECT_EQ(CodeOf(Copy(JsonReply(200, ""))), ErrorCode::kGarbledReply);
  EXPECT_EQ(CodeOf(Copy(JsonReply(200, "[]"))), ErrorCode::kGarbledReply);
  EXPECT_EQ(CodeOf(Copy(JsonReply(200, R"({"DestinationImageName":1})"))),
            ErrorCode::kGarbledReply);
  EXPECT_EQ(CodeOf(Copy(JsonReply(400, "{}"))), ErrorCode::kGarbledReply);
  EXPECT_EQ(CodeOf(Copy(JsonReply(200, "{}"), WireProtocol::kCbor)), ErrorCode::kGarbledReply);
}

TEST(WireClientTest, PassesOverMembersThatItDoesNotKnow) {
  const auto outcome = Copy(JsonReply(200, R"({"DestinationImageName":"b","New":{"x":[1]}})"));

  EXPECT_EQ(outcome->destination_image_name, "b");
}

TEST(WireClientTest, TakesABrokenConnectionForWhatItIs) {
  EXPECT_EQ(CodeOf(Copy(TransportFault{ConnectionFault::kRefused})), ErrorCode::kConnectionRefused);
  EXPECT_EQ(CodeOf(Copy(TransportFault{ConnectionFault::kTimeout})), ErrorCode::kReplyTimeout);
  EXPECT_EQ(CodeOf(Copy(TransportFault{ConnectionFault::kReset})), ErrorCode::kConnectionReset);
  EXPECT_EQ(CodeOf(Copy(TransportFault{ConnectionFault::kTruncated})), ErrorCode::kTruncatedReply);
}

}  // namespace
}  // namespace fakestream
