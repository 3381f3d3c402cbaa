// SPDX-License-Identifier: Apache-2.0
// The SDK as it comes, HTTP client and all, against the fake on a socket: what the fake says inside
// the SDK must be what happens outside.
#include <chrono>
#include <memory>

#include <aws/appstream/AppStreamClient.h>
#include <aws/core/auth/AWSCredentials.h>
#include <aws/core/client/ClientConfiguration.h>
#include <aws/core/client/DefaultRetryStrategy.h>
#include <aws/core/http/HttpClientFactory.h>
#include <gtest/gtest.h>

#include "fakestream/aws_sdk/app_stream_over_sdk.h"
#include "fakestream/endpoint/endpoint.h"
#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

class OverSocketTest : public testing::Test {
 protected:
  OverSocketTest() {
    Aws::Http::SetHttpClientFactory(nullptr);
    Aws::Http::InitHttp();  // makes the SDK's own
    Aws::Client::ClientConfiguration configuration;
    configuration.region = "us-east-1";
    configuration.endpointOverride = internal::ToSdk(endpoint_.url());
    configuration.retryStrategy = std::make_shared<Aws::Client::DefaultRetryStrategy>(0);
    client_ = std::make_unique<Aws::AppStream::AppStreamClient>(
        Aws::Auth::AWSCredentials("test", "test"), configuration);
  }

  Outcome<CopyImageResult> Copy() {
    return AppStreamOverSdk(*client_).CopyImage({"golden", "copy", "eu-west-1"});
  }

  ErrorCode CodeAfter(ConnectionFault fault) {
    world_.Inject(On<ops::CopyImage>().Drops(fault));
    const auto copied = Copy();
    EXPECT_EQ(copied.GetError().http_status, 0);
    return copied.GetError().code;
  }

 private:
  World world_{{.images = {{.name = "golden"}}}};
  Endpoint endpoint_{world_, {.hang = std::chrono::milliseconds{50}}};
  std::unique_ptr<Aws::AppStream::AppStreamClient> client_{};
};

TEST_F(OverSocketTest, CopiesAnImage) {
  EXPECT_EQ(Copy(), CopyImageResult{"copy"});
}

TEST_F(OverSocketTest, ATruncatedReplyIsABrokenConnection) {
  EXPECT_EQ(CodeAfter(ConnectionFault::kTruncated), ErrorCode::kTruncatedReply);
}

TEST_F(OverSocketTest, AResetConnectionIsOne) {
  EXPECT_EQ(CodeAfter(ConnectionFault::kReset), ErrorCode::kConnectionReset);
}

}  // namespace
}  // namespace fakestream
