// SPDX-License-Identifier: Apache-2.0
#pragma once

// A retry strategy of aws-sdk-cpp whose back-off passes on a World's clock instead of in sleep: a
// LimitExceededException that is tried 11 times takes 25.55 s of virtual time and none of the
// test's.
//
//   Aws::Client::ClientConfiguration configuration;
//   configuration.retryStrategy =
//       std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(world);

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include <aws/core/client/DefaultRetryStrategy.h>
#include <aws/core/client/RetryStrategy.h>

#include "fakestream/base/check.h"
#include "fakestream/sim/clock.h"
#include "fakestream/sim/random.h"
#include "fakestream/world/weak_world.h"

namespace fakestream {

namespace internal {

// Where a strategy says how long to pause: in StandardRetryStrategy, for those that leave it to it.
using StandardPause = decltype(&Aws::Client::StandardRetryStrategy::CalculateDelayBeforeNextRetry);
template <class Strategy>
concept PausesAsStandard =
    std::is_same_v<decltype(&Strategy::CalculateDelayBeforeNextRetry), StandardPause>;

}  // namespace internal

// Decides as the given strategy does, and waits on the clock. What a strategy sleeps by itself, it
// still sleeps: AdaptiveRetryStrategy does before it sends.
//
// StandardRetryStrategy takes the length of each pause from the C library, which no seed of a test
// reaches. Here it is drawn from the World's seed: below 1 s · 2^retries, 20 s at most. The pauses
// of a strategy repeat with the seed and the order in which they are asked for.
//
// A pause that passes a limit of the World, or whose World is gone, ends the attempts.
template <class Strategy>
class VirtualRetry : public Strategy {
 public:
  // The further arguments are the strategy's own.
  template <class... Args>
  explicit VirtualRetry(World& world, Args&&... args)
      : Strategy(std::forward<Args>(args)...),
        wait_([weak = WeakWorld(world)](Duration pause) {
          return weak.Use([pause](World& found) { found.clock().Sleep(pause); });
        }),
        draws_(world.options().seed, "retry back-off") {}

  // The clock must outlive this. The seed is 0.
  template <class... Args>
  explicit VirtualRetry(Clock& clock, Args&&... args)
      : Strategy(std::forward<Args>(args)...),
        wait_([&clock](Duration pause) {
          clock.Sleep(pause);
          return true;
        }),
        draws_(0, "retry back-off") {}

  // The SDK asks how long to sleep before it asks whether to try again at all, so the clock moves
  // here, where both are known.
  bool ShouldRetry(
      const Aws::Client::AWSError<Aws::Client::CoreErrors>& error,
      long attempted_retries) const override {  // NOLINT(google-runtime-int): the SDK's
    if (!Strategy::ShouldRetry(error, attempted_retries)) return false;
    const std::chrono::milliseconds pause{PauseAfter(error, attempted_retries)};
    try {
      return wait_(pause);
    } catch (const Exhausted&) {  // Nothing may leave a thread of the SDK; the World remembers.
      return false;
    } catch (const Misuse&) {
      return false;
    }
  }

  long CalculateDelayBeforeNextRetry(  // NOLINT(google-runtime-int): the SDK's
      const Aws::Client::AWSError<Aws::Client::CoreErrors>&, long) const override {
    return 0;
  }

 private:
  std::int64_t PauseAfter(const Aws::Client::AWSError<Aws::Client::CoreErrors>& error,
                          long retries) const {  // NOLINT(google-runtime-int): the SDK's
    if constexpr (internal::PausesAsStandard<Strategy>) {
      constexpr std::int64_t kLongest = 20'000;
      const std::int64_t draw = static_cast<std::int64_t>(draws_.Below(1000, drawn_++));
      return std::min(draw << std::clamp(retries, 0L, 15L), kLongest);
    } else {
      return Strategy::CalculateDelayBeforeNextRetry(error, retries);
    }
  }

  std::function<bool(Duration)> wait_;  // false: the World is gone
  RandomStream draws_;
  mutable std::atomic<std::uint64_t> drawn_ = 0;  // the SDK asks a const strategy
};

}  // namespace fakestream
