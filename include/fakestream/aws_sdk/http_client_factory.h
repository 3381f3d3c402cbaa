// SPDX-License-Identifier: Apache-2.0
#pragma once

// A World inside aws-sdk-cpp, 1.8 or later: its HTTP client hands each request to the fake instead
// of a socket. The real AppStreamClient then does its own encoding, signing, retrying and error
// parsing, in whichever protocol it speaks, with no network.
//
//   Aws::InitAPI(options);
//   World world({.images = {{.name = "golden"}}});
//   Aws::Http::SetHttpClientFactory(std::make_shared<SdkHttpClientFactory>(world));
//   Aws::Client::ClientConfiguration configuration;
//   configuration.region = "us-east-1";
//   configuration.retryStrategy =
//       std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(world);
//   const Aws::Auth::AWSCredentials credentials("test", "test");
//   Aws::AppStream::AppStreamClient client(credentials, configuration);
//
// The region of a call is that of the client that signed it. Clients made before
// SetHttpClientFactory keep their own HTTP clients; what other services' clients send is refused,
// never sent. The SDK has one factory and changes it without a lock: for several Worlds at a time
// see sdk_worlds.h.

#include <memory>

#include "fakestream/aws_sdk/sdk_http_client.h"
#include "fakestream/aws_sdk/sdk_lines.h"
#include "fakestream/aws_sdk/virtual_retry.h"

namespace fakestream {

// For Aws::Http::SetHttpClientFactory: its clients reach one World. They may be used from several
// threads at once, the SDK's own included: each request takes the World's lock.
//
// A client whose World is gone gets NETWORK_CONNECTION, which says so, and does not try again.
//
// Past a limit of the World (World::SetLimits) a call throws Exhausted on the thread that made its
// client. On any other, as below CopyImageCallable and CopyImageAsync, it answers an error that is
// not tried again: nobody would catch what leaves a thread of the SDK. Misuse goes the same ways.
class SdkHttpClientFactory final : public internal::SdkHttpClientFactoryBase {
 public:
  // Throws Misuse where another World that still lives is reached by a factory or a client.
  explicit SdkHttpClientFactory(World& world, SdkHttpOptions options = {})
      : SdkHttpClientFactoryBase(std::make_shared<internal::SdkLines>(world), options) {
    internal::Enlist(shared_lines(), &world);
  }
};

}  // namespace fakestream
