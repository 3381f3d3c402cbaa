// SPDX-License-Identifier: Apache-2.0
// Operations that are not simulated, as clients on a wire meet them.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fault/script.h"
#include "fakestream/wire/service.h"

#include "wire/cbor.h"
#include "wire/requests.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class OtherOperationsTest : public testing::Test {
 protected:
  Exchange Send(std::string_view operation, std::string_view region = "us-east-1") {
    return service_.Handle(JsonRequest(operation, R"({"Name":"fleet"})", region), kDate);
  }

  std::string Answer(std::string_view operation, std::string_view region = "us-east-1") {
    return std::get<HttpReply>(Send(operation, region)).body;
  }

  World world_{{.images = {{.name = "golden"}}}};
  WireService service_{world_};
};

TEST_F(OtherOperationsTest, FailAsTheyAreScriptedAndSayOtherwiseThatTheyAreNotSimulated) {
  world_.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kLimitExceeded, "full").Times(1));

  EXPECT_THAT(Answer("StartFleet"), HasSubstr("OperationNotSimulated"));
  EXPECT_EQ(Answer("CreateFleet"), R"({"__type":"LimitExceededException","Message":"full"})");
  EXPECT_THAT(Answer("CreateFleet"), HasSubstr("OperationNotSimulated"));

  EXPECT_THAT(world_.Verify(), IsEmpty());
  EXPECT_EQ(world_.trace().calls(), 3U);
  EXPECT_THAT(
      world_.trace().ToText(),
      AllOf(HasSubstr("#1 +0s us-east-1 StartFleet -> OperationNotSimulated (400): fakestream"),
            HasSubstr(
                "#2 +0s us-east-1 CreateFleet -> LimitExceededException (400): full [fault 0]")));
}

TEST_F(OtherOperationsTest, MeetNoFaultWhileFaultsAreHeld) {
  World world({.is_strict = true});
  WireService service(world);
  const auto answer = [&] {
    return std::get<HttpReply>(service.Handle(JsonRequest("CreateFleet", "{}"), kDate)).body;
  };
  world.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kThrottling).OnCall(2));

  EXPECT_THAT(answer(), HasSubstr("OperationNotSimulated"));
  world.WithoutFaults([&] {
    EXPECT_THAT(answer(), HasSubstr("OperationNotSimulated"));
    static_cast<void>(world.Client().DescribeImages({}));
  });

  EXPECT_THAT(world.Verify(), SizeIs(1));
  EXPECT_THAT(world.UnscriptedCalls(), ElementsAre(1));
}

TEST_F(OtherOperationsTest, FailInCbor) {
  world_.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kResourceInUse));

  const Exchange exchange = service_.Handle(CborRequest("CreateFleet", "\xa0"), kDate);

  EXPECT_THAT(std::get<HttpReply>(exchange).body,
              HasSubstr("com.amazonaws.appstream#ResourceInUseException"));
}

TEST_F(OtherOperationsTest, LoseTheirConnections) {
  for (const ConnectionFault fault :
       {ConnectionFault::kRefused, ConnectionFault::kReset, ConnectionFault::kTimeout,
        ConnectionFault::kTruncated, ConnectionFault::kGarbage}) {
    world_.Inject(OnUnsimulated("CreateFleet").Drops(fault).Times(1));
    const Exchange exchange = Send("CreateFleet");
    if (fault == ConnectionFault::kGarbage) {
      EXPECT_THAT(std::get<HttpReply>(exchange).body, HasSubstr("garbled"));
      continue;
    }
    EXPECT_EQ(std::get<TransportFault>(exchange).fault, fault) << NameOf(fault);
  }
  EXPECT_EQ(world_.clock().Elapsed(), 60s);  // that the client waited for the lost reply
}

TEST_F(OtherOperationsTest, TakeTheTimeOfADelay) {
  world_.Inject(OnUnsimulated("CreateFleet").Takes(45s));

  EXPECT_THAT(Answer("CreateFleet"), HasSubstr("OperationNotSimulated"));

  EXPECT_EQ(world_.clock().Elapsed(), 45s);
  EXPECT_THAT(world_.trace().ToText(), HasSubstr("CreateFleet took 45s ->"));
}

TEST_F(OtherOperationsTest, AreCalledInTheRegionOfTheirScope) {
  world_.Inject(OnUnsimulated("CreateFleet").In("eu-west-1").Fails(ErrorCode::kThrottling));

  EXPECT_THAT(Answer("CreateFleet", "us-east-1"), HasSubstr("OperationNotSimulated"));
  ASSERT_EQ(world_.Verify().size(), 1U);
  EXPECT_THAT(world_.Verify().front().near_misses,
              ElementsAre(R"(call 1: region was "us-east-1", not "eu-west-1")"));
  EXPECT_THAT(Answer("CreateFleet", "eu-west-1"), HasSubstr("ThrottlingException"));
  EXPECT_THAT(world_.Verify(), IsEmpty());
}

TEST_F(OtherOperationsTest, AreAmongEveryOperation) {
  world_.Inject(OnEveryOperation().Fails(ErrorCode::kServiceUnavailable).OnCall(2));

  EXPECT_THAT(Answer("CreateFleet"), HasSubstr("OperationNotSimulated"));
  EXPECT_FALSE(world_.Client().DescribeImages({}));
  EXPECT_THAT(world_.Verify(), IsEmpty());
}

TEST_F(OtherOperationsTest, DoNotCountForSimulatedOnes) {
  world_.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kThrottling));

  EXPECT_TRUE(world_.Client().DescribeImages({}));

  ASSERT_EQ(world_.Verify().size(), 1U);
  EXPECT_THAT(ToText(world_.Verify().front()),
              AllOf(HasSubstr("no call matched it: on CreateFleet: fail with ThrottlingException"),
                    HasSubstr("CreateFleet was never called; it is not simulated")));
}

TEST_F(OtherOperationsTest, SayWhenTheFaultCameTooLate) {
  Answer("CreateFleet");
  world_.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kThrottling));

  ASSERT_EQ(world_.Verify().size(), 1U);
  EXPECT_THAT(world_.Verify().front().near_misses,
              ElementsAre("call 1: it came before the fault was injected"));
}

TEST(StrictOtherOperationsTest, MustBeScripted) {
  World world({.is_strict = true});
  world.Inject(OnUnsimulated("CreateFleet").Fails(ErrorCode::kThrottling).Times(1));
  WireService service(world);
  for (int i = 0; i < 2; ++i) {
    (void)service.Handle(JsonRequest("CreateFleet", "{}"), kDate);
  }

  EXPECT_THAT(world.UnscriptedCalls(), ElementsAre(2U));
}

TEST_F(OtherOperationsTest, AreNotCalledByAListForABody) {
  const Exchange exchange = service_.Handle(JsonRequest("CreateFleet", "[]"), kDate);

  EXPECT_THAT(std::get<HttpReply>(exchange).body, HasSubstr("SerializationException"));
  EXPECT_EQ(world_.trace().calls(), 0U);
}

}  // namespace
}  // namespace fakestream
