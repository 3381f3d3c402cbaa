// SPDX-License-Identifier: Apache-2.0
// What the real SDK's clients get when their World is gone or has reached a limit, on the thread of
// a test and on those that the SDK starts.
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <aws/appstream/model/CopyImageRequest.h>
#include <aws/core/auth/AWSCredentials.h>
#include <aws/core/client/ClientConfiguration.h>
#include <aws/core/client/DefaultRetryStrategy.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "aws_sdk/sdk_clients.h"

#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

using Aws::AppStream::AppStreamClient;
using Aws::AppStream::AppStreamErrors;
using testing::HasSubstr;
using testing::IsEmpty;
namespace model = Aws::AppStream::Model;

model::CopyImageRequest CopyGoldenIn() {
  return model::CopyImageRequest()
      .WithSourceImageName("golden")
      .WithDestinationImageName("copy")
      .WithDestinationRegion("eu-west-1");
}

std::unique_ptr<AppStreamClient> ClientWith(
    std::shared_ptr<Aws::Client::RetryStrategy> retry_strategy) {
  Aws::Client::ClientConfiguration configuration;
  configuration.region = "us-east-1";
  configuration.retryStrategy = std::move(retry_strategy);
  return std::make_unique<AppStreamClient>(Aws::Auth::AWSCredentials("test", "test"),
                                           configuration);
}

// The outcome of CopyImageAsync, awaited.
model::CopyImageOutcome CopyAsync(const AppStreamClient& client) {
  std::mutex mutex;
  std::condition_variable is_there;
  std::optional<model::CopyImageOutcome> outcome;
  client.CopyImageAsync(CopyGoldenIn(),
                        [&](const AppStreamClient*, const model::CopyImageRequest&,
                            const model::CopyImageOutcome& copied,
                            const std::shared_ptr<const Aws::Client::AsyncCallerContext>&) {
                          const std::lock_guard lock(mutex);
                          outcome = copied;
                          is_there.notify_one();
                        });
  std::unique_lock lock(mutex);
  is_there.wait(lock, [&] { return outcome.has_value(); });
  return *outcome;
}

void ExpectGone(const model::CopyImageOutcome& copied) {
  EXPECT_EQ(copied.GetError().GetErrorType(), AppStreamErrors::NETWORK_CONNECTION);
  EXPECT_THAT(internal::FromSdk(copied.GetError().GetMessage()),
              HasSubstr("the World of this client is gone; declare the World before"));
}

TEST(EndOfAWorldTest, AClientThatOutlivesItsWorldIsTold) {
  auto world = std::make_unique<World>();
  Aws::Http::SetHttpClientFactory(std::make_shared<SdkHttpClientFactory>(*world));
  const auto client =
      ClientWith(std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(*world));

  world.reset();

  ExpectGone(client->CopyImage(CopyGoldenIn()));
  ExpectGone(client->CopyImageCallable(CopyGoldenIn()).get());
  ExpectGone(CopyAsync(*client));
}

TEST(EndOfAWorldTest, AStrategyThatReallySleepsHoldsUpNobody) {
  auto world = std::make_unique<World>();
  Aws::Http::SetHttpClientFactory(std::make_shared<SdkHttpClientFactory>(*world));
  const auto client = ClientWith(std::make_shared<Aws::Client::DefaultRetryStrategy>());
  const auto begin = std::chrono::steady_clock::now();

  world.reset();

  ExpectGone(client->CopyImage(CopyGoldenIn()));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{5});
}

TEST(EndOfAWorldTest, AStrategyWhoseWorldIsGoneTriesNoMore) {
  auto world = std::make_unique<World>();
  const VirtualRetry<Aws::Client::DefaultRetryStrategy> strategy(*world);
  const Aws::Client::AWSError<Aws::Client::CoreErrors> broken(
      Aws::Client::CoreErrors::NETWORK_CONNECTION, true);
  ASSERT_TRUE(strategy.ShouldRetry(broken, 0));

  world.reset();

  EXPECT_FALSE(strategy.ShouldRetry(broken, 1));
}

TEST(LimitInsideTheSdkTest, IsAnErrorOnTheSdksThreadsAndTheWorldRemembers) {
  World world({.images = {{.name = "golden"}}});
  world.SetLimits({.calls = 1});
  SdkClients clients(world);
  const AppStreamClient& client = clients.In("us-east-1");
  ASSERT_TRUE(client.CopyImageCallable(CopyGoldenIn()).get().IsSuccess());

  const auto called = client.CopyImageCallable(CopyGoldenIn()).get();
  const auto told = CopyAsync(client);

  for (const auto& copied : {called, told}) {
    EXPECT_EQ(copied.GetError().GetErrorType(), AppStreamErrors::INTERNAL_FAILURE);
    EXPECT_EQ(copied.GetError().GetMessage(),
              "a limit of the World was passed: it made more than 1 calls");
    EXPECT_FALSE(copied.GetError().ShouldRetry());
  }
  EXPECT_EQ(world.exhausted(), "it made more than 1 calls");
}

TEST(LimitInsideTheSdkTest, EndsWhoCallsOnTheThreadOfItsClient) {
  World world({.images = {{.name = "golden"}}});
  world.SetLimits({.calls = 0});
  SdkClients clients(world);

  EXPECT_THROW(static_cast<void>(clients.In("us-east-1").CopyImage(CopyGoldenIn())), Exhausted);
  EXPECT_EQ(world.exhausted(), "it made more than 0 calls");
}

TEST(LimitInsideTheSdkTest, EndsTheAttemptsOfABackOffThatPassesIt) {
  World world({.images = {{.name = "golden"}}});
  world.SetLimits({.elapsed = std::chrono::milliseconds{100}});
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded));
  SdkClients clients(world);

  const auto copied = clients.In("us-east-1").CopyImageCallable(CopyGoldenIn()).get();

  EXPECT_EQ(copied.GetError().GetErrorType(), AppStreamErrors::LIMIT_EXCEEDED);
  EXPECT_EQ(world.trace().calls(), 3U);  // pauses of 25, 50 and 100 ms
  EXPECT_THAT(world.exhausted(), HasSubstr("100ms of virtual time"));
}

TEST(LimitInsideTheSdkTest, OfNoWorldLeavesNoMark) {
  World world({.images = {{.name = "golden"}}});
  SdkClients clients(world);

  EXPECT_TRUE(clients.In("us-east-1").CopyImageCallable(CopyGoldenIn()).get().IsSuccess());
  EXPECT_THAT(world.exhausted(), IsEmpty());
}

}  // namespace
}  // namespace fakestream
