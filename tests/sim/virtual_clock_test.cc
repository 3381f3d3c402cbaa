// SPDX-License-Identifier: Apache-2.0
#include "fakestream/sim/virtual_clock.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"

namespace fakestream {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

constexpr Instant kStart{seconds{1'767'225'600}};

TEST(VirtualClockTest, StandsStillUntilSomebodyWaits) {
  VirtualClock clock(kStart);

  EXPECT_EQ(clock.Now(), kStart);
  EXPECT_EQ(clock.Elapsed(), Duration{});

  clock.Sleep(seconds{5});
  clock.Advance(seconds{2});

  EXPECT_EQ(clock.Now(), kStart + seconds{7});
  EXPECT_EQ(clock.start(), kStart);
  EXPECT_EQ(clock.Elapsed(), Duration{seconds{7}});
}

TEST(VirtualClockTest, StartsIn1970UnlessTold) {
  EXPECT_EQ(VirtualClock().Now(), Instant{});
}

TEST(VirtualClockTest, RunsAnEventOnceItsInstantIsReachedAndOnlyOnce) {
  VirtualClock clock(kStart);
  int runs = 0;
  clock.At(kStart + seconds{10}, [&] { ++runs; });

  clock.Advance(seconds{10} - microseconds{1});
  EXPECT_EQ(runs, 0);

  clock.Advance(microseconds{1});
  EXPECT_EQ(runs, 1);

  clock.Advance(hours{1});
  EXPECT_EQ(runs, 1);
}

TEST(VirtualClockTest, RunsEventsInTheOrderOfTheirTimeThenOfTheirScheduling) {
  VirtualClock clock(kStart);
  std::vector<std::string> order;
  const auto note = [&](const char* name) { return [&order, name] { order.emplace_back(name); }; };
  clock.At(kStart + seconds{3}, note("3 first"));
  clock.At(kStart + seconds{1}, note("1 first"));
  clock.At(kStart + seconds{3}, note("3 second"));
  clock.At(kStart + seconds{2}, note("2"));
  clock.At(kStart + seconds{1}, note("1 second"));
  clock.At(kStart + seconds{3}, note("3 third"));

  clock.Advance(seconds{3});

  EXPECT_THAT(order, ElementsAre("1 first", "1 second", "2", "3 first", "3 second", "3 third"));
}

TEST(VirtualClockTest, KeepsTheOrderOfManyTies) {
  VirtualClock clock(kStart);
  std::vector<int> order;
  std::vector<int> expected;
  for (int i = 0; i < 200; ++i) {
    clock.At(kStart + seconds{1}, [&order, i] { order.push_back(i); });
    expected.push_back(i);
  }

  clock.Advance(seconds{1});

  EXPECT_EQ(order, expected);
}

TEST(VirtualClockTest, ShowsEachEventItsOwnInstant) {
  VirtualClock clock(kStart);
  std::vector<Duration> seen;
  clock.At(kStart + seconds{20}, [&] { seen.push_back(clock.Elapsed()); });
  clock.At(kStart + seconds{10}, [&] { seen.push_back(clock.Elapsed()); });

  clock.Advance(hours{1});

  EXPECT_THAT(seen, ElementsAre(Duration{seconds{10}}, Duration{seconds{20}}));
  EXPECT_EQ(clock.Elapsed(), Duration{hours{1}});
}

TEST(VirtualClockTest, RunsEventsThatEventsScheduleOnTheWay) {
  VirtualClock clock(kStart);
  std::vector<std::string> order;
  clock.At(kStart + seconds{1}, [&] {
    order.emplace_back("copy");
    clock.At(clock.Now(), [&] { order.emplace_back("at once"); });
    clock.At(clock.Now() + seconds{2}, [&] { order.emplace_back("on the way"); });
    clock.At(clock.Now() + hours{1}, [&] { order.emplace_back("too late"); });
  });
  clock.At(kStart + seconds{2}, [&] { order.emplace_back("other"); });

  clock.Advance(seconds{5});
  EXPECT_THAT(order, ElementsAre("copy", "at once", "other", "on the way"));

  clock.Advance(hours{1});
  EXPECT_THAT(order, ElementsAre("copy", "at once", "other", "on the way", "too late"));
}

TEST(VirtualClockTest, RunsAnEventOfThePastAtTheNextAdvanceWithoutTurningTimeBack) {
  VirtualClock clock(kStart);
  clock.Advance(seconds{10});
  std::vector<Duration> seen;
  clock.At(kStart + seconds{3}, [&] { seen.push_back(clock.Elapsed()); });
  ASSERT_THAT(seen, IsEmpty());

  clock.Advance(Duration{});

  EXPECT_THAT(seen, ElementsAre(Duration{seconds{10}}));
}

TEST(VirtualClockTest, SleepsNotAtAllForANegativeLength) {
  VirtualClock clock;

  clock.Sleep(-seconds{90});

  EXPECT_EQ(clock.Elapsed(), Duration{});
}

TEST(VirtualClockTest, NeverGoesBackWhenAnEventAdvancesFurther) {
  VirtualClock clock;
  clock.At(Instant{seconds{1}}, [&] { clock.Advance(seconds{10}); });

  clock.Advance(seconds{2});

  EXPECT_EQ(clock.Elapsed(), seconds{11});
}

TEST(VirtualClockTest, RefusesToAdvanceByANegativeLength) {
  VirtualClock clock(kStart);

  EXPECT_THAT([&] { clock.Advance(-seconds{90}); },
              ThrowsMessage<Misuse>(HasSubstr("cannot go back; advance by a length of 0 or more, "
                                              "not -1m30s")));
  EXPECT_EQ(clock.Now(), kStart);
}

TEST(VirtualClockTest, ReachesTheLatestInstantAndRefusesToPassIt) {
  VirtualClock clock(kLatestInstant - seconds{1});

  EXPECT_THAT([&] { clock.Advance(seconds{2}); },
              ThrowsMessage<Misuse>(HasSubstr("virtual time ends with the year 9999")));
  EXPECT_THROW(clock.Advance(Duration::max()), Misuse);

  clock.Advance(seconds{1});
  EXPECT_EQ(clock.Now(), kLatestInstant);
  EXPECT_NO_THROW(clock.Advance(Duration{}));
  EXPECT_THROW(clock.Advance(microseconds{1}), Misuse);
}

TEST(VirtualClockTest, GoesOnAfterAnEventThatThrew) {
  VirtualClock clock(kStart);
  int runs = 0;
  clock.At(kStart + seconds{1}, [] { throw std::runtime_error("event"); });
  clock.At(kStart + seconds{2}, [&] { ++runs; });

  EXPECT_THROW(clock.Advance(seconds{5}), std::runtime_error);
  EXPECT_EQ(clock.Elapsed(), Duration{seconds{1}});

  clock.Advance(seconds{1});
  EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace fakestream
