// SPDX-License-Identifier: Apache-2.0
// Several Worlds inside the real SDK at a time, and what is told where its one factory is not made
// for them.
#include "fakestream/aws_sdk/sdk_worlds.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <aws/appstream/model/DescribeImagesRequest.h>
#include <aws/core/client/ClientConfiguration.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "aws_sdk/sdk_clients.h"

#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

using Aws::AppStream::AppStreamClient;
using Aws::AppStream::AppStreamErrors;
using testing::HasSubstr;
namespace model = Aws::AppStream::Model;

class SdkWorldsTest : public testing::Test {
 protected:
  SdkWorldsTest() { Aws::Http::SetHttpClientFactory(worlds_); }

  static AppStreamClient ClientWith(const Aws::Auth::AWSCredentials& credentials, World& world) {
    Aws::Client::ClientConfiguration configuration;
    configuration.region = "us-east-1";
    configuration.retryStrategy =
        std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(world);
    return {credentials, configuration};
  }

  static std::string FirstImage(const AppStreamClient& client) {
    const auto listed = client.DescribeImages(model::DescribeImagesRequest());
    if (!listed.IsSuccess()) return internal::FromSdk(listed.GetError().GetMessage());
    return internal::FromSdk(listed.GetResult().GetImages().at(0).GetName());
  }

  std::shared_ptr<SdkWorlds> worlds_ = std::make_shared<SdkWorlds>();
};

TEST_F(SdkWorldsTest, TestsSideBySideMeetTheirOwnWorlds) {
  std::atomic<int> right = 0;
  std::vector<std::thread> tests;
  for (int number = 0; number < 4; ++number) {
    tests.emplace_back([&, name = "image-" + std::to_string(number)] {
      for (int round = 0; round < 20; ++round) {
        World world({.images = {{.name = name}}});
        world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Times(1));
        const AppStreamClient client = ClientWith(worlds_->Add(world), world);
        if (FirstImage(client) == name && world.trace().calls() == 2) ++right;
      }
    });
  }
  for (std::thread& test : tests) test.join();

  EXPECT_EQ(right, 4 * 20);
}

TEST_F(SdkWorldsTest, CredentialsFromElsewhereLeadToAWorldToo) {
  World world({.images = {{.name = "golden"}}});
  worlds_->Add(world, "AKIAIOSFODNN7EXAMPLE");

  EXPECT_EQ(FirstImage(ClientWith({"AKIAIOSFODNN7EXAMPLE", "any"}, world)), "golden");
}

TEST_F(SdkWorldsTest, CredentialsThatNobodyAddedAreTold) {
  World world;
  worlds_->Add(world, "known");

  EXPECT_EQ(FirstImage(ClientWith({"other", "secret"}, world)),
            "no World answers the access key id \"other\": make the client with credentials that "
            "SdkWorlds::Add knows");
  EXPECT_EQ(world.trace().calls(), 0U);
}

TEST_F(SdkWorldsTest, AClientThatOutlivesItsWorldMeetsTheNextOfThatName) {
  auto world = std::make_unique<World>(WorldOptions{.images = {{.name = "first"}}});
  worlds_->Add(*world, "one");
  World clock;
  const AppStreamClient client = ClientWith({"one", "secret"}, clock);
  EXPECT_EQ(FirstImage(client), "first");

  world.reset();
  EXPECT_THAT(FirstImage(client), HasSubstr("the World of this client is gone"));

  World next({.images = {{.name = "next"}}});
  next.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCall(2));
  worlds_->Add(next, "one");
  EXPECT_EQ(FirstImage(client), "next");
  EXPECT_EQ(FirstImage(client), "next");  // after a failure: it tries again as before
}

TEST_F(SdkWorldsTest, AnIdLeadsToOneWorldAtATime) {
  World world;
  World other;
  worlds_->Add(world, "one");

  EXPECT_NO_THROW(worlds_->Add(world, "one"));
  EXPECT_THROW(worlds_->Add(other, "one"), Misuse);
}

// What a factory for one World says where another World's is in use.
std::string Refusal(World& world) {
  try {
    const SdkHttpClientFactory factory(world);
    return "none";
  } catch (const Misuse& misuse) {
    return misuse.what();
  }
}

TEST(SecondFactoryTest, IsToldWhileTheFirstLeadsToAWorldThatLives) {
  World second;
  {
    World first;
    SdkClients clients(first);
    static_cast<void>(clients.In("us-east-1"));

    EXPECT_THAT(Refusal(second), HasSubstr("install one SdkWorlds"));
    EXPECT_EQ(Refusal(first), "none");
    EXPECT_THROW(SdkWorlds(), Misuse);
  }

  EXPECT_EQ(Refusal(second), "none");
}

TEST(SecondFactoryTest, IsToldWhileAClientOfTheFirstIsLeft) {
  World first;
  World second;
  const auto client =
      SdkHttpClientFactory(first).CreateHttpClient(Aws::Client::ClientConfiguration());

  EXPECT_THAT(Refusal(second), HasSubstr("or a client of it"));
}

TEST(SecondFactoryTest, IsToldWhereSeveralWorldsAreInUse) {
  World first;
  World second;
  SdkWorlds worlds;
  static_cast<void>(worlds.Add(first));

  EXPECT_THAT(Refusal(second), HasSubstr("install one SdkWorlds"));
}

}  // namespace
}  // namespace fakestream
