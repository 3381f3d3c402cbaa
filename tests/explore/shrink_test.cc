// SPDX-License-Identifier: Apache-2.0
#include "explore/shrink.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Le;

constexpr Operation kDescribe = kOperation<ops::DescribeImages>;

ScheduledFault At(std::uint64_t call, std::size_t kind = 1, bool is_persistent = false) {
  return {.operation = kDescribe,
          .region = "eu-west-1",
          .call = call,
          .kind = kind,
          .is_persistent = is_persistent};
}

bool Has(const FaultSchedule& schedule, std::uint64_t call) {
  return std::any_of(schedule.begin(), schedule.end(),
                     [&](const ScheduledFault& fault) { return fault.call == call; });
}

TEST(ShrinkTest, KeepsTheFaultsThatMatter) {
  const FaultSchedule schedule{At(1), At(2), At(3), At(4), At(5)};

  const FaultSchedule least = Shrink(schedule, [](const FaultSchedule& candidate) {
    return Has(candidate, 2) && Has(candidate, 5);
  });

  ASSERT_EQ(least.size(), 2U);
  EXPECT_EQ(least[0].call, 2U);
  EXPECT_EQ(least[1].call, 5U);
}

TEST(ShrinkTest, FindsTheFewestOfUpToEightEvenWhereNoSingleFaultCanGo) {
  const FaultSchedule schedule{At(1), At(2), At(3), At(4)};

  // Either all of the first three, or the last alone together with nothing else.
  const FaultSchedule least = Shrink(schedule, [](const FaultSchedule& candidate) {
    return candidate.size() == 4 || (candidate.size() == 1 && Has(candidate, 4));
  });

  EXPECT_THAT(least, ElementsAre(At(4, 0)));
}

TEST(ShrinkTest, RemovesHundredsOfFaultsInFewRuns) {
  FaultSchedule schedule;
  for (std::uint64_t call = 1; call <= 300; ++call) schedule.push_back(At(call));
  std::uint64_t runs = 0;

  const FaultSchedule least = Shrink(schedule, [&](const FaultSchedule& candidate) {
    ++runs;
    return Has(candidate, 100) && Has(candidate, 201);
  });

  EXPECT_EQ(least.size(), 2U);
  EXPECT_THAT(runs, Le(kMaxShrinkRuns));
}

TEST(ShrinkTest, PrefersMilderShorterAndEarlierFaults) {
  const FaultSchedule schedule{At(9, 4, true)};

  const FaultSchedule least = Shrink(schedule, [](const FaultSchedule& candidate) {
    return candidate.size() == 1 && candidate[0].kind >= 2 && candidate[0].call >= 3;
  });

  EXPECT_THAT(least, ElementsAre(At(3, 2, false)));
}

TEST(ShrinkTest, MayEndWithoutAnyFault) {
  EXPECT_THAT(Shrink({At(1), At(2)}, [](const FaultSchedule&) { return true; }), IsEmpty());
}

TEST(ShrinkTest, ExplainsWhatElseBreaksIt) {
  const auto alternatives =
      Explain({At(1, 1)}, [](const FaultSchedule& candidate) { return candidate[0].kind <= 2; });

  EXPECT_THAT(alternatives, ElementsAre(ElementsAre("slow reply", "InternalFailure")));
}

TEST(ShrinkTest, LeavesOutWhatAMilderFaultMakesNeedless) {
  // A reset needs the second fault, too; the slow reply needs none.
  const FaultSchedule least = Shrink({At(1, 4), At(2)}, [](const FaultSchedule& candidate) {
    const bool is_slow = Has(candidate, 1) && candidate[0].kind == 0;
    return Has(candidate, 1) && (is_slow || Has(candidate, 2));
  });

  EXPECT_THAT(least, ElementsAre(At(1, 0)));
}

}  // namespace
}  // namespace fakestream
