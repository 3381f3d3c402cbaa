// SPDX-License-Identifier: Apache-2.0
#pragma once

// Real clients of aws-sdk-cpp whose every request goes to a World.

#include <map>
#include <memory>
#include <string>

#include <aws/appstream/AppStreamClient.h>

#include "fakestream/aws_sdk/http_client_factory.h"

namespace fakestream {

struct SdkClientOptions {
  int retries = 10;  // the SDK's default
  SdkHttpOptions http{};
};

// Clients as the SDK makes them, but for the HTTP client and the time between attempts. The World
// must outlive them.
class SdkClients {
 public:
  explicit SdkClients(World& world, SdkClientOptions options = {});

  const Aws::AppStream::AppStreamClient& In(const std::string& region);

 private:
  World* world_;
  SdkClientOptions options_;
  std::map<std::string, std::unique_ptr<Aws::AppStream::AppStreamClient>> clients_{};
};

}  // namespace fakestream
