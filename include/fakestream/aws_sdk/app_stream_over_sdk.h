// SPDX-License-Identifier: Apache-2.0
#pragma once

// The production side of the seam: an AppStream over the client of aws-sdk-cpp, so that code which
// was tested against a World's client ships unchanged.
//
//   Aws::AppStream::AppStreamClient client(configuration);
//   AppStreamOverSdk images(client);
//   RealClock clock;
//   ImageMirror(images, clock).Copy("golden", "eu-west-1");

#include <string>

#include <aws/appstream/AppStreamClient.h>

#include "fakestream/aws_sdk/real_clock.h"
#include "fakestream/aws_sdk/sdk_calls.h"
#include "fakestream/aws_sdk/sdk_errors.h"
#include "fakestream/aws_sdk/sdk_results.h"
#include "fakestream/service/decorator.h"

namespace fakestream {

// Every operation, member for member. Errors keep exception name, message and HTTP status; where no
// usable reply came, the code says why as far as the SDK does. What the SDK's model lacks is left
// out: members in old SDKs, and CreateUpdatedImage before 1.8.171, which then answers
// kUnknownOperation without a status. As safe for several threads as the client, which is safe.
class AppStreamOverSdk final : public OperationDispatcher<AppStreamOverSdk> {
 public:
  // The client must outlive this.
  explicit AppStreamOverSdk(const Aws::AppStream::AppStreamClient& client) : client_(&client) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    if constexpr (internal::KnownToSdk<typename Op::Request>) {
      const auto outcome = internal::Send(*client_, request);
      if (!outcome.IsSuccess()) return internal::FromSdk(outcome.GetError());
      typename Op::Result result{};
      internal::Take(outcome.GetResult(), result);
      return result;
    } else {
      return ServiceError{
          .code = ErrorCode::kUnknownOperation,
          .message = "this version of aws-sdk-cpp has no " + std::string(Op::kName)};
    }
  }

 private:
  const Aws::AppStream::AppStreamClient* client_;
};

}  // namespace fakestream
