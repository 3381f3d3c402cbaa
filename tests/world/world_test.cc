// SPDX-License-Identifier: Apache-2.0
// The one thing that a test owns.
#include "fakestream/world/world.h"

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"

#include "world/gate.h"

namespace fakestream {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(WorldTest, SharesNothingWithAnotherWorld) {
  World one({.images = {{.name = "golden"}}});
  World other({.images = {{.name = "golden"}}});
  one.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).FromCall(2));

  ASSERT_TRUE(one.Client().CopyImage({"golden", "copy", "us-east-1"}));
  one.clock().Advance(minutes{5});
  one.SetAccountStatus(AccountStatus::kSuspended);

  EXPECT_EQ(other.FindImage("us-east-1", "copy"), std::nullopt);
  EXPECT_EQ(other.clock().Elapsed(), Duration{});
  EXPECT_TRUE(other.trace().events().empty());
  EXPECT_TRUE(other.script().empty());
  EXPECT_TRUE(other.Client().CopyImage({"golden", "copy", "us-east-1"}));
}

TEST(WorldTest, GivesOneClientPerRegionAndTheHomeRegionByDefault) {
  World world({.region = "eu-west-1", .images = {{.name = "golden"}}});

  EXPECT_EQ(&world.Client(), &world.Client("eu-west-1"));
  EXPECT_NE(&world.Client(), &world.Client("us-east-1"));
  EXPECT_TRUE(world.Client().DescribeImages({.names = {{"golden"}}}));
  EXPECT_FALSE(world.Client("us-east-1").DescribeImages({.names = {{"golden"}}}));
}

TEST(WorldTest, BeginsWhenItsOptionsSay) {
  const Instant now{seconds{1'000'000'000}};
  World world({.now = now});

  world.clock().Sleep(seconds{3});
  world.clock().Sleep(seconds{-3});

  EXPECT_EQ(world.clock().Now(), now + seconds{3});
  EXPECT_EQ(world.clock().Elapsed(), seconds{3});
  EXPECT_THAT([&] { world.clock().Advance(seconds{-1}); }, testing::Throws<Misuse>());
}

TEST(WorldTest, LetsEveryCallTakeItsTime) {
  World world({.timing = {.copy = {.time = seconds{3}}, .per_call = seconds{1}},
               .images = {{.name = "golden"}}});

  ASSERT_TRUE(world.Client().CopyImage({"golden", "copy", "us-east-1"}));
  ASSERT_FALSE(world.Client().CopyImage({}));
  ASSERT_TRUE(world.Client("eu-west-1").DescribeImages({}));
  EXPECT_EQ(world.clock().Elapsed(), seconds{3});
  EXPECT_EQ(world.FindImage("", "copy")->state, ImageState::kCopying);

  ASSERT_TRUE(world.Client().DescribeImages({}));
  EXPECT_EQ(world.FindImage("", "copy")->state, ImageState::kAvailable);
}

TEST(WorldTest, LetsATimeoutCostTheClientsPatience) {
  World world({.timing = {.client_timeout = seconds{45}}});
  world.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kTimeout));

  ASSERT_FALSE(world.Client().DescribeImages({}));

  EXPECT_EQ(world.clock().Elapsed(), seconds{45});
}

TEST(WorldTest, ReinstatesASuspendedAccount) {
  World world({.account = {.status = AccountStatus::kSuspended}, .images = {{.name = "golden"}}});
  const CopyImageRequest request{"golden", "copy", "eu-west-1"};
  EXPECT_EQ(world.Client().CopyImage(request).GetError().code, ErrorCode::kInvalidAccountStatus);

  world.SetAccountStatus(AccountStatus::kActive);

  EXPECT_TRUE(world.Client().CopyImage(request));
}

TEST(WorldTest, ChangesItsQuotasOnTheWay) {
  World world({.quotas = {.images = 1}, .images = {{.name = "golden"}}});
  const CopyImageRequest request{"golden", "copy", "us-east-1"};
  EXPECT_EQ(world.Client().CopyImage(request).GetError().code, ErrorCode::kLimitExceeded);

  world.SetQuotas({.images = 2});

  EXPECT_TRUE(world.Client().CopyImage(request));
}

TEST(WorldTest, RefusesGivenImagesThatMakeNoSense) {
  EXPECT_THAT([] { World world({.images = {{.name = "a b"}}}); }, testing::Throws<Misuse>());
  EXPECT_THAT(
      [] {
        World world({.images = {{.name = "a"}, {.name = "a"}}});
      },
      testing::Throws<Misuse>());
}

TEST(WorldTest, EndsAtOnceWhatIsGivenAndTakesNoTime) {
  World world(
      {.timing = {.copy = {}}, .images = {{.name = "golden", .state = ImageState::kCopying}}});

  EXPECT_EQ(world.FindImage("", "golden")->state, ImageState::kAvailable);
}

TEST(WorldTest, RefusesRulesThatCannotFireAndNamesThemAll) {
  World world;
  const Script script = {On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(0),
                         On<ops::CopyImage>().Fails(ErrorCode::kThrottling),
                         On<ops::DeleteImage>().Fails(ErrorCode::kLimitExceeded)};

  EXPECT_THAT(
      [&] { world.Inject(script); },
      ThrowsMessage<Misuse>(AllOf(
          HasSubstr("rule 0 (on CopyImage, calls 1-0: fail with LimitExceededException): /calls: "),
          HasSubstr("rule 2 (on DeleteImage: fail with LimitExceededException): /fail: DeleteImage "
                    "does not document LimitExceededException"),
          testing::Not(HasSubstr("rule 1")))));
  EXPECT_TRUE(world.script().empty());
}

TEST(WorldTest, FindsImagesAsTheServiceKnowsThem) {
  World world({.timing = {.copy = {.time = minutes{1}}, .visible = {.time = minutes{1}}},
               .images = {{.name = "golden"},
                          {.name = "golden", .owner = "100000000000"},
                          {.name = "theirs", .owner = "210987654321"}}});
  ASSERT_TRUE(world.Client().CopyImage({"golden", "hidden", "eu-west-1"}));

  EXPECT_EQ(world.FindImage("eu-west-1", "hidden")->state, ImageState::kCopying);
  EXPECT_EQ(world.FindImage("", "golden")->visibility, Visibility::kPrivate);
  EXPECT_EQ(world.FindImage("us-east-1", "theirs")->visibility, Visibility::kShared);
  EXPECT_EQ(world.FindImage("us-east-1", "their"), std::nullopt);
  EXPECT_EQ(world.FindImage("eu-west-1", "golden"), std::nullopt);
  EXPECT_EQ(world.trace().calls(), 1U);
}

TEST(WorldTest, TracesCallsBehindTheChangesThatTheyCause) {
  World world({.timing = {.copy = {.time = minutes{20}}}, .images = {{.name = "golden"}}});
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Times(1));

  ASSERT_FALSE(world.Client().CopyImage({"golden", "copy", "eu-west-1"}));
  ASSERT_TRUE(world.Client().CopyImage({"golden", "copy", "eu-west-1"}));
  world.clock().Advance(minutes{20});

  EXPECT_EQ(world.trace().ToText(),
            "#1 +0s us-east-1 CopyImage {SourceImageName: \"golden\", DestinationImageName: "
            "\"copy\", DestinationRegion: \"eu-west-1\"} -> ThrottlingException (400): Rate "
            "exceeded [fault 0]\n"
            "   +0s eu-west-1 image copy: new -> COPYING\n"
            "#2 +0s us-east-1 CopyImage {SourceImageName: \"golden\", DestinationImageName: "
            "\"copy\", DestinationRegion: \"eu-west-1\"} -> {DestinationImageName: \"copy\"}\n"
            "   +20m eu-west-1 image copy: COPYING -> AVAILABLE\n");
}

// Runs a World with a fault that depends on chance.
std::string DigestWithSeed(std::uint64_t seed) {
  World world({.images = {{.name = "golden"}}, .seed = seed});
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).WithChance(1, 2));
  for (int i = 0; i < 32; ++i) static_cast<void>(world.Client().DescribeImages({}));
  return world.trace().Digest();
}

TEST(WorldTest, DoesTheSameForTheSameSeedAndSomethingElseForAnother) {
  EXPECT_EQ(DigestWithSeed(7), DigestWithSeed(7));
  EXPECT_NE(DigestWithSeed(7), DigestWithSeed(8));
}

TEST(WorldTest, BoundsItsTraceWithoutChangingTheDigest) {
  const auto run = [](std::size_t limit) {
    auto world = std::make_unique<World>(WorldOptions{.trace_limit = limit});
    for (int i = 0; i < 5; ++i) static_cast<void>(world->Client().DescribeImages({}));
    return world;
  };
  const auto bounded = run(2);

  EXPECT_EQ(bounded->trace().events().size(), 2U);
  EXPECT_EQ(bounded->trace().dropped(), 3U);
  EXPECT_EQ(bounded->trace().Digest(), run(100)->trace().Digest());
}

TEST(WorldTest, CountsHowOftenEachRuleFired) {
  World world;
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).Times(2));
  world.Inject(On<ops::DeleteImage>().Fails(ErrorCode::kThrottling));
  for (int i = 0; i < 3; ++i) static_cast<void>(world.Client().DescribeImages({}));

  EXPECT_THAT(world.FiredCounts(), ElementsAre(2, 0));
}

// A service that breaks a promise of ours.
class BrokenService : public Decorator<BrokenService> {
 public:
  using Decorator::Decorator;

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request&) {
    throw InternalError("broken promise: 1 == 2");
  }
};

TEST(GateTest, AddsSeedAndTheLastCallsToAnInternalError) {
  std::mutex mutex;
  VirtualClock clock;
  const Timing timing;
  Trace trace(clock.Now());
  for (std::uint64_t i = 1; i <= 7; ++i) {
    CallEvent& call = trace.AddCall();
    call.number = i;
    call.region = "us-east-1";
    call.request = DeleteImageRequest{"golden"};
  }
  World world;
  BrokenService broken(world.Client());
  LimitGuard limits;
  CallerWatch callers;
  Gate gate(broken, {&mutex, &clock, &timing, &trace, &limits, &callers, 42});

  EXPECT_THAT([&] { static_cast<void>(gate.DescribeImages({})); },
              ThrowsMessage<InternalError>(
                  AllOf(testing::StartsWith("broken promise: 1 == 2\n  seed 42; the last calls:\n"
                                            "  #3 +0s us-east-1 DeleteImage {Name: \"golden\"}"),
                        HasSubstr("\n  #7 +0s"))));
  EXPECT_TRUE(mutex.try_lock());
  mutex.unlock();
}

TEST(WorldTest, AClientThatOutlivesItsWorldSaysSo) {
  AppStream* client = nullptr;
  {
    World world;
    client = &world.Client();
  }

  try {
    (void)client->DescribeImages({});
    FAIL() << "it answered";
  } catch (const Misuse& misuse) {
    EXPECT_NE(std::string(misuse.what()).find("the World of this client is gone"),
              std::string::npos);
  }
}

TEST(WorldTest, KnowsTagsAndPermissionsOfAnImageWithoutACall) {
  World world({.images = {{.name = "golden",
                           .tags = {{"team", "a"}},
                           .shared_with = {{.shared_account_id = "111111111111"}}}}});

  const std::optional<PlacedImage> placed = world.FindPlacedImage("", "golden");

  ASSERT_TRUE(placed);
  EXPECT_EQ(placed->region, "us-east-1");
  EXPECT_THAT(ToText(ToValue(*placed)),
              AllOf(HasSubstr(R"(Tags: {team: "a"})"),
                    HasSubstr(R"(SharedImagePermissionsList: [{sharedAccountId: "111111111111")")));
  EXPECT_TRUE(FindTypeMismatches(ToValue(*placed), PlacedImageType()).empty());
  EXPECT_EQ(world.FindPlacedImage("eu-west-1", "golden"), std::nullopt);
  EXPECT_EQ(world.trace().calls(), 0U);
}

TEST(WorldTest, RefusesTwoFaultsOfOneId) {
  World world;
  world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).OnCall(1).Named("outage"));

  EXPECT_THAT(
      [&] { world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling).Named("outage")); },
      ::testing::ThrowsMessage<Misuse>(HasSubstr(R"(duplicate id "outage")")));
  EXPECT_EQ(world.script().size(), 1U);
}

TEST(StrictWorldTest, NamesTheCallsThatNoRuleActedOn) {
  World strict({.is_strict = true});
  World lenient;
  for (World* world : {&strict, &lenient}) {
    world->Inject(On<ops::DescribeImages>().OnCall(2).Fails(ErrorCode::kThrottling));
    for (int i = 0; i < 3; ++i) (void)world->Client().DescribeImages({});
  }

  EXPECT_EQ(strict.UnscriptedCalls(), (std::vector<std::uint64_t>{1, 3}));
  EXPECT_TRUE(lenient.UnscriptedCalls().empty());
}

TEST(WorldTest, KnowsHowManyCallsCameBeforeEachRule) {
  World world;
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));
  (void)world.Client().DescribeImages({});
  world.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));

  EXPECT_EQ(world.CallsBeforeRules(), (std::vector<std::uint64_t>{0, 1}));
}

}  // namespace
}  // namespace fakestream
