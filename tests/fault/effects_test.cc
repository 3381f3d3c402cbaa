// SPDX-License-Identifier: Apache-2.0
// What each effect does to a call.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "fault/faulty_service.h"

namespace fakestream {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::Optional;

const BareOptions kGolden{.images = {{.name = "golden"}}};

TEST(FailEffectTest, AnswersTheErrorBeforeTheServiceActs) {
  FaultyService service({On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded)}, kGolden);

  const auto copied = service->CopyImage({"golden", "copy", "eu-west-1"});

  EXPECT_EQ(copied.GetError(), MakeError(ErrorCode::kLimitExceeded));
  EXPECT_EQ(copied.GetError().http_status, 400);
  EXPECT_EQ(service.service().Find("eu-west-1", "copy"), std::nullopt);
  EXPECT_EQ(service.injector().last_act().rule, 0U);
  EXPECT_FALSE(service.injector().last_act().is_hidden_success);
}

TEST(FailEffectTest, TakesMessageAndStatusFromTheRule) {
  FaultyService service(
      {Rule{.on = kOperation<ops::CopyImage>,
            .effect = Fail{.error = "ThrottlingException", .message = "slow down", .status = 429}}},
      kGolden);

  const ServiceError error = service->CopyImage({"golden", "copy", "eu-west-1"}).GetError();

  EXPECT_EQ(
      error,
      (ServiceError{.code = ErrorCode::kThrottling, .message = "slow down", .http_status = 429}));
}

TEST(FailEffectTest, AnswersNotFoundWithTheStatusOfTheBehavior) {
  const Rule not_found = On<ops::DescribeImages>().Fails(ErrorCode::kResourceNotFound);
  FaultyService usual({not_found});
  FaultyService newer({not_found}, {.behavior = {.status_of_not_found = NotFoundStatus::k404}});

  EXPECT_EQ(usual->DescribeImages({}).GetError().http_status, 400);
  EXPECT_EQ(newer->DescribeImages({}).GetError().http_status, 404);
}

TEST(FailEffectTest, AnswersWhatTheOperationDoesNotDocument) {
  FaultyService service({On<ops::DescribeImages>().Fails(ErrorCode::kLimitExceeded).Unmodeled()});

  EXPECT_EQ(service->DescribeImages({}).GetError(), MakeError(ErrorCode::kLimitExceeded));
}

TEST(FailEffectTest, KeepsANameThatNobodyKnows) {
  FaultyService service({Rule{.on = kOperation<ops::DescribeImages>,
                              .effect = Fail{.error = "BrandNewException", .message = "hm"},
                              .is_unmodeled = true}});

  const ServiceError error = service->DescribeImages({}).GetError();

  EXPECT_EQ(error.code, ErrorCode::kUnrecognized);
  EXPECT_EQ(error.name(), "BrandNewException");
  EXPECT_EQ(ToText(error), "BrandNewException (400): hm");
}

TEST(FailEffectTest, HidesASuccessWhenItComesAfterTheEffect) {
  FaultyService service(
      {On<ops::CopyImage>().Fails(ErrorCode::kInternalFailure).AfterTheEffect().Times(1)}, kGolden);

  const auto lost = service->CopyImage({"golden", "copy", "eu-west-1"});

  EXPECT_EQ(lost.GetError().code, ErrorCode::kInternalFailure);
  EXPECT_TRUE(service.injector().last_act().is_hidden_success);
  EXPECT_THAT(service.service().StateOf("eu-west-1", "copy"), Optional(ImageState::kCopying));
  EXPECT_EQ(service->CopyImage({"golden", "copy", "eu-west-1"}).GetError().code,
            ErrorCode::kResourceAlreadyExists);
}

TEST(FailEffectTest, HidesNoSuccessWhenTheServiceItselfRefused) {
  FaultyService service({On<ops::CopyImage>().Fails(ErrorCode::kInternalFailure).AfterTheEffect()});

  const auto lost = service->CopyImage({"nobody", "copy", "eu-west-1"});

  EXPECT_EQ(lost.GetError().code, ErrorCode::kInternalFailure);
  EXPECT_FALSE(service.injector().last_act().is_hidden_success);
}

TEST(DropEffectTest, LosesTheReplyBeforeOrAfterTheServiceActed) {
  FaultyService service(
      {On<ops::CopyImage>().Drops(ConnectionFault::kReset).OnCall(1),
       On<ops::CopyImage>().Drops(ConnectionFault::kTruncated).AfterTheEffect().OnCall(2)},
      kGolden);

  const auto before = service->CopyImage({"golden", "before", "eu-west-1"});
  const auto after = service->CopyImage({"golden", "after", "eu-west-1"});

  EXPECT_EQ(before.GetError(), TransportError(ConnectionFault::kReset));
  EXPECT_EQ(service.service().Find("eu-west-1", "before"), std::nullopt);
  EXPECT_EQ(after.GetError(), TransportError(ConnectionFault::kTruncated));
  EXPECT_TRUE(service.service().Find("eu-west-1", "after"));
}

TEST(DropEffectTest, CostsTheClientsPatienceOnlyForATimeout) {
  FaultyService service({On<ops::DescribeImages>().Drops(ConnectionFault::kTimeout).OnCall(1),
                         On<ops::DescribeImages>().Drops(ConnectionFault::kReset).OnCall(2)},
                        {.timing = {.client_timeout = seconds{45}}});

  EXPECT_EQ(service->DescribeImages({}).GetError().code, ErrorCode::kReplyTimeout);
  EXPECT_EQ(service.clock().Elapsed(), seconds{45});
  EXPECT_EQ(service->DescribeImages({}).GetError().code, ErrorCode::kConnectionReset);
  EXPECT_EQ(service.clock().Elapsed(), seconds{45});
}

TEST(DropEffectTest, StartsTheTransitionBeforeTheClientWaitsInVain) {
  FaultyService service({On<ops::CopyImage>().Drops(ConnectionFault::kTimeout).AfterTheEffect()},
                        {.timing = {.copy = {.time = seconds{60}}, .client_timeout = seconds{60}},
                         .images = {{.name = "golden"}}});

  ASSERT_FALSE(service->CopyImage({"golden", "copy", "eu-west-1"}));

  EXPECT_THAT(service.service().StateOf("eu-west-1", "copy"), Optional(ImageState::kAvailable));
}

TEST(DelayEffectTest, PassesAloneAndThenTheServiceActs) {
  FaultyService service({On<ops::CopyImage>().Takes(seconds{5}).Times(1)},
                        {.timing = {.copy = {.time = minutes{1}}}, .images = {{.name = "golden"}}});

  ASSERT_TRUE(service->CopyImage({"golden", "copy", "eu-west-1"}));

  EXPECT_EQ(service.clock().Elapsed(), seconds{5});
  EXPECT_EQ(service.service().Find("eu-west-1", "copy")->created_time, service.clock().Now());
  EXPECT_EQ(service.injector().last_act().rule, 0U);
}

TEST(DelayEffectTest, PassesBeforeAnotherEffect) {
  FaultyService service(
      {On<ops::DescribeImages>().Takes(seconds{5}).Drops(ConnectionFault::kTimeout)},
      {.timing = {.client_timeout = seconds{60}}});

  EXPECT_EQ(service->DescribeImages({}).GetError().code, ErrorCode::kReplyTimeout);
  EXPECT_EQ(service.clock().Elapsed(), seconds{65});
}

TEST(ReplyEffectTest, AnswersTheScriptedResultAndLeavesTheServiceAlone) {
  FaultyService service({On<ops::CopyImage>().Replies({.destination_image_name = "elsewhere"})},
                        kGolden);

  const auto copied = service->CopyImage({"golden", "copy", "eu-west-1"});

  EXPECT_EQ(copied->destination_image_name, "elsewhere");
  EXPECT_EQ(service.service().Find("eu-west-1", "copy"), std::nullopt);
}

TEST(ReplyEffectTest, AnswersAnEmptyResultToo) {
  FaultyService service({On<ops::DescribeImages>().Replies({}), On<ops::TagResource>().Replies({})},
                        kGolden);

  EXPECT_EQ(service->DescribeImages({}), DescribeImagesResult{});
  EXPECT_EQ(service->TagResource({"arn:aws:appstream:us-east-1:1:image/none", Tags{{"a", ""}}}),
            TagResourceResult{});
}

TEST(BecomesEffectTest, EndsTheTransitionThatThisCallStartsAndNoOther) {
  FaultyService service({On<ops::CopyImage>().Becomes(Ending::kFailed).OnCall(1),
                         On<ops::CopyImage>().Becomes(Ending::kStuck).OnCall(2)},
                        {.quotas = {.concurrent_copies = 3},
                         .timing = {.copy = {.time = minutes{1}}},
                         .images = {{.name = "golden"}}});
  for (const std::string name : {"failed", "stuck", "good"}) {
    ASSERT_TRUE(service->CopyImage({"golden", name, "eu-west-1"}));
  }

  service.clock().Advance(minutes{1});

  EXPECT_THAT(service.service().StateOf("eu-west-1", "failed"), Optional(ImageState::kFailed));
  EXPECT_THAT(service.service().StateOf("eu-west-1", "stuck"), Optional(ImageState::kCopying));
  EXPECT_THAT(service.service().StateOf("eu-west-1", "good"), Optional(ImageState::kAvailable));
}

TEST(BecomesEffectTest, EndsAManagedUpdateToo) {
  FaultyService service({On<ops::CreateUpdatedImage>().Becomes(Ending::kFailed)}, kGolden);
  ASSERT_TRUE(
      service->CreateUpdatedImage({.existing_image_name = "golden", .new_image_name = "newer"}));

  service.clock().Advance(std::chrono::hours{3});

  EXPECT_THAT(service.service().StateOf("us-east-1", "newer"), Optional(ImageState::kFailed));
}

TEST(StaleEffectTest, ShowsTheStateOfThatLongAgoOnce) {
  FaultyService service({On<ops::DescribeImages>().SeesStateOf(seconds{30}).OnCall(1)}, kGolden);
  service.clock().Advance(minutes{1});
  ASSERT_TRUE(service->CopyImage({"golden", "copy", "us-east-1"}));
  service.clock().Advance(seconds{10});

  const auto stale = service->DescribeImages({});
  const auto fresh = service->DescribeImages({});

  EXPECT_EQ(NamesOf(stale->images), (std::vector<std::string>{"golden"}));
  EXPECT_EQ(NamesOf(fresh->images), (std::vector<std::string>{"copy", "golden"}));
}

TEST(StaleEffectTest, LooksBackFromTheEndOfItsDelay) {
  FaultyService service({On<ops::DescribeImages>().Takes(seconds{20}).SeesStateOf(seconds{30})},
                        kGolden);
  service.clock().Advance(minutes{1});
  ASSERT_TRUE(service->CopyImage({"golden", "copy", "us-east-1"}));
  service.clock().Advance(seconds{10});

  EXPECT_EQ(NamesOf(service->DescribeImages({})->images),
            (std::vector<std::string>{"copy", "golden"}));
}

}  // namespace
}  // namespace fakestream
