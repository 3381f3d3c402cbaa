// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/service.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/text.h"
#include "fakestream/json/values.h"

#include "wire/cbor.h"
#include "wire/requests.h"

namespace fakestream {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr std::string_view kCopy =
    R"({"SourceImageName": "golden", "DestinationImageName": "copy", "DestinationRegion": "eu-west-1"})";

class WireServiceTest : public testing::Test {
 protected:
  HttpReply Send(const HttpRequest& request) {
    return std::get<HttpReply>(service_.Handle(request, kDate));
  }

  // "400 {…}"
  std::string Answer(const HttpRequest& request) {
    const HttpReply reply = Send(request);
    return std::to_string(reply.status) + " " + reply.body;
  }

  std::string Answer(std::string_view operation, std::string body) {
    return Answer(JsonRequest(operation, std::move(body)));
  }

  // The body as JSON.
  std::string CborAnswer(const HttpRequest& request) {
    const HttpReply reply = Send(request);
    const std::optional<Value> value = internal::ParseCbor(reply.body);
    return std::to_string(reply.status) + " " + (value ? ToJson(*value) : "not CBOR");
  }

  World world_{{.images = {{.name = "golden"}}, .seed = 7}};
  WireService service_{world_};
};

TEST_F(WireServiceTest, AnswersACallInJsonWithTheHeadersOfAws) {
  const HttpReply reply = Send(JsonRequest("CopyImage", std::string(kCopy)));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"DestinationImageName":"copy"})");
  EXPECT_EQ(HeaderOf(reply, "content-type"), "application/x-amz-json-1.1");
  EXPECT_EQ(HeaderOf(reply, "content-length"), "31");
  EXPECT_EQ(HeaderOf(reply, "date"), "Sun, 22 Nov 2026 09:33:46 GMT");
  EXPECT_EQ(HeaderOf(reply, "smithy-protocol"), "");
  EXPECT_EQ(HeaderOf(reply, "x-amzn-errortype"), "");
  EXPECT_TRUE(world_.FindImage("eu-west-1", "copy"));
}

TEST_F(WireServiceTest, AnswersACallInCborWithTheHeadersOfAws) {
  const HttpReply reply = Send(CborRequest("CopyImage", internal::ToCbor(*ParseJson(kCopy))));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, internal::ToCbor({ValueMembers{{"DestinationImageName", {"copy"}}}}));
  EXPECT_EQ(HeaderOf(reply, "content-type"), "application/cbor");
  EXPECT_EQ(HeaderOf(reply, "smithy-protocol"), "rpc-v2-cbor");
}

TEST_F(WireServiceTest, WritesAModelledErrorWithACapitalMessage) {
  world_.Inject(On<ops::CopyImage>().Fails(ErrorCode::kResourceAlreadyExists).Times(2));

  EXPECT_EQ(Answer("CopyImage", std::string(kCopy)),
            R"(400 {"__type":"ResourceAlreadyExistsException",)"
            R"("Message":"The specified resource already exists."})");
  EXPECT_EQ(CborAnswer(CborRequest("CopyImage", internal::ToCbor(*ParseJson(kCopy)))),
            R"(400 {"__type":"com.amazonaws.appstream#ResourceAlreadyExistsException",)"
            R"("Message":"The specified resource already exists."})");
}

TEST_F(WireServiceTest, WritesAnErrorOfTheFrameworkWithASmallMessage) {
  EXPECT_EQ(Answer("DeleteImage", "{}"),
            R"(400 {"__type":"ValidationException","message":"1 validation error detected: )"
            R"(Value null at 'name' failed to satisfy constraint: Member must not be null"})");
  EXPECT_THAT(CborAnswer(CborRequest("DeleteImage", "")),
              HasSubstr(R"("__type":"com.amazon.coral.validate#ValidationException","message":)"));
}

TEST_F(WireServiceTest, LeavesOutAMessageThatIsEmpty) {
  world_.Inject(On<ops::DeleteImage>().Fails(ErrorCode::kInternalFailure));

  EXPECT_EQ(Answer("DeleteImage", R"({"Name":"golden"})"), R"(500 {"__type":"InternalFailure"})");
}

TEST(NotFoundStatusTest, IsThatOfTheProtocolWhereTheWorldSaysSo) {
  World world({.behavior = {.status_of_not_found = NotFoundStatus::kPerProtocol}});
  WireService service(world);
  const auto status = [&](const HttpRequest& request) {
    return std::get<HttpReply>(service.Handle(request, kDate)).status;
  };
  const std::string body = R"({"Name": "nothing"})";
  const HttpRequest json = JsonRequest("DeleteImage", body);
  const HttpRequest cbor = CborRequest("DeleteImage", internal::ToCbor(*ParseJson(body)));

  EXPECT_EQ(status(json), 400);
  EXPECT_EQ(status(cbor), 404);
  EXPECT_EQ(world.Client().DeleteImage({"nothing"}).GetError().http_status, 400);

  world.Inject(On<ops::DeleteImage>().Fails(MakeNamedError("ResourceNotFoundException", "", 410)));
  EXPECT_EQ(status(cbor), 410);
}

TEST_F(WireServiceTest, WritesTimesAsSecondsInJsonAndAsTagOneInCbor) {
  const std::string json = Send(JsonRequest("DescribeImages", "{}")).body;
  const std::optional<Value> cbor =
      internal::ParseCbor(Send(CborRequest("DescribeImages", "\xa0")).body);

  EXPECT_THAT(json, HasSubstr(R"("CreatedTime":1767225600)"));
  ASSERT_TRUE(cbor);
  const Value& image = cbor->Find("Images")->As<ValueList>()->front();
  EXPECT_EQ(*image.Find("CreatedTime"), Value(Instant{std::chrono::seconds{1'767'225'600}}));
}

TEST_F(WireServiceTest, TakesTheRegionFromTheCredentialScope) {
  Send(JsonRequest("CopyImage", std::string(kCopy)));

  EXPECT_THAT(Send(JsonRequest("DescribeImages", "{}", "eu-west-1")).body, HasSubstr("copy"));
  EXPECT_EQ(Send(JsonRequest("DescribeImages", "{}", "us-west-2")).body, R"({"Images":[]})");
}

TEST_F(WireServiceTest, ServesTheHomeRegionToARequestThatIsNotSigned) {
  HttpRequest request = JsonRequest("DescribeImages", "{}");
  request.headers.pop_back();

  EXPECT_THAT(Send(request).body, HasSubstr("golden"));
}

TEST_F(WireServiceTest, RefusesOtherMethodsFirst) {
  for (const char* method : {"GET", "HEAD", "PUT", "OPTIONS"}) {
    HttpRequest request = JsonRequest("CopyImage", std::string(kCopy));
    request.method = method;
    EXPECT_EQ(
        Answer(request),
        "403 <AccessDeniedException>\n  <Message>Unable to determine service/operation name to "
        "be authorized</Message>\n</AccessDeniedException>\n");
  }
  EXPECT_EQ(world_.trace().calls(), 0U);
}

TEST_F(WireServiceTest, AnswersAnEmptyBodyByItsTarget) {
  EXPECT_EQ(Answer("CopyImage", ""), R"(400 {"__type":"SerializationException"})");
  EXPECT_EQ(Answer("CopyImages", ""), R"(400 {"__type":"UnknownOperationException"})");
}

TEST_F(WireServiceTest, KnowsOnlyItsOwnContentType) {
  HttpRequest request = JsonRequest("CopyImage", std::string(kCopy));
  request.headers[1].value = "application/x-amz-json-1.0";
  EXPECT_EQ(Answer(request), "404 <UnknownOperationException/>\n");

  request.headers[1].value = "application/x-amz-json-1.1; charset=utf-8";
  EXPECT_EQ(Answer(request), R"(200 {"DestinationImageName":"copy"})");
}

TEST_F(WireServiceTest, PutsAnEnvelopeAroundPlainJson) {
  HttpRequest request = JsonRequest("CopyImage", std::string(kCopy));
  request.headers[1].value = "application/json";

  EXPECT_EQ(Answer(request), R"(200 {"Output":{"DestinationImageName":"copy"},"Version":"1.0"})");
}

TEST_F(WireServiceTest, AnswersABodyThatIsNoObject) {
  const std::string plain = R"(400 {"__type":"SerializationException"})";

  for (const char* body : {"{", R"("x")", "null", "1", R"({"Name":"a",})", "\xff", R"({"a":1}x)"}) {
    EXPECT_EQ(Answer("DeleteImage", body), plain) << body;
  }
  EXPECT_EQ(Answer("DeleteImage", std::string(100'000, '[')), plain);
  EXPECT_EQ(Answer("DeleteImage", "[]"), R"(400 {"__type":"SerializationException",)"
                                         R"("Message":"Start of list found where not expected"})");
}

TEST_F(WireServiceTest, AnswersATargetThatItDoesNotKnow) {
  const std::string unknown = R"(400 {"__type":"UnknownOperationException"})";

  EXPECT_EQ(Answer("copyimage", "{}"), unknown);
  HttpRequest request = JsonRequest("CopyImage", "{}");
  request.headers[0].value = "CopyImage";
  EXPECT_EQ(Answer(request), unknown);
  request.headers.erase(request.headers.begin());
  EXPECT_EQ(Answer(request), unknown);
}

TEST_F(WireServiceTest, SaysThatAnotherOperationOfAppStreamIsNotSimulated) {
  EXPECT_EQ(Answer("DescribeFleets", "{}"),
            R"(400 {"__type":"OperationNotSimulated","message":"fakestream does not simulate )"
            R"(DescribeFleets: only AppStream's operations on images"})");
  EXPECT_THAT(CborAnswer(CborRequest("AssociateFleet", "\xa0")),
              HasSubstr("OperationNotSimulated"));
  EXPECT_THAT(CborAnswer(CborRequest("UpdateThemeForStack", "\xa0")),
              HasSubstr("OperationNotSimulated"));
}

TEST(WireAdmissionTest, IsAskedBehindTheOperationAndBeforeTheTypesOfMembers) {
  int asked = 0;
  WireService service(
      [&](const HttpRequest&, Instant date) -> Outcome<World*> {
        EXPECT_EQ(date, kDate);
        ++asked;
        return MakeError(ErrorCode::kUnrecognizedClient);
      },
      7);
  const auto answer = [&](std::string_view operation, std::string body) {
    return std::get<HttpReply>(service.Handle(JsonRequest(operation, std::move(body)), kDate)).body;
  };

  EXPECT_THAT(answer("DeleteImage", "{"), HasSubstr("SerializationException"));
  EXPECT_THAT(answer("DeleteImge", "{}"), HasSubstr("UnknownOperationException"));
  EXPECT_EQ(asked, 0);
  EXPECT_THAT(answer("DeleteImage", R"({"Name":1})"), HasSubstr("UnrecognizedClientException"));
  EXPECT_THAT(answer("DeleteFleet", "{}"), HasSubstr("UnrecognizedClientException"));
  EXPECT_EQ(asked, 2);
}

TEST_F(WireServiceTest, RefusesMembersOfAWrongTypeInTheWordsOfAws) {
  const auto message = [&](std::string_view operation, std::string body) {
    const Value value = *ParseJson(Answer(operation, std::move(body)).substr(4));
    EXPECT_EQ(*value.Find("__type"), Value("SerializationException"));
    return *value.Find("Message")->As<std::string>();
  };

  EXPECT_EQ(message("DeleteImage", R"({"Name":1})"),
            "NUMBER_VALUE can not be converted to a String");
  EXPECT_EQ(message("DeleteImage", R"({"Name":true})"),
            "TRUE_VALUE can not be converted to a String");
  EXPECT_EQ(message("DeleteImage", R"({"Name":false})"),
            "FALSE_VALUE can not be converted to a String");
  EXPECT_EQ(message("DeleteImage", R"({"Name":[]})"), "Start of list found where not expected");
  EXPECT_EQ(message("DeleteImage", R"({"Name":{}})"),
            "Start of structure or map found where not expected.");
  EXPECT_EQ(message("DescribeImages", R"({"MaxResults":"5"})"),
            "STRING_VALUE can not be converted to an Integer");
  EXPECT_EQ(message("DescribeImages", R"({"MaxResults":true})"),
            "TRUE_VALUE can not be converted to an Integer");
  EXPECT_EQ(message("DescribeImages", R"({"Names":"a"})"), "Expected list or null");
  EXPECT_EQ(message("DescribeImages", R"({"Names":{}})"),
            "Start of structure or map found where not expected.");
  EXPECT_EQ(message("DescribeImages", R"({"Names":[1]})"),
            "NUMBER_VALUE can not be converted to a String");
  EXPECT_EQ(message("TagResource", R"({"Tags":1})"), "Expected map or null");
  EXPECT_EQ(message("UpdateImagePermissions", R"({"ImagePermissions":1})"), "Expected null");
  EXPECT_EQ(message("UpdateImagePermissions", R"({"ImagePermissions":{"allowFleet":1}})"),
            "NUMBER_VALUE can not be converted to a Boolean");
}

TEST_F(WireServiceTest, ConvertsWhatAwsConverts) {
  EXPECT_THAT(Answer("DescribeImages", R"({"MaxResults":1.9,"Names":null,"Unknown":[1]})"),
              HasSubstr("200 "));
  EXPECT_THAT(Answer("DescribeImages", R"({"MaxResults":99999999999})"),
              HasSubstr("Member must have value less than or equal to 25"));
  EXPECT_THAT(Answer("DescribeImages", R"({"MaxResults":1e300})"),
              HasSubstr("Member must have value less than or equal to 25"));
  EXPECT_THAT(Answer("CreateUpdatedImage",
                     R"({"existingImageName":"golden","newImageName":"new","dryRun":"false"})"),
              HasSubstr("canUpdateImage"));
}

TEST_F(WireServiceTest, LooksAtTypesBeforeConstraints) {
  EXPECT_EQ(Answer("CopyImage", R"({"SourceImageName":"bad name!","DestinationRegion":1})"),
            R"(400 {"__type":"SerializationException",)"
            R"("Message":"NUMBER_VALUE can not be converted to a String"})");
}

TEST_F(WireServiceTest, RefusesARequestInBothProtocols) {
  HttpRequest request = CborRequest("DeleteImage", "\xa0");
  request.headers.push_back({"X-Amz-Target", "PhotonAdminProxyService.DeleteImage"});

  EXPECT_THAT(CborAnswer(request), HasSubstr("MalformedHttpRequestException"));
}

TEST_F(WireServiceTest, FindsACborOperationByTheLastSegmentsOfThePath) {
  const auto answer = [&](const char* target) {
    HttpRequest request = CborRequest("", "\xa0");
    request.target = target;
    return CborAnswer(request);
  };

  EXPECT_THAT(answer("/prefix/service/PhotonAdminProxyService/operation/DescribeImages"),
              HasSubstr("200 "));
  EXPECT_THAT(answer("/service/com.amazonaws.appstream.PhotonAdminProxyService/operation/"
                     "DescribeImages?x=/y"),
              HasSubstr("200 "));
  for (const char* wrong :
       {"/", "", "/service/Other/operation/DescribeImages", "/operation/DescribeImages",
        "/service/PhotonAdminProxyService/operation/com.amazonaws.appstream.DescribeImages",
        "/service/PhotonAdminProxyService/DescribeImages"}) {
    EXPECT_EQ(answer(wrong),
              R"(400 {"__type":"com.amazon.coral.service#UnknownOperationException"})")
        << wrong;
  }
}

TEST_F(WireServiceTest, AcceptsNoCompressedBody) {
  HttpRequest request = JsonRequest("DeleteImage", "\x1f\x8b...");
  request.headers.push_back({"content-encoding", "gzip"});

  EXPECT_EQ(Answer(request), R"(400 {"__type":"MalformedHttpRequestException",)"
                             R"("message":"Content-Encoding gzip is not supported"})");
}

TEST_F(WireServiceTest, NumbersItsRepliesWithUuidsThatTheSeedDetermines) {
  World twin({.seed = 7});
  WireService twins_service(twin);
  std::set<std::string> ids;

  for (int i = 0; i < 100; ++i) {
    const std::string id = HeaderOf(Send(JsonRequest("DescribeImages", "{}")), "x-amzn-requestid");
    EXPECT_THAT(id, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                 "[0-9a-f]{12}"));
    const Exchange other = twins_service.Handle(JsonRequest("DescribeImages", "{}"), kDate);
    EXPECT_EQ(HeaderOf(std::get<HttpReply>(other), "x-amzn-requestid"), id);
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 100U);
}

TEST_F(WireServiceTest, HandsOutConnectionFaults) {
  const auto fault = [&](ConnectionFault kind) {
    world_.Inject(On<ops::DescribeImages>().Drops(kind).Times(1));
    return std::get<TransportFault>(service_.Handle(JsonRequest("DescribeImages", "{}"), kDate));
  };

  EXPECT_EQ(fault(ConnectionFault::kRefused), TransportFault{ConnectionFault::kRefused});
  EXPECT_EQ(fault(ConnectionFault::kReset), TransportFault{ConnectionFault::kReset});
  EXPECT_EQ(fault(ConnectionFault::kTimeout), TransportFault{ConnectionFault::kTimeout});
}

TEST_F(WireServiceTest, CutsTheReplyThatTheServiceGave) {
  world_.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTruncated).AfterTheEffect());

  const auto fault = std::get<TransportFault>(
      service_.Handle(JsonRequest("CopyImage", std::string(kCopy)), kDate));

  EXPECT_EQ(fault.fault, ConnectionFault::kTruncated);
  ASSERT_TRUE(fault.cut_reply);
  EXPECT_EQ(fault.cut_reply->body, R"({"DestinationImageName":"copy"})");
  EXPECT_EQ(HeaderOf(*fault.cut_reply, "content-length"), "31");
  EXPECT_LT(CutLength(*fault.cut_reply), fault.cut_reply->body.size());
}

TEST_F(WireServiceTest, CutsAnEmptyReplyWhereTheServiceNeverActed) {
  world_.Inject(On<ops::CopyImage>().Drops(ConnectionFault::kTruncated));

  const auto fault = std::get<TransportFault>(
      service_.Handle(JsonRequest("CopyImage", std::string(kCopy)), kDate));

  ASSERT_TRUE(fault.cut_reply);
  EXPECT_EQ(fault.cut_reply->body, "{}");
  EXPECT_FALSE(world_.FindImage("eu-west-1", "copy"));
}

TEST_F(WireServiceTest, GarblesAReplyInsideItsFrame) {
  world_.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kGarbage));

  const HttpReply reply = Send(JsonRequest("DescribeImages", "{}"));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(HeaderOf(reply, "content-length"), std::to_string(reply.body.size()));
  EXPECT_FALSE(ParseJson(reply.body));
  EXPECT_FALSE(internal::ParseCbor(reply.body));
}

TEST(CredentialScopeTest, IsReadFromTheAuthorizationHeader) {
  const auto scope = [](std::string header) {
    return ScopeOf({.headers = {{"authorization", std::move(header)}}});
  };

  EXPECT_EQ(scope("AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-1/appstream/aws4_request, "
                  "SignedHeaders=host, Signature=0"),
            (CredentialScope{.access_key_id = "AKID", .region = "eu-west-1"}));
  EXPECT_EQ(scope("AWS4-HMAC-SHA256 SignedHeaders=host,Credential=A/1/eu-west-1/x/y"),
            (CredentialScope{.access_key_id = "A", .region = "eu-west-1"}));
  EXPECT_EQ(scope("AWS4-HMAC-SHA256 Credential=AKID"), (CredentialScope{.access_key_id = "AKID"}));
  EXPECT_EQ(scope("Bearer x"), CredentialScope{});
  // As the signature is read: nothing but the parameter of that name, and the first.
  EXPECT_EQ(scope("AWS4-HMAC-SHA256 SessionCredential=evil, Credential=A, Credential=B"),
            (CredentialScope{.access_key_id = "A"}));
  EXPECT_EQ(ScopeOf({}), CredentialScope{});
}

}  // namespace
}  // namespace fakestream
