// SPDX-License-Identifier: Apache-2.0
// What the Recorder writes about a call.
#include "trace/recorder.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "fault/faulty_service.h"

namespace fakestream {
namespace {

using std::chrono::seconds;

// A faulty service behind a recorder.
struct RecordedService {
  explicit RecordedService(Script script)
      : service(std::move(script), {.images = {{.name = "golden"}}}) {}

  const CallEvent& LastCall() const { return std::get<CallEvent>(trace.events().back()); }

  FaultyService service;
  Trace trace{service.clock().Now()};
  Recorder client{service.In("us-east-1"),
                  {.trace = &trace, .clock = &service.clock(), .injector = &service.injector()},
                  "us-east-1"};
};

TEST(RecorderTest, WritesRequestResultRegionAndTimes) {
  RecordedService recorded({On<ops::CopyImage>().Takes(seconds{5})});
  recorded.service.clock().Advance(seconds{2});
  const Instant before = recorded.service.clock().Now();
  const CopyImageRequest request{"golden", "copy", "eu-west-1"};

  const auto outcome = recorded.client.CopyImage(request);

  const CallEvent& call = recorded.LastCall();
  EXPECT_EQ(call.number, 1U);
  EXPECT_EQ(call.region, "us-east-1");
  EXPECT_EQ(call.start, before);
  EXPECT_EQ(call.end, before + seconds{5});
  EXPECT_EQ(call.request, AnyRequest{request});
  ASSERT_TRUE(call.succeeded());
  EXPECT_EQ(*call.result, AnyResult{*outcome});
  EXPECT_EQ(call.error, std::nullopt);
  EXPECT_EQ(call.rule, 0U);
}

TEST(RecorderTest, WritesErrorsOfTheServiceWithoutARule) {
  RecordedService recorded({});

  const auto outcome = recorded.client.CopyImage({"nobody", "copy", "eu-west-1"});

  EXPECT_EQ(recorded.LastCall().error, outcome.GetError());
  EXPECT_FALSE(recorded.LastCall().succeeded());
  EXPECT_EQ(recorded.LastCall().rule, std::nullopt);
}

TEST(RecorderTest, WritesThatASuccessWasHidden) {
  RecordedService recorded({On<ops::CopyImage>().Drops(ConnectionFault::kReset).AfterTheEffect()});

  ASSERT_FALSE(recorded.client.CopyImage({"golden", "copy", "eu-west-1"}));

  EXPECT_TRUE(recorded.LastCall().is_hidden_success);
}

TEST(RecorderTest, DoesNotBlameTheRuleOfTheCallBeforeForAnInvalidRequest) {
  RecordedService recorded({On<ops::CopyImage>().Fails(ErrorCode::kThrottling)});
  ASSERT_FALSE(recorded.client.CopyImage({"golden", "copy", "eu-west-1"}));
  ASSERT_EQ(recorded.LastCall().rule, 0U);

  ASSERT_FALSE(recorded.client.CopyImage({"not a name", "copy", "eu-west-1"}));

  EXPECT_EQ(recorded.LastCall().error->code, ErrorCode::kValidation);
  EXPECT_EQ(recorded.LastCall().rule, std::nullopt);
  EXPECT_EQ(recorded.LastCall().number, 2U);
}

}  // namespace
}  // namespace fakestream
