// SPDX-License-Identifier: Apache-2.0
// How long the SDK's strategies pause on a World's clock.
#include "fakestream/aws_sdk/virtual_retry.h"

#include <chrono>
#include <cstdint>
#include <vector>

#include <aws/core/client/AWSError.h>
#include <aws/core/client/CoreErrors.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/sim/virtual_clock.h"

namespace fakestream {
namespace {

using Aws::Client::CoreErrors;
using Aws::Client::DefaultRetryStrategy;
using Aws::Client::StandardRetryStrategy;
using std::chrono::milliseconds;

const Aws::Client::AWSError<CoreErrors>& SlowDown() {
  static const Aws::Client::AWSError<CoreErrors> kError(CoreErrors::SLOW_DOWN, true);
  return kError;
}

// The pauses before the first eight retries in a World of that seed.
template <class Strategy>
std::vector<Duration> Pauses(std::uint64_t seed) {
  World world({.seed = seed});
  const VirtualRetry<Strategy> strategy(world, 20);
  std::vector<Duration> pauses;
  for (int retries = 0; retries < 8; ++retries) {
    const Duration before = world.clock().Elapsed();
    EXPECT_TRUE(strategy.ShouldRetry(SlowDown(), retries));
    pauses.push_back(world.clock().Elapsed() - before);
  }
  return pauses;
}

TEST(VirtualRetryTest, TheBackOffOfTheStandardStrategyRepeatsWithTheSeed) {
  EXPECT_EQ(Pauses<StandardRetryStrategy>(7), Pauses<StandardRetryStrategy>(7));
  EXPECT_NE(Pauses<StandardRetryStrategy>(7), Pauses<StandardRetryStrategy>(8));
}

TEST(VirtualRetryTest, TheBackOffOfTheStandardStrategyStaysInTheSdksRange) {
  const std::vector<Duration> pauses = Pauses<StandardRetryStrategy>(7);

  for (std::size_t i = 0; i < pauses.size(); ++i) {
    EXPECT_LT(pauses[i], milliseconds{1000 << i});
    EXPECT_LE(pauses[i], milliseconds{20'000});
  }
}

struct OwnPause : StandardRetryStrategy {
  using StandardRetryStrategy::StandardRetryStrategy;

  long CalculateDelayBeforeNextRetry(  // NOLINT(google-runtime-int): the SDK's
      const Aws::Client::AWSError<CoreErrors>&, long) const override {
    return 3;
  }
};

TEST(VirtualRetryTest, AStrategyThatSaysItsPauseKeepsIt) {
  EXPECT_EQ(Pauses<OwnPause>(7), std::vector<Duration>(8, milliseconds{3}));
  EXPECT_EQ(Pauses<DefaultRetryStrategy>(7)[3], milliseconds{200});
}

TEST(VirtualRetryTest, AClockAloneWillDo) {
  VirtualClock clock(Instant{});
  const VirtualRetry<DefaultRetryStrategy> strategy(clock);

  EXPECT_TRUE(strategy.ShouldRetry(SlowDown(), 3));

  EXPECT_EQ(clock.Elapsed(), milliseconds{200});
}

}  // namespace
}  // namespace fakestream
