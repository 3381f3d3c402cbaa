// SPDX-License-Identifier: Apache-2.0
// The README's example of several Worlds inside one SDK (tests/docs compares).
#include <thread>

#include <aws/appstream/AppStreamClient.h>
#include <aws/appstream/model/DescribeImagesRequest.h>
#include <gtest/gtest.h>

#include "fakestream/aws_sdk/sdk_worlds.h"

namespace fakestream {
namespace {

void ExpectToSee(SdkWorlds& worlds, const std::string& name) {
  World world({.images = {{.name = name}}});
  Aws::Client::ClientConfiguration configuration;
  configuration.region = "us-east-1";
  const Aws::AppStream::AppStreamClient client(worlds.Add(world), configuration);

  const auto listed = client.DescribeImages(Aws::AppStream::Model::DescribeImagesRequest());

  EXPECT_EQ(listed.GetResult().GetImages().at(0).GetName(), name.c_str());
}

TEST(SdkExampleTest, WorldsSideBySide) {
  const auto worlds = std::make_shared<SdkWorlds>();
  Aws::Http::SetHttpClientFactory(worlds);  // once, before there are threads

  std::thread other([&] { ExpectToSee(*worlds, "golden"); });
  ExpectToSee(*worlds, "silver");
  other.join();
}

}  // namespace
}  // namespace fakestream
