// SPDX-License-Identifier: Apache-2.0
// Calls that nothing answers.
#include "fakestream/world/unanswered.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/world/world.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

constexpr OtherOperation kCreateFleet = *EnumOf<OtherOperation>("CreateFleet");
constexpr OtherOperation kDescribeSessions = *EnumOf<OtherOperation>("DescribeSessions");

TEST(UnansweredTest, AreCountedByNameWithThoseThatAreAllowed) {
  World world({.allowed_unanswered = {"DescribeSessions", "s3"}});
  (void)world.ServeOther("", kDescribeSessions);
  (void)world.ServeOther("", kCreateFleet);
  (void)world.ServeOther("eu-west-1", kCreateFleet);
  (void)world.Client().DescribeImages({});

  EXPECT_THAT(
      world.Unanswered(),
      ElementsAre(UnansweredCalls{.name = "CreateFleet", .calls = 2},
                  UnansweredCalls{.name = "DescribeSessions", .calls = 1, .is_allowed = true}));
}

TEST(UnansweredTest, AreNotThoseThatAFaultAnswersOrBreaks) {
  World world;
  world.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kLimitExceeded).Times(1));
  world.Inject(OnUnsimulated("DescribeSessions").Drops(ConnectionFault::kReset));
  (void)world.ServeOther("", kCreateFleet);
  (void)world.ServeOther("", kDescribeSessions);

  EXPECT_THAT(world.Unanswered(), IsEmpty());
  for (const TraceEvent& event : world.trace().events()) EXPECT_TRUE(IsAnswered(event));
}

TEST(UnansweredTest, AreThoseThatAFaultOnlyDelays) {
  World world;
  world.Inject(OnUnsimulated("CreateFleet").Takes(1s));
  (void)world.ServeOther("", kCreateFleet);

  EXPECT_THAT(world.Unanswered(), ElementsAre(UnansweredCalls{.name = "CreateFleet", .calls = 1}));
}

TEST(UnansweredTest, AreStillCountedWhenTheTraceHasDroppedThem) {
  World world({.trace_limit = 2});
  for (int i = 0; i < 5; ++i) (void)world.ServeOther("", kCreateFleet);

  EXPECT_EQ(world.trace().dropped(), 3U);
  EXPECT_THAT(world.Unanswered(), ElementsAre(UnansweredCalls{.name = "CreateFleet", .calls = 5}));
}

TEST(UnansweredTest, AreToldApartByTheFormOfTheirNames) {
  EXPECT_EQ(UnansweredKindOf("DescribeSessions"), UnansweredKind::kOperation);
  EXPECT_EQ(UnansweredKindOf("s3"), UnansweredKind::kService);
  EXPECT_EQ(UnansweredKindOf("ec2-messages"), UnansweredKind::kService);
  EXPECT_EQ(UnansweredKindOf("pypi.org"), UnansweredKind::kHost);
  EXPECT_EQ(UnansweredKindOf("169.254.169.254"), UnansweredKind::kHost);
  EXPECT_EQ(UnansweredKindOf("localhost"), UnansweredKind::kHost);
  for (const char* const text :
       {"", "*", "3s", "pypi.org:443", "http://pypi.org", "PyPI.org", "a b"}) {
    EXPECT_EQ(UnansweredKindOf(text), std::nullopt) << text;
  }
}

TEST(UnansweredTest, CannotBeAllowedUnderANameThatNobodyHas) {
  EXPECT_THAT([] { World({.allowed_unanswered = {"DescribeSession"}}); },
              ThrowsMessage<Misuse>(HasSubstr(R"(unknown operation "DescribeSession")")));
  EXPECT_THAT([] { World({.allowed_unanswered = {"https://pypi.org"}}); },
              ThrowsMessage<Misuse>(HasSubstr(R"(invalid name "https://pypi.org")")));
}

TEST(UnansweredTest, SayWhatToWriteInTheLanguageOfTheScript) {
  const UnansweredCalls calls{.name = "CreateFleet", .calls = 1};

  EXPECT_EQ(ToText(calls), "nothing answered CreateFleet (1 call)");
  EXPECT_THAT(
      RemediesFor(calls, ScriptStyle::kJson),
      ElementsAre(
          R"(to answer it, write in "faults": {"on": "CreateFleet", "fail": "ResourceNotFoundException"})",
          R"(to allow it, write in "given": "unanswered": {"CreateFleet": "allowed"})"));
  EXPECT_THAT(
      RemediesFor(calls, ScriptStyle::kCpp),
      ElementsAre(
          R"(to answer it, inject OnUnsimulated("CreateFleet").Fails(ErrorCode::kResourceNotFound))",
          R"(to allow it, give the World .allowed_unanswered = {"CreateFleet"})"));
  EXPECT_THAT(RemediesFor({.name = "s3", .calls = 1}, ScriptStyle::kJson),
              ElementsAre(R"(to allow it, write in "given": "unanswered": {"s3": "allowed"})"));
}

}  // namespace
}  // namespace fakestream
