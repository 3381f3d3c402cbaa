// SPDX-License-Identifier: Apache-2.0
// The README's examples with the real SDK, word for word (tests/docs compares).
#include <aws/appstream/AppStreamClient.h>
#include <aws/appstream/model/CopyImageRequest.h>
#include <aws/core/auth/AWSCredentials.h>
#include <gtest/gtest.h>

#include "fakestream/aws_sdk/http_client_factory.h"
#include "fakestream/testing.h"

using namespace fakestream;            // NOLINT(google-build-using-namespace): as a user writes it
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)

namespace {

TEST(SdkExampleTest, TheSdkTriesElevenTimes) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(11));
  Aws::Http::SetHttpClientFactory(std::make_shared<SdkHttpClientFactory>(world));

  Aws::Client::ClientConfiguration configuration;
  configuration.region = "us-east-1";
  configuration.retryStrategy =
      std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(world);
  const Aws::AppStream::AppStreamClient client(Aws::Auth::AWSCredentials("test", "test"),
                                               configuration);

  const auto copied = client.CopyImage(Aws::AppStream::Model::CopyImageRequest()
                                           .WithSourceImageName("golden")
                                           .WithDestinationImageName("golden")
                                           .WithDestinationRegion("eu-west-1"));

  EXPECT_EQ(copied.GetError().GetErrorType(), Aws::AppStream::AppStreamErrors::LIMIT_EXCEEDED);
  EXPECT_EQ(world.clock().Elapsed(), 25'550ms);  // and no real time
}

}  // namespace
