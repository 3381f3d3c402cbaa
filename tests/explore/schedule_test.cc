// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/schedule.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::string> NamesOf(Operation operation) {
  std::vector<std::string> names;
  for (const FaultKind& kind : FaultKindsOf(operation)) names.push_back(kind.name);
  return names;
}

std::size_t KindNamed(Operation operation, const std::string& name) {
  const std::vector<std::string> names = NamesOf(operation);
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

TEST(ScheduleTest, EveryKindOfEveryOperationIsARuleThatCanFire) {
  ForEachOperation([](auto op) {
    const Operation operation = kOperation<decltype(op)>;
    for (std::size_t kind = 0; kind < FaultKindsOf(operation).size(); ++kind) {
      for (const bool is_persistent : {false, true}) {
        const ScheduledFault fault{.operation = operation,
                                   .region = "us-east-1",
                                   .call = 2,
                                   .kind = kind,
                                   .is_persistent = is_persistent};

        EXPECT_THAT(CheckRule(ToRule(fault)), IsEmpty()) << ToText(fault);
      }
    }
  });
}

TEST(ScheduleTest, KindsHaveDifferentNames) {
  ForEachOperation([](auto op) {
    const std::vector<std::string> names = NamesOf(kOperation<decltype(op)>);

    EXPECT_THAT(std::set<std::string>(names.begin(), names.end()), SizeIs(names.size()));
  });
}

TEST(ScheduleTest, KindsFollowTheOperation) {
  const std::vector<std::string> copy = NamesOf(kOperation<ops::CopyImage>);
  const std::vector<std::string> describe = NamesOf(kOperation<ops::DescribeImages>);
  const std::vector<std::string> remove = NamesOf(kOperation<ops::DeleteImage>);

  EXPECT_THAT(copy, Contains("IncompatibleImageException"));
  EXPECT_THAT(copy, Contains("timeout after the effect"));
  EXPECT_THAT(copy, Contains("is STUCK"));
  EXPECT_THAT(describe, Not(Contains("timeout after the effect")));
  EXPECT_THAT(describe, Not(Contains("ends FAILED")));
  EXPECT_THAT(remove, Contains("timeout after the effect"));
  EXPECT_THAT(remove, Not(Contains("ends FAILED")));
}

TEST(ScheduleTest, ReadsHaveNoFaultsAfterTheEffect) {
  for (const Operation read :
       {kOperation<ops::DescribeImages>, kOperation<ops::DescribeImagePermissions>,
        kOperation<ops::ListTagsForResource>}) {
    EXPECT_THAT(NamesOf(read), Not(Contains("timeout after the effect"))) << NameOf(read);
    EXPECT_THAT(NamesOf(read), Not(Contains("reset after the effect"))) << NameOf(read);
  }
}

TEST(ScheduleTest, EveryCallMayBeDeniedOrMeetAServiceThatIsAway) {
  ForEachOperation([](auto op) {
    const std::vector<std::string> names = NamesOf(kOperation<decltype(op)>);

    EXPECT_THAT(names, Contains("AccessDeniedException")) << NameOf(kOperation<decltype(op)>);
    EXPECT_THAT(names, Contains("ServiceUnavailable")) << NameOf(kOperation<decltype(op)>);
  });
}

TEST(ScheduleTest, AFaultIsARuleAtItsCall) {
  const Operation copy = kOperation<ops::CopyImage>;
  const ScheduledFault fault{.operation = copy,
                             .region = "us-east-1",
                             .call = 2,
                             .kind = KindNamed(copy, "timeout after the effect")};
  ScheduledFault lasting = fault;
  lasting.is_persistent = true;

  EXPECT_EQ(ToRule(fault), static_cast<Rule>(On<ops::CopyImage>()
                                                 .In("us-east-1")
                                                 .OnCall(2)
                                                 .Drops(ConnectionFault::kTimeout)
                                                 .AfterTheEffect()));
  EXPECT_EQ(ToRule(lasting).calls, (CallWindow{.first = 2}));
}

TEST(ScheduleTest, ReadsAsASentence) {
  const Operation describe = kOperation<ops::DescribeImages>;
  const FaultSchedule schedule{{.operation = kOperation<ops::CopyImage>, .region = "us-east-1"},
                               {.operation = describe,
                                .region = "eu-west-1",
                                .call = 3,
                                .kind = KindNamed(describe, "ThrottlingException"),
                                .is_persistent = true}};

  EXPECT_EQ(ToText(schedule),
            "CopyImage call 1 in us-east-1: slow reply; then "
            "DescribeImages call 3 in eu-west-1: ThrottlingException, and from then on");
  EXPECT_EQ(ToText(FaultSchedule{}), "no faults");
}

}  // namespace
}  // namespace fakestream
