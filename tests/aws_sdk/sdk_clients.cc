// SPDX-License-Identifier: Apache-2.0
#include "aws_sdk/sdk_clients.h"

#include <cstdlib>

#include <aws/core/Aws.h>
#include <aws/core/auth/AWSCredentials.h>
#include <aws/core/client/ClientConfiguration.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

// The SDK, for as long as the tests run. It must look neither at this machine's files nor for the
// metadata of an instance.
class RunningSdk final : public testing::Environment {
 public:
  void SetUp() override {
    for (const char* const name : {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}) {
      setenv(name, "/nonexistent", 1);  // NOLINT(concurrency-mt-unsafe): one thread
    }
    setenv("AWS_EC2_METADATA_DISABLED", "true", 1);  // NOLINT(concurrency-mt-unsafe): one thread
    Aws::InitAPI(options_);
  }

  void TearDown() override { Aws::ShutdownAPI(options_); }

 private:
  Aws::SDKOptions options_{};
};

// NOLINTNEXTLINE(cert-err58-cpp): GoogleTest wants it before main
const testing::Environment* const kRunningSdk = testing::AddGlobalTestEnvironment(new RunningSdk);

}  // namespace

SdkClients::SdkClients(World& world, SdkClientOptions options) : world_(&world), options_(options) {
  Aws::Http::SetHttpClientFactory(std::make_shared<SdkHttpClientFactory>(world, options.http));
}

const Aws::AppStream::AppStreamClient& SdkClients::In(const std::string& region) {
  std::unique_ptr<Aws::AppStream::AppStreamClient>& client = clients_[region];
  if (client == nullptr) {
    Aws::Client::ClientConfiguration configuration;
    configuration.region = internal::ToSdk(region);
    configuration.retryStrategy = std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(
        *world_, options_.retries);
    client = std::make_unique<Aws::AppStream::AppStreamClient>(
        Aws::Auth::AWSCredentials("test", "test"), configuration);
  }
  return *client;
}

}  // namespace fakestream
