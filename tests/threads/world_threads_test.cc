// SPDX-License-Identifier: Apache-2.0
// Clients and the clock of one World in several threads at once. Run under tsan.
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/world/weak_world.h"
#include "fakestream/world/world.h"

namespace fakestream {
namespace {

constexpr int kThreads = 8;
constexpr int kCallsEach = 200;

// Runs `work(number)` in eight threads and waits for them.
template <class Work>
void InThreads(const Work& work) {
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&work, i] { work(i); });
  for (std::thread& thread : threads) thread.join();
}

std::string RegionOf(int thread) {
  constexpr std::array<const char*, 3> kRegions = {"us-east-1", "eu-west-1", "ap-south-1"};
  return kRegions.at(static_cast<std::size_t>(thread) % kRegions.size());
}

TEST(WorldThreadsTest, TracesEveryCallOnceAndInOrderWhileTheClockMoves) {
  World world(
      {.timing = {.copy = {.time = std::chrono::seconds{3}}, .deletion = std::chrono::seconds{1}},
       .images = {{.region = "us-east-1", .name = "golden"},
                  {.region = "eu-west-1", .name = "golden"},
                  {.region = "ap-south-1", .name = "golden"}}});
  std::atomic<bool> is_done = false;
  std::thread clock([&] {
    while (!is_done) world.clock().Advance(std::chrono::milliseconds{100});
  });

  InThreads([&](int thread) {
    AppStream& client = world.Client(RegionOf(thread));
    const std::string copy = "copy-" + std::to_string(thread);
    for (int i = 0; i < kCallsEach / 4; ++i) {
      static_cast<void>(client.CopyImage({"golden", copy, RegionOf(thread + 1)}));
      static_cast<void>(client.DescribeImages({}));
      static_cast<void>(client.DeleteImage({copy}));
      static_cast<void>(client.CopyImage({}));
    }
  });
  is_done = true;
  clock.join();

  std::uint64_t expected = 1;
  Instant last = world.trace().start();
  for (const TraceEvent& event : world.trace().events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr) continue;
    ASSERT_EQ(call->number, expected++);
    ASSERT_GE(call->start, last);
    last = call->start;
  }
  EXPECT_EQ(expected - 1, static_cast<std::uint64_t>(kThreads * kCallsEach));
  EXPECT_EQ(world.trace().calls(), static_cast<std::uint64_t>(kThreads * kCallsEach));
}

TEST(WorldThreadsTest, FiresAFaultExactlyAsOftenAsItSays) {
  World world;
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Times(100));
  world.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kReset).EveryNth(4));
  std::atomic<int> throttled = 0;
  std::atomic<int> reset = 0;

  InThreads([&](int thread) {
    AppStream& client = world.Client(RegionOf(thread));
    for (int i = 0; i < kCallsEach; ++i) {
      const auto outcome = client.DescribeImages({});
      if (outcome) continue;
      if (outcome.GetError().code == ErrorCode::kThrottling) ++throttled;
      if (outcome.GetError().code == ErrorCode::kConnectionReset) ++reset;
    }
  });

  EXPECT_EQ(throttled, 100);
  EXPECT_EQ(reset, kThreads * kCallsEach / 4 - 25);
  EXPECT_THAT(world.FiredCounts(), testing::ElementsAre(100, 375));
  EXPECT_TRUE(world.Verify().empty());
}

TEST(WorldThreadsTest, LetsOneOfSeveralCopiesToTheSameNameWin) {
  World world({.images = {{.name = "golden"}}});
  std::atomic<int> won = 0;
  std::atomic<int> lost = 0;

  InThreads([&](int) {
    const auto copied = world.Client().CopyImage({"golden", "copy", "eu-west-1"});
    if (copied) ++won;
    if (!copied && copied.GetError().code == ErrorCode::kResourceAlreadyExists) ++lost;
  });

  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, kThreads - 1);
}

TEST(WorldThreadsTest, TakesFaultsAndLooksWhileCallsAreServed) {
  World world({.images = {{.name = "golden"}}});

  InThreads([&](int thread) {
    for (int i = 0; i < 50; ++i) {
      switch (thread % 4) {
        case 0:
          world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Optional());
          break;
        case 1: static_cast<void>(world.FindImage("us-east-1", "golden")); break;
        case 2: world.SetQuotas({.images = 10 + i}); break;
        default: static_cast<void>(world.Client(RegionOf(thread)).DescribeImages({}));
      }
      static_cast<void>(world.FiredCounts());
    }
  });

  EXPECT_EQ(world.script().size(), 100U);
  EXPECT_EQ(world.trace().calls(), 100U);
}

TEST(WorldThreadsTest, SharesNoStateBetweenWorlds) {
  std::array<std::string, kThreads> digests;

  InThreads([&](int thread) {
    World world({.images = {{.name = "golden"}}, .seed = 5});
    world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).WithChance(1, 2));
    for (int i = 0; i < 50; ++i) {
      static_cast<void>(
          world.Client().CopyImage({"golden", "copy-" + std::to_string(i), "eu-west-1"}));
      world.clock().Sleep(std::chrono::minutes{30});
    }
    digests.at(static_cast<std::size_t>(thread)) = world.trace().Digest();
  });

  EXPECT_EQ(std::set<std::string>(digests.begin(), digests.end()).size(), 1U);
}

TEST(WorldThreadsTest, EndsWhenNobodyUsesItAndIsThenGoneForAll) {
  for (int round = 0; round < 20; ++round) {
    auto world = std::make_unique<World>(WorldOptions{.images = {{.name = "golden"}}});
    const WeakWorld weak(*world);
    std::atomic<int> served = 0;
    std::atomic<bool> is_over = false;
    std::thread end([&] {
      while (served < kThreads) std::this_thread::yield();
      world.reset();
      is_over = true;
    });

    InThreads([&](int) {
      while (weak.Use([&](World& found) {
        EXPECT_FALSE(is_over);
        EXPECT_TRUE(found.Client().DescribeImages({}));
        ++served;
      })) {
      }
    });
    end.join();

    EXPECT_FALSE(weak.Use([](World&) {}));
  }
}

}  // namespace
}  // namespace fakestream
