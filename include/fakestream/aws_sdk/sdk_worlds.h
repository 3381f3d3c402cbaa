// SPDX-License-Identifier: Apache-2.0
#pragma once

// Several Worlds inside aws-sdk-cpp at a time, for tests that run side by side in one process. The
// SDK has one HTTP client factory and changes it without a lock, so install this one once. Which
// World answers a client is told by the access key id of its credentials.
//
//   const auto worlds = std::make_shared<SdkWorlds>();   // before the tests
//   Aws::Http::SetHttpClientFactory(worlds);
//
//   World world({.images = {{.name = "golden"}}});       // in each test, on whichever thread
//   const Aws::AppStream::AppStreamClient client(worlds->Add(world), configuration);

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include <aws/core/auth/AWSCredentials.h>

#include "fakestream/aws_sdk/sdk_http_client.h"
#include "fakestream/aws_sdk/sdk_lines.h"
#include "fakestream/aws_sdk/virtual_retry.h"

namespace fakestream {

// A factory whose clients reach the World that their credentials name; with credentials that nobody
// added, a call fails and says so. Otherwise as SdkHttpClientFactory. May be used from several
// threads at once.
class SdkWorlds final : public internal::SdkHttpClientFactoryBase {
 public:
  // Throws Misuse where a World that still lives is reached by another factory or its clients.
  explicit SdkWorlds(SdkHttpOptions options = {})
      : SdkHttpClientFactoryBase(std::make_shared<internal::SdkLines>(), options) {
    internal::Enlist(shared_lines(), nullptr);
  }

  // Returns credentials for clients of that World. Each call returns other ones.
  Aws::Auth::AWSCredentials Add(World& world) {
    const std::string id = "world-" + std::to_string(++added_);
    Add(world, id);
    return {internal::ToSdk(id), "secret"};
  }

  // For clients that have their credentials from elsewhere. Throws Misuse where another World that
  // still lives is reached by that id.
  void Add(World& world, const std::string& access_key_id) {
    internal::Enlist(shared_lines(), &world);
    lines().Add(access_key_id, world);
  }

 private:
  std::atomic<std::uint64_t> added_ = 0;
};

}  // namespace fakestream
