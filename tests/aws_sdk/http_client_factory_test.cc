// SPDX-License-Identifier: Apache-2.0
// A World inside the real SDK: what its client makes of the fake's replies, and of their absence.
#include "fakestream/aws_sdk/http_client_factory.h"

#include <chrono>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <aws/appstream/model/CopyImageRequest.h>
#include <aws/appstream/model/DescribeImagesRequest.h>
#include <aws/core/client/ClientConfiguration.h>
#include <aws/core/utils/memory/stl/AWSStringStream.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "aws_sdk/sdk_clients.h"

#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

using Aws::AppStream::AppStreamErrors;
using Aws::Http::HttpResponseCode;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::SizeIs;
namespace model = Aws::AppStream::Model;

model::CopyImageRequest Copy(const char* source, const char* target, const char* region) {
  return model::CopyImageRequest()
      .WithSourceImageName(source)
      .WithDestinationImageName(target)
      .WithDestinationRegion(region);
}

model::CopyImageRequest CopyGolden() {
  return Copy("golden", "copy", "eu-west-1");
}

TEST(SdkHttpClientTest, CopiesAnImageAndShowsItWithItsTimes) {
  World world({.images = {{.name = "golden"}}});
  SdkClients clients(world);

  const auto copied = clients.In("us-east-1").CopyImage(CopyGolden());
  world.clock().Advance(minutes{20});
  const auto listed = clients.In("eu-west-1").DescribeImages(model::DescribeImagesRequest());

  ASSERT_TRUE(copied.IsSuccess()) << copied.GetError().GetMessage();
  EXPECT_EQ(copied.GetResult().GetDestinationImageName(), "copy");
  ASSERT_THAT(listed.GetResult().GetImages(), SizeIs(1));
  const model::Image& image = listed.GetResult().GetImages()[0];
  EXPECT_EQ(image.GetName(), "copy");
  EXPECT_EQ(image.GetState(), model::ImageState::AVAILABLE);
  EXPECT_EQ(Duration{milliseconds{image.GetCreatedTime().Millis()}},
            world.options().now.since_epoch);
}

TEST(SdkHttpClientTest, PagesThroughSixtyImages) {
  WorldOptions options;
  for (int i = 100; i < 160; ++i) options.images.push_back({.name = "image-" + std::to_string(i)});
  World world(options);
  SdkClients clients(world);
  model::DescribeImagesRequest request;
  std::vector<std::size_t> sizes;
  std::string last;

  do {
    const auto page = clients.In("us-east-1").DescribeImages(request);
    ASSERT_TRUE(page.IsSuccess()) << page.GetError().GetMessage();
    sizes.push_back(page.GetResult().GetImages().size());
    last = internal::FromSdk(page.GetResult().GetImages().back().GetName());
    request.SetNextToken(page.GetResult().GetNextToken());
  } while (!request.GetNextToken().empty());

  EXPECT_EQ(sizes, (std::vector<std::size_t>{25, 25, 10}));
  EXPECT_EQ(last, "image-159");
}

struct SixErrors : testing::Test {
  SixErrors()
      : world({.quotas = {.images = 1},
               .images = {{.name = "golden"},
                          {.name = "pending", .state = ImageState::kPending},
                          {.name = "ancient", .is_compatible = false},
                          {.region = "eu-west-1", .name = "taken"}}}) {}

  // The SDK's error must say what a client in process is told.
  void ExpectError(const model::CopyImageRequest& request, AppStreamErrors type,
                   const std::string& name) {
    const auto copied = clients.In("us-east-1").CopyImage(request);
    const auto told = world.Client("us-east-1")
                          .CopyImage({internal::FromSdk(request.GetSourceImageName()),
                                      internal::FromSdk(request.GetDestinationImageName()),
                                      internal::FromSdk(request.GetDestinationRegion())});

    ASSERT_FALSE(copied.IsSuccess()) << name;
    EXPECT_EQ(copied.GetError().GetErrorType(), type) << copied.GetError();
    EXPECT_EQ(copied.GetError().GetExceptionName(), name.c_str());
    EXPECT_EQ(copied.GetError().GetMessage(), told.GetError().message.c_str());
    EXPECT_EQ(copied.GetError().GetResponseCode(), HttpResponseCode::BAD_REQUEST);
    EXPECT_THAT(copied.GetError().GetRequestId(), SizeIs(36));
  }

  World world;
  SdkClients clients{world};
};

TEST_F(SixErrors, OfCopyImageAreTheSdksOwn) {
  ExpectError(Copy("nobody", "copy", "eu-west-1"), AppStreamErrors::RESOURCE_NOT_FOUND,
              "ResourceNotFoundException");
  ExpectError(Copy("pending", "copy", "eu-west-1"), AppStreamErrors::RESOURCE_NOT_AVAILABLE,
              "ResourceNotAvailableException");
  ExpectError(Copy("ancient", "copy", "eu-west-1"), AppStreamErrors::INCOMPATIBLE_IMAGE,
              "IncompatibleImageException");
  ExpectError(Copy("golden", "taken", "eu-west-1"), AppStreamErrors::RESOURCE_ALREADY_EXISTS,
              "ResourceAlreadyExistsException");
  ExpectError(Copy("golden", "copy", "eu-west-1"), AppStreamErrors::LIMIT_EXCEEDED,
              "LimitExceededException");
  world.SetAccountStatus(AccountStatus::kSuspended);
  ExpectError(Copy("golden", "copy", "eu-west-1"), AppStreamErrors::INVALID_ACCOUNT_STATUS,
              "InvalidAccountStatusException");
}

TEST(SdkHttpClientTest, AnExhaustedLimitTakes11AttemptsOfVirtualTime) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded));
  SdkClients clients(world);
  const auto begin = std::chrono::steady_clock::now();

  const auto copied = clients.In("us-east-1").CopyImage(CopyGolden());

  EXPECT_EQ(copied.GetError().GetErrorType(), AppStreamErrors::LIMIT_EXCEEDED);
  EXPECT_EQ(world.trace().calls(), 11U);
  EXPECT_EQ(world.clock().Elapsed(), milliseconds{25'550});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{5});
}

TEST(SdkHttpClientTest, AStrategyThatDoesNotRetryLosesNoTime) {
  World world;
  SdkClients clients(world);

  EXPECT_FALSE(clients.In("us-east-1").CopyImage(CopyGolden()).IsSuccess());

  EXPECT_EQ(world.trace().calls(), 1U);
  EXPECT_EQ(world.clock().Elapsed(), Duration{});
}

TEST(SdkHttpClientTest, AfterALostReplyTheSdksOwnRetryMeetsItsCopy) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().AfterTheEffect().Drops(ConnectionFault::kTimeout).Times(1));
  SdkClients clients(world);

  const auto copied = clients.In("us-east-1").CopyImage(CopyGolden());

  EXPECT_EQ(copied.GetError().GetErrorType(), AppStreamErrors::RESOURCE_ALREADY_EXISTS);
  EXPECT_EQ(world.trace().calls(), 2U);
  EXPECT_TRUE(world.FindImage("eu-west-1", "copy").has_value());
}

struct Break {
  ConnectionFault fault;
  std::string message;
};

class BrokenConnectionTest : public testing::TestWithParam<Break> {};

TEST_P(BrokenConnectionTest, IsTheSdksNetworkErrorAndRetried) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Drops(GetParam().fault));
  SdkClients clients(world);

  const auto copied = clients.In("us-east-1").CopyImage(CopyGolden());

  EXPECT_EQ(copied.GetError().GetErrorType(), AppStreamErrors::NETWORK_CONNECTION);
  EXPECT_EQ(copied.GetError().GetMessage(), GetParam().message.c_str());
  EXPECT_EQ(copied.GetError().GetResponseCode(), HttpResponseCode::REQUEST_NOT_MADE);
  EXPECT_TRUE(copied.GetError().ShouldRetry());
  EXPECT_EQ(world.trace().calls(), 11U);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, BrokenConnectionTest,
    testing::Values(Break{ConnectionFault::kRefused, "curlCode: 7, Couldn't connect to server"},
                    Break{ConnectionFault::kTimeout, "curlCode: 28, Timeout was reached"},
                    Break{ConnectionFault::kReset,
                          "curlCode: 56, Failure when receiving data from the peer"},
                    Break{ConnectionFault::kTruncated, "curlCode: 18, Transferred a partial file"}),
    [](const auto& fault) { return std::string(NameOf(fault.param.fault)); });

class UnreadableReplyTest : public testing::TestWithParam<ConnectionFault> {};

// The parser of an SDK that speaks JSON takes what it cannot read for an empty result.
TEST_P(UnreadableReplyTest, MeetsTheSdksParserAndIsNotRetried) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().AfterTheEffect().Drops(GetParam()).Times(1));
  SdkClients clients(world, {.http = {.cut_replies_reach_parser = true}});

  const auto copied = clients.In("us-east-1").CopyImage(CopyGolden());

  if (copied.IsSuccess()) {
    EXPECT_EQ(copied.GetResult().GetDestinationImageName(), "");
  } else {
    EXPECT_EQ(copied.GetError().GetErrorType(), AppStreamErrors::UNKNOWN);
  }
  EXPECT_EQ(world.trace().calls(), 1U);
  EXPECT_TRUE(world.FindImage("eu-west-1", "copy").has_value());
}

INSTANTIATE_TEST_SUITE_P(Faults, UnreadableReplyTest,
                         testing::Values(ConnectionFault::kTruncated, ConnectionFault::kGarbage),
                         [](const auto& fault) { return std::string(NameOf(fault.param)); });

TEST(SdkHttpClientTest, ServesTheSdksOwnThreads) {
  World world({.images = {{.name = "golden"}}});
  SdkClients clients(world);
  std::vector<model::DescribeImagesOutcomeCallable> calls;

  calls.reserve(20);
  for (int i = 0; i < 20; ++i) {
    calls.push_back(clients.In("us-east-1").DescribeImagesCallable(model::DescribeImagesRequest()));
  }

  for (auto& call : calls) EXPECT_THAT(call.get().GetResult().GetImages(), SizeIs(1));
  EXPECT_EQ(world.trace().calls(), 20U);
}

// What newer SDKs send, byte for byte, so that an older one can be tested for it.
TEST(SdkHttpClientTest, CarriesTheOtherProtocolToo) {
  World world({.images = {{.name = "golden"}}});
  const SdkHttpClientFactory factory(world);
  const auto request = factory.CreateHttpRequest(
      Aws::String("https://appstream2.eu-west-1.amazonaws.com"
                  "/service/PhotonAdminProxyService/operation/DeleteImage"),
      Aws::Http::HttpMethod::HTTP_POST, Aws::Utils::Stream::DefaultResponseStreamFactoryMethod);
  request->SetHeaderValue("smithy-protocol", "rpc-v2-cbor");
  request->SetHeaderValue("content-type", "application/cbor");
  request->SetHeaderValue(
      "authorization",
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/appstream/aws4_request, "
      "SignedHeaders=host, Signature=0");
  request->AddContentBody(
      std::make_shared<Aws::StringStream>(Aws::String("\xa1\x64Name\x66golden")));

  const auto response = factory.CreateHttpClient(Aws::Client::ClientConfiguration())
                            ->MakeRequest(request, nullptr, nullptr);

  EXPECT_EQ(response->GetResponseCode(), HttpResponseCode::OK);
  EXPECT_EQ(response->GetHeader("smithy-protocol"), "rpc-v2-cbor");
  const std::string body{std::istreambuf_iterator<char>(response->GetResponseBody()), {}};
  EXPECT_THAT(body, testing::HasSubstr("image/golden"));
  EXPECT_EQ(response->GetHeader("content-length"), std::to_string(body.size()).c_str());
}

TEST(SdkHttpClientTest, NothingGoesToAnotherService) {
  World world;
  const SdkHttpClientFactory factory(world);
  const auto client = factory.CreateHttpClient(Aws::Client::ClientConfiguration());
  const auto request = factory.CreateHttpRequest(
      Aws::String("http://169.254.169.254/latest/meta-data"), Aws::Http::HttpMethod::HTTP_GET,
      Aws::Utils::Stream::DefaultResponseStreamFactoryMethod);

  const auto response = client->MakeRequest(request, nullptr, nullptr);

  EXPECT_EQ(response->GetClientErrorType(), Aws::Client::CoreErrors::INVALID_ACTION);
  EXPECT_EQ(response->GetClientErrorMessage(),
            "fakestream answers for AppStream alone, not for 169.254.169.254");
  EXPECT_EQ(world.trace().calls(), 0U);
}

TEST(SdkHttpClientTest, AnUnsignedRequestSaysByItsTargetWhomItIsFor) {
  World world;
  const SdkHttpClientFactory factory(world);
  const auto client = factory.CreateHttpClient(Aws::Client::ClientConfiguration());
  const auto send = [&](const char* host, const char* target) {
    const auto request = factory.CreateHttpRequest(
        Aws::String("https://") + host + "/", Aws::Http::HttpMethod::HTTP_POST,
        Aws::Utils::Stream::DefaultResponseStreamFactoryMethod);
    request->SetHeaderValue("X-Amz-Target", target);
    request->SetHeaderValue("Content-Type", "application/x-amz-json-1.1");
    request->AddContentBody(std::make_shared<Aws::StringStream>(Aws::String("{}")));
    return client->MakeRequest(request, nullptr, nullptr);
  };

  const auto other =
      send("cognito-identity.us-east-1.amazonaws.com", "AWSCognitoIdentityService.GetId");
  const auto ours =
      send("appstream2.us-east-1.amazonaws.com", "PhotonAdminProxyService.DescribeImages");

  EXPECT_EQ(other->GetClientErrorType(), Aws::Client::CoreErrors::INVALID_ACTION);
  EXPECT_EQ(ours->GetResponseCode(), HttpResponseCode::OK);
}

}  // namespace
}  // namespace fakestream
