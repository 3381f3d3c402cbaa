// SPDX-License-Identifier: Apache-2.0
// What Inject hands out, and the windows of a rule that comes late.
#include "fakestream/world/injection.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"
#include "fakestream/world/world.h"

namespace fakestream {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

Rule Throttling(std::uint64_t times) {
  return On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Times(times);
}

int CountFailures(World& world, int calls) {
  int failures = 0;
  for (int i = 0; i < calls; ++i) failures += world.Client().DescribeImages({}) ? 0 : 1;
  return failures;
}

TEST(InjectionTest, TellsHowManyCallsItsRulesActedOn) {
  World world;
  const Injection one = world.Inject(Throttling(2));
  const Injection two = world.Inject({Throttling(3), Throttling(4)});

  CountFailures(world, 4);

  EXPECT_EQ(one.fired(), 2U);
  EXPECT_EQ(two.fired(), 2U);
}

TEST(InjectionTest, EndsItsRulesAndNoOthers) {
  World world;
  Injection one = world.Inject({Throttling(10), Throttling(10)});
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCall(3));

  EXPECT_EQ(CountFailures(world, 1), 1);
  Injection copy = one;
  copy.End();
  one.End();

  EXPECT_EQ(CountFailures(world, 2), 1);  // the other's third call
  EXPECT_EQ(one.fired(), 1U);
}

TEST(InjectionTest, IsForgivenByVerifyWhatItsWindowStillPromised) {
  World world;
  Injection fired = world.Inject(Throttling(10));
  CountFailures(world, 1);

  fired.End();

  EXPECT_THAT(world.Verify(), IsEmpty());
}

TEST(InjectionTest, IsNotForgivenThatItNeverFired) {
  World world;
  Injection never = world.Inject(On<ops::DeleteImage>().Fails(ErrorCode::kThrottling).Times(3));
  Injection optional =
      world.Inject(On<ops::DeleteImage>().Fails(ErrorCode::kThrottling).Optional());
  never.End();
  optional.End();
  static_cast<void>(world.Client().DeleteImage({.name = "golden"}));

  const std::vector<Unfired> unfired = world.Verify();

  ASSERT_EQ(unfired.size(), 1U);
  EXPECT_EQ(ToText(unfired[0]),
            "fault 0 never fired before it was ended: no call matched it: on DeleteImage, calls "
            "1-3: fail with ThrottlingException\n"
            "  nearest: call 1: it came after the fault was ended");
}

TEST(InjectionTest, ThrowsMisuseOnceItsWorldIsGone) {
  auto world = std::make_unique<World>();
  Injection injection = world->Inject(Throttling(1));
  world.reset();

  EXPECT_THAT([&] { static_cast<void>(injection.fired()); },
              ThrowsMessage<Misuse>(HasSubstr("the World of this Injection is gone")));
  EXPECT_THROW(injection.End(), Misuse);
}

TEST(InjectionTest, IsRefusedWhenItsWindowOfTimeIsOver) {
  World world;
  world.clock().Advance(hours{1});

  EXPECT_THAT(
      [&] {
        world.Inject(On<ops::DescribeImages>()
                         .Between(minutes{1}, minutes{2})
                         .Fails(ErrorCode::kThrottling));
      },
      ThrowsMessage<Misuse>(HasSubstr("its window of time is over: 1h have passed since the World "
                                      "began, from where it counts")));
  EXPECT_THAT(world.script(), IsEmpty());
}

// Calls count from the injection, time from the World's beginning, as the header says.
TEST(InjectionTest, CountsCallsFromItselfAndTimeFromTheWorldsBeginning) {
  World world;
  CountFailures(world, 5);
  world.clock().Advance(hours{1});
  world.Inject(
      On<ops::DescribeImages>().Between(hours{1}, hours{2}).Times(1).Fails(ErrorCode::kThrottling));

  EXPECT_EQ(CountFailures(world, 2), 1);
}

TEST(VerifyTest, NamesThePredicateThatDidNotHold) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(
      On<ops::DeleteImage>()
          .Where([](const DeleteImageRequest& request) { return request.name == "silver"; })
          .Fails(ErrorCode::kThrottling));
  static_cast<void>(world.Client().DeleteImage({.name = "golden"}));

  EXPECT_THAT(world.Verify().at(0).near_misses,
              ElementsAre("call 1: a predicate of .Where(…) did not hold"));
}

TEST(WorldClockTest, ThrowsMisuseOnceItsWorldIsGone) {
  WorldClock* clock = nullptr;
  {
    World world;
    clock = &world.clock();
  }

  EXPECT_THAT(
      [&] { static_cast<void>(clock->Now()); },
      ThrowsMessage<Misuse>(HasSubstr("the World of this clock is gone; declare the World")));
  EXPECT_THROW(clock->Sleep(minutes{1}), Misuse);
  EXPECT_THROW(clock->Sleep({}), Misuse);
  EXPECT_THROW(clock->Advance(minutes{1}), Misuse);
  EXPECT_THROW(static_cast<void>(clock->Elapsed()), Misuse);
}

}  // namespace
}  // namespace fakestream
