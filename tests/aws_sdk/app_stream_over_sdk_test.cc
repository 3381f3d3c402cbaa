// SPDX-License-Identifier: Apache-2.0
// The seam over the real SDK. What it must answer is the conformance suite's business, which runs
// in this program too; here is what that suite cannot ask.
#include "fakestream/aws_sdk/app_stream_over_sdk.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "aws_sdk/sdk_clients.h"

#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

using Aws::AppStream::AppStreamErrors;
using Aws::Http::HttpResponseCode;
using SdkError = Aws::Client::AWSError<AppStreamErrors>;

TEST(AppStreamOverSdkTest, ABrokenConnectionKeepsItsReason) {
  for (const ConnectionFault fault : {ConnectionFault::kRefused, ConnectionFault::kTimeout,
                                      ConnectionFault::kReset, ConnectionFault::kTruncated}) {
    World world({.images = {{.name = "golden"}}});
    world.Inject({On<ops::CopyImage>().Drops(fault).OnCall(1),
                  On<ops::CopyImage>().Drops(fault).AfterTheEffect().OnCall(2)});
    SdkClients clients(world, {.retries = 0});
    AppStreamOverSdk images(clients.In("us-east-1"));
    const ErrorCode reason = TransportError(fault).code;

    for (const bool is_made : {false, true}) {
      const auto copied = images.CopyImage({"golden", "copy", "eu-west-1"});

      EXPECT_EQ(copied.GetError().code, reason);
      EXPECT_EQ(copied.GetError().http_status, 0);
      EXPECT_EQ(world.FindImage("eu-west-1", "copy").has_value(), is_made);
    }
  }
}

TEST(AppStreamOverSdkTest, MembersThatEverySdkHasArriveWhole) {
  const Image details{
      .display_name = "Golden",
      .image_builder_supported = true,
      .image_builder_name = "builder",
      .platform = "WINDOWS_SERVER_2022",
      .description = "line one\nline \"two\"",
      .state_change_reason = StateChangeReason{StateChangeCode::kInternalError, "odd"},
      .applications = {{.name = "notepad",
                        .display_name = "Notepad",
                        .icon_url = "https://icons.example/1",
                        .launch_path = "C:\\notepad.exe",
                        .launch_parameters = "/a",
                        .enabled = true,
                        .metadata = {{"KEY", "value"}}}},
      .public_base_image_released_date = Instant{std::chrono::milliseconds{1500}},
      .appstream_agent_version = "LATEST",
      .image_permissions = ImagePermissions{true, false}};
  World world({.images = {{.name = "golden", .details = details}}});
  SdkClients clients(world);
  AppStreamOverSdk images(clients.In("us-east-1"));

  const auto listed = images.DescribeImages({.names = {{"golden"}}, .max_results = 5});

  // The service sends more than an old SDK reads: compare what that one knows.
  ASSERT_EQ(listed->images.size(), 1U);
  const Image& seen = listed->images[0];
  const Image sent = world.FindImage("us-east-1", "golden").value();
  EXPECT_EQ(seen.name, sent.name);
  EXPECT_EQ(seen.arn, sent.arn);
  EXPECT_EQ(seen.base_image_arn, sent.base_image_arn);
  EXPECT_EQ(seen.display_name, sent.display_name);
  EXPECT_EQ(seen.state, sent.state);
  EXPECT_EQ(seen.visibility, sent.visibility);
  EXPECT_EQ(seen.image_builder_supported, sent.image_builder_supported);
  EXPECT_EQ(seen.image_builder_name, sent.image_builder_name);
  EXPECT_EQ(seen.platform, sent.platform);
  EXPECT_EQ(seen.description, sent.description);
  EXPECT_EQ(seen.state_change_reason, sent.state_change_reason);
  EXPECT_EQ(seen.applications, sent.applications);
  EXPECT_EQ(seen.created_time, sent.created_time);
  EXPECT_EQ(seen.public_base_image_released_date, sent.public_base_image_released_date);
  EXPECT_EQ(seen.appstream_agent_version, sent.appstream_agent_version);
  EXPECT_EQ(seen.image_permissions, sent.image_permissions);
}

TEST(AppStreamOverSdkTest, ANumberThatTheSdkCannotHoldIsStillOutOfRange) {
  World world;
  SdkClients clients(world);
  AppStreamOverSdk images(clients.In("us-east-1"));

  const auto refused = images.DescribeImages({.max_results = std::int64_t{1} << 40});

  EXPECT_EQ(refused.GetError().code, ErrorCode::kValidation);
}

TEST(AppStreamOverSdkTest, AVisibilityThatNobodyKnowsReachesTheService) {
  World world;
  SdkClients clients(world);
  AppStreamOverSdk images(clients.In("us-east-1"));

  const auto refused =
      images.DescribeImages({.type = EnumOrUnknown<Visibility>::FromName("SECRET")});

  EXPECT_THAT(refused.GetError().message, testing::HasSubstr("'SECRET'"));
}

SdkError ErrorWith(const SdkError& error, HttpResponseCode status) {
  SdkError result = error;
  result.SetResponseCode(status);
  return result;
}

TEST(AppStreamOverSdkTest, AnErrorWithoutANameGoesByItsStatus) {
  const SdkError nameless(AppStreamErrors::UNKNOWN, "", "No response body.", false);

  EXPECT_EQ(internal::FromSdk(ErrorWith(nameless, HttpResponseCode::SERVICE_UNAVAILABLE)),
            (ServiceError{ErrorCode::kServiceUnavailable, "No response body.", 503}));
  EXPECT_EQ(internal::FromSdk(ErrorWith(nameless, HttpResponseCode::BAD_GATEWAY)),
            (ServiceError{ErrorCode::kInternalFailure, "No response body.", 502}));
  EXPECT_EQ(internal::FromSdk(ErrorWith(nameless, HttpResponseCode::BAD_REQUEST)),
            (ServiceError{ErrorCode::kGarbledReply, "No response body."}));
}

TEST(AppStreamOverSdkTest, AResultThatTheSdkCannotReadIsGarbled) {
  const SdkError unread(AppStreamErrors::UNKNOWN, "Json Parser Error", "no value at 1", false);

  EXPECT_EQ(internal::FromSdk(unread), (ServiceError{ErrorCode::kGarbledReply, "no value at 1"}));
}

TEST(AppStreamOverSdkTest, ARequestThatWasNeverSentHasNoStatus) {
  const SdkError unsigned_request(AppStreamErrors::VALIDATION, "", "no such host", false);

  EXPECT_EQ(internal::FromSdk(unsigned_request),
            (ServiceError{ErrorCode::kUnrecognized, "no such host", 0, "RequestNotSent"}));
}

TEST(AppStreamOverSdkTest, OtherWordsForABrokenConnectionAreUnderstood) {
  const auto code = [](const char* message) {
    return internal::FromSdk(SdkError(AppStreamErrors::NETWORK_CONNECTION, "", message, true)).code;
  };

  EXPECT_EQ(code("curlCode: 6, Couldn't resolve host name"), ErrorCode::kConnectionRefused);
  EXPECT_EQ(code("curlCode: 52, Server returned nothing (no headers, no data)"),
            ErrorCode::kConnectionReset);
  EXPECT_EQ(code("Response body length doesn't match the content-length header."),
            ErrorCode::kTruncatedReply);
  EXPECT_EQ(code("something else"), ErrorCode::kConnectionReset);
}

TEST(RealClockTest, SleepsForReal) {
  RealClock clock;
  const Instant begin = clock.Now();

  clock.Sleep(std::chrono::milliseconds{2});
  clock.Sleep(-std::chrono::hours{1});

  EXPECT_GE(clock.Now() - begin, std::chrono::milliseconds{2});
  EXPECT_LT(clock.Now() - begin, std::chrono::minutes{1});
}

}  // namespace
}  // namespace fakestream
