// SPDX-License-Identifier: Apache-2.0
// What a failing EXPECT shows of each public type.
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"
#include "fakestream/testing/value_printers.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::PrintToString;
using ::testing::StartsWith;

TEST(PrintersTest, ShowRequestsByTheirWireNames) {
  EXPECT_EQ(PrintToString(CopyImageRequest{.source_image_name = "golden"}),
            R"({SourceImageName: "golden"})");
  EXPECT_THAT(PrintToString(AnyRequest(DeleteImageRequest{.name = "golden"})),
              HasSubstr(R"({Name: "golden"})"));
  EXPECT_EQ(PrintToString(TagResourceResult{}), "{}");
  EXPECT_EQ(PrintToString(DescribeImagesRequest{.names = {"golden"}}.names), R"(["golden"])");
  EXPECT_EQ(PrintToString(TagResourceRequest{.tags = {{"a", "b"}}}.tags), R"({a: "b"})");
  EXPECT_EQ(PrintToString(DescribeImagesRequest{}.names), "absent");
}

TEST(PrintersTest, ShowOutcomes) {
  EXPECT_EQ(PrintToString(Outcome<CopyImageResult>(CopyImageResult{"copy"})),
            R"(success {DestinationImageName: "copy"})");
  EXPECT_EQ(PrintToString(Outcome<CopyImageResult>(MakeError(ErrorCode::kThrottling, "slow"))),
            "ThrottlingException (400): slow");
}

TEST(PrintersTest, ShowNounsByTheirWireNames) {
  EXPECT_EQ(PrintToString(Image{.name = "golden", .state = ImageState::kFailed}).substr(0, 15),
            R"({Name: "golden")");
  EXPECT_THAT(PrintToString(std::vector<Image>{{.name = "a"}}), HasSubstr(R"(Name: "a")"));
  EXPECT_THAT(PrintToString(Quotas{.images = 3}), HasSubstr("images: 3"));
  EXPECT_THAT(PrintToString(Timing{}), HasSubstr("copy: "));
}

TEST(PrintersTest, ShowEnumeratorsAndCodesByName) {
  EXPECT_EQ(PrintToString(ImageState::kAvailable), "AVAILABLE");
  EXPECT_EQ(PrintToString(std::optional(ImageState::kCopying)), "(COPYING)");
  EXPECT_EQ(PrintToString(ErrorCode::kLimitExceeded), "LimitExceededException");
  EXPECT_EQ(PrintToString(kOperation<ops::CopyImage>), "CopyImage");
  EXPECT_EQ(PrintToString(ConnectionFault::kReset), "reset");
  EXPECT_EQ(PrintToString(Verdict::kPassed), "passed");
  EXPECT_EQ(PrintToString(Unfired::Reason::kShadowed), "shadowed by an earlier fault");
  EXPECT_EQ(PrintToString(Sdk::kGo), NameOf(Sdk::kGo));
  EXPECT_EQ(PrintToString(EnumOrUnknown<Visibility>::FromName("SECRET")), "SECRET");
}

TEST(PrintersTest, ShowTimesInUnits) {
  EXPECT_EQ(PrintToString(Duration(90s)), "1m30s");
  EXPECT_EQ(PrintToString(90s), "1m30s");
  EXPECT_EQ(PrintToString(-5s), "-5s");
  EXPECT_EQ(PrintToString(*ParseInstant("2026-01-01T00:00:00Z")), "2026-01-01T00:00:00Z");
}

TEST(PrintersTest, ShowRulesMatchersAndValuesInWords) {
  const Rule rule = On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(2);

  EXPECT_EQ(PrintToString(rule), ToText(rule));
  EXPECT_EQ(PrintToString(ValueMatcher::Equals("x")), "\"x\"");
  EXPECT_EQ(PrintToString(Value(3)), "3");
  EXPECT_EQ(PrintToString(CallWindow{.first = 1, .last = 2}), "1-2");
  EXPECT_EQ(PrintToString(Chance{1, 4}), "1/4");
}

TEST(PrintersTest, ShowWhatHappened) {
  World world({.images = {{.name = "golden"}}});
  (void)world.Client().DeleteImage({.name = "golden"});

  EXPECT_THAT(PrintToString(world), AllOf(StartsWith("a World at +0s, in which this happened:\n"),
                                          HasSubstr("#1 +0s us-east-1 DeleteImage")));
  EXPECT_THAT(PrintToString(world.trace().events().back()),
              HasSubstr("2026-01-01T00:00:00Z us-east-1 DeleteImage"));
}

TEST(PrintersTest, ShowDiagnosticsInsteadOfAValueThatIsNotThere) {
  const Checked<Scenario> scenario = LoadScenario("{}", "x.json");

  EXPECT_THAT(PrintToString(scenario.diagnostics().front()), StartsWith("x.json:1:1"));
  EXPECT_THAT(PrintToString(Checked<int>(scenario.diagnostics())), StartsWith("x.json:1:1"));
  EXPECT_EQ(PrintToString(Checked<int>(3)), "3");
}

// Types that nobody taught it fall back to GoogleTest's bytes; none of the public ones may.
template <class T>
void ExpectNoBytes(const T& subject) {
  EXPECT_THAT(PrintToString(subject), Not(HasSubstr("-byte object"))) << typeid(T).name();
}

TEST(PrintersTest, ShowNoBytes) {
  ForEachOperation([](auto op) {
    using Op = decltype(op);
    ExpectNoBytes(typename Op::Request{});
    ExpectNoBytes(typename Op::Result{});
    ExpectNoBytes(Outcome<typename Op::Result>(typename Op::Result{}));
  });
  ExpectNoBytes(WorldOptions{});
  ExpectNoBytes(GivenImage{});
  ExpectNoBytes(Account{});
  ExpectNoBytes(Behavior{});
  ExpectNoBytes(CompletionRule{});
  ExpectNoBytes(TimeWindow{});
  ExpectNoBytes(Effect(Fail{.error = "x"}));
  ExpectNoBytes(Effect(Reply{}));
  ExpectNoBytes(Effect(Drop{}));
  ExpectNoBytes(Effect(Stale{}));
  ExpectNoBytes(Effect(Becomes{}));
  ExpectNoBytes(Unfired{});
  ExpectNoBytes(TraceEvent(SettingEvent{}));
  ExpectNoBytes(Mismatch{});
  ExpectNoBytes(Report{});
  ExpectNoBytes(ScenarioReport{});
  ExpectNoBytes(Scenario{});
  ExpectNoBytes(Step{});
  ExpectNoBytes(Expectation{});
  ExpectNoBytes(RetryPolicy{});
}

}  // namespace
}  // namespace fakestream
