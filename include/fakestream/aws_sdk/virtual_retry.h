// SPDX-License-Identifier: Apache-2.0
#pragma once

// A retry strategy of aws-sdk-cpp whose back-off passes on a World's clock instead of in sleep: a
// LimitExceededException that is tried 11 times takes 25.55 s of virtual time and none of the
// test's.
//
//   Aws::Client::ClientConfiguration configuration;
//   configuration.retryStrategy =
//       std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(world.clock());

#include <chrono>
#include <utility>

#include <aws/core/client/DefaultRetryStrategy.h>
#include <aws/core/client/RetryStrategy.h>

#include "fakestream/sim/clock.h"

namespace fakestream {

// Decides as the given strategy does, and waits on the clock, which must outlive this. What a
// strategy sleeps by itself, it still sleeps: AdaptiveRetryStrategy does before it sends.
template <class Strategy>
class VirtualRetry : public Strategy {
 public:
  // The further arguments are the strategy's own.
  template <class... Args>
  explicit VirtualRetry(Clock& clock, Args&&... args)
      : Strategy(std::forward<Args>(args)...), clock_(&clock) {}

  // The SDK asks how long to sleep before it asks whether to try again at all, so the clock moves
  // here, where both are known.
  bool ShouldRetry(
      const Aws::Client::AWSError<Aws::Client::CoreErrors>& error,
      long attempted_retries) const override {  // NOLINT(google-runtime-int): the SDK's
    if (!Strategy::ShouldRetry(error, attempted_retries)) return false;
    const auto pause = Strategy::CalculateDelayBeforeNextRetry(error, attempted_retries);
    clock_->Sleep(std::chrono::milliseconds{pause});
    return true;
  }

  long CalculateDelayBeforeNextRetry(  // NOLINT(google-runtime-int): the SDK's
      const Aws::Client::AWSError<Aws::Client::CoreErrors>&, long) const override {
    return 0;
  }

 private:
  Clock* clock_;
};

}  // namespace fakestream
