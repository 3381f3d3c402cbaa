// SPDX-License-Identifier: Apache-2.0
#include "fakestream/world/limits.h"

#include <exception>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/world/world.h"

namespace fakestream {
namespace {

using ::testing::SizeIs;

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only

WorldOptions Given() {
  return {.images = {{.name = "golden"}}};
}

// What the World was exhausted by; empty when it was not.
template <class Body>
std::string ExhaustedBy(Body&& body) {
  try {
    body();
  } catch (const Exhausted& exhausted) {
    return exhausted.what;
  }
  return "";
}

TEST(LimitsTest, EndCodeThatCallsForEver) {
  World world(Given());
  world.SetLimits({.calls = 10});
  int calls = 0;

  const std::string what = ExhaustedBy([&] {
    for (;; ++calls) static_cast<void>(world.Client().DescribeImages({}));
  });

  EXPECT_EQ(what, "it made more than 10 calls");
  EXPECT_EQ(calls, 10);
  EXPECT_NE(ExhaustedBy([&] { static_cast<void>(world.Client().DescribeImages({})); }), "");
  EXPECT_EQ(world.exhausted(), what);
}

TEST(LimitsTest, EndCodeThatWaitsForEver) {
  World world(Given());
  world.SetLimits({.elapsed = 60min});

  EXPECT_EQ(ExhaustedBy([&] { world.clock().Sleep(60min); }), "");
  EXPECT_EQ(world.exhausted(), "");
  EXPECT_EQ(ExhaustedBy([&] { world.clock().Sleep(1min); }),
            "it went on for more than 1h of virtual time");
}

TEST(LimitsTest, AreNoExceptionThatCodeUnderTestWouldTakeForAFailedCall) {
  World world(Given());
  world.SetLimits({.calls = 0});

  const std::string what = ExhaustedBy([&] {
    try {
      static_cast<void>(world.Client().DescribeImages({}));
    } catch (const std::exception&) {
      return;
    }
  });

  EXPECT_NE(what, "");
}

TEST(WithoutFaultsTest, NoRuleActsAndAllCount) {
  World world(Given());
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCall(2));

  const bool is_read = world.WithoutFaults([&] {
    return world.Client().DescribeImages({}).IsSuccess() &&
           world.Client().DescribeImages({}).IsSuccess();
  });

  EXPECT_TRUE(is_read);
  EXPECT_TRUE(world.Client().DescribeImages({}));  // the third
  EXPECT_THAT(world.Verify(), SizeIs(1));
}

TEST(WithoutFaultsTest, EndsWithItsBody) {
  World world(Given());
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));

  EXPECT_THROW(world.WithoutFaults([] { throw std::runtime_error("x"); }), std::runtime_error);

  EXPECT_FALSE(world.Client().DescribeImages({}));
}

TEST(WithoutFaultsTest, MayBeNested) {
  World world(Given());
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));

  world.WithoutFaults([&] {
    world.WithoutFaults([] {});
    EXPECT_TRUE(world.Client().DescribeImages({}));
  });

  EXPECT_FALSE(world.Client().DescribeImages({}));
}

TEST(LimitsTest, EndCodeThatWaitsByLookingAtTheClock) {
  World world(Given());
  world.SetLimits({.max_clock_reads = 10});
  const auto look = [&](int times) {
    return ExhaustedBy([&] {
      for (int i = 0; i < times; ++i) static_cast<void>(world.clock().Now());
    });
  };

  EXPECT_EQ(look(10), "");
  world.clock().Advance(1s);
  EXPECT_EQ(look(10), "");
  static_cast<void>(world.Client().DescribeImages({}));
  EXPECT_EQ(look(10), "");
  EXPECT_EQ(look(1), "it read the clock more than 10 times, and no time passed");
}

}  // namespace
}  // namespace fakestream
