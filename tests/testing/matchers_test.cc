// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;
using ::testing::_;
using ::testing::AllOf;
using ::testing::DescribeMatcher;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;
using ::testing::StringMatchResultListener;

using Copied = Outcome<CopyImageResult>;

// What a failing EXPECT_THAT would say behind "Actual".
template <class Subject, class M>
std::string Explain(const Subject& subject, const M& matcher) {
  StringMatchResultListener listener;
  ::testing::SafeMatcherCast<const Subject&>(matcher).MatchAndExplain(subject, &listener);
  return listener.str();
}

template <class Subject, class M>
std::string Describe(const M& matcher) {
  return DescribeMatcher<const Subject&>(matcher);
}

const Copied kSuccess = CopyImageResult{"copy"};
const Copied kBusy = MakeError(ErrorCode::kLimitExceeded, "two copies run");
const Copied kLost = TransportError(ConnectionFault::kTimeout);

TEST(SucceedsTest, TellsSuccessFromFailure) {
  EXPECT_THAT(kSuccess, Succeeds());
  EXPECT_THAT(kBusy, Not(Succeeds()));
  EXPECT_EQ(Describe<Copied>(Succeeds()), "succeeds");
  EXPECT_EQ(Explain(kBusy, Succeeds()), "which is a failure");
}

TEST(SucceedsWithTest, JudgesTheResult) {
  const auto named = [](const char* name) {
    return SucceedsWith(Field("name", &CopyImageResult::destination_image_name, name));
  };

  EXPECT_THAT(kSuccess, named("copy"));
  EXPECT_THAT(kSuccess, SucceedsWith(CopyImageResult{"copy"}));
  EXPECT_THAT(kSuccess, Not(named("other")));
  EXPECT_THAT(kBusy, Not(SucceedsWith(_)));
  EXPECT_EQ(Explain(kSuccess, named("other")), "whose field `name` is \"copy\"");
  EXPECT_EQ(Describe<Copied>(SucceedsWith(CopyImageResult{"x"})),
            R"(succeeds with a result that is equal to {DestinationImageName: "x"})");
}

TEST(FailsWithTest, JudgesTheErrorByItsName) {
  EXPECT_THAT(kBusy, FailsWith(ErrorCode::kLimitExceeded));
  EXPECT_THAT(kBusy, Not(FailsWith(ErrorCode::kThrottling)));
  EXPECT_THAT(kSuccess, Not(FailsWith(ErrorCode::kThrottling)));
  EXPECT_EQ(Explain(kBusy, FailsWith(ErrorCode::kThrottling)), "which is LimitExceededException");
  EXPECT_EQ(Explain(kSuccess, FailsWith(ErrorCode::kThrottling)), "which is a success");
  EXPECT_EQ(Describe<Copied>(FailsWith(ErrorCode::kThrottling)), "fails with ThrottlingException");
}

TEST(FailsWithTest, JudgesTheMessage) {
  EXPECT_THAT(kBusy, FailsWith(ErrorCode::kLimitExceeded, HasSubstr("two")));
  EXPECT_THAT(kBusy, FailsWith(ErrorCode::kLimitExceeded, "two copies run"));
  EXPECT_THAT(kBusy, Not(FailsWith(ErrorCode::kLimitExceeded, "three")));
  EXPECT_EQ(Explain(kBusy, FailsWith(ErrorCode::kLimitExceeded, "three")),
            "whose message is \"two copies run\" ");
  EXPECT_EQ(Describe<Copied>(FailsWith(ErrorCode::kLimitExceeded, "three")),
            "fails with LimitExceededException and a message that is equal to \"three\"");
}

TEST(FailsWithTest, KnowsErrorsThatTheCatalogueLacks) {
  const Copied strange = MakeNamedError("BrandNewException", "?");

  EXPECT_THAT(strange, FailsWith("BrandNewException"));
  EXPECT_THAT(strange, Not(FailsWith("OtherException")));
}

TEST(HasHttpStatusTest, KnowsRepliesAndTheirAbsence) {
  EXPECT_THAT(kBusy, HasHttpStatus(400));
  EXPECT_THAT(kSuccess, HasHttpStatus(200));
  EXPECT_THAT(kLost, HasHttpStatus(0));
  EXPECT_THAT(MakeError(ErrorCode::kServiceUnavailable), HasHttpStatus(503));
  EXPECT_THAT(kBusy, Not(HasHttpStatus(500)));
  EXPECT_EQ(Explain(kBusy, HasHttpStatus(500)), "whose status is 400");
  EXPECT_EQ(Explain(kLost, HasHttpStatus(500)), "of which no reply arrived");
}

TEST(IsRetryableByTest, FollowsTheSdk) {
  EXPECT_THAT(kBusy, IsRetryableBy(Sdk::kCpp));
  EXPECT_THAT(ErrorCode::kLimitExceeded, IsRetryableBy(Sdk::kCpp));
  EXPECT_THAT(MakeError(ErrorCode::kResourceNotFound), Not(IsRetryableBy(Sdk::kCpp)));
  EXPECT_THAT(kSuccess, Not(IsRetryableBy(Sdk::kCpp)));
  EXPECT_THAT(Explain(ErrorCode::kLimitExceeded, IsRetryableBy(Sdk::kCpp)),
              HasSubstr("sends 11 times at most"));
  EXPECT_THAT(Explain(ErrorCode::kResourceNotFound, IsRetryableBy(Sdk::kCpp)),
              HasSubstr("sends 1 time at most"));
}

class WorldMatchersTest : public testing::Test {
 protected:
  void Copy(const std::string& region) {
    (void)world_.Client().CopyImage({.source_image_name = "golden",
                                     .destination_image_name = "copy",
                                     .destination_region = region});
  }

  World world_{{.images = {{.name = "golden"}}}};
};

TEST_F(WorldMatchersTest, HasImageKnowsRegionAndState) {
  Copy("eu-west-1");

  EXPECT_THAT(world_, HasImage("", "golden"));
  EXPECT_THAT(world_, HasImage("eu-west-1", "copy", ImageState::kCopying));
  EXPECT_THAT(world_, Not(HasImage("eu-west-1", "copy", ImageState::kAvailable)));
  EXPECT_THAT(world_, Not(HasImage("us-west-2", "copy")));
}

TEST_F(WorldMatchersTest, HasImageSaysWhatIsThereInstead) {
  Copy("eu-west-1");

  EXPECT_EQ(Explain(world_, HasImage("eu-west-1", "copy", ImageState::kAvailable)),
            "which has it as COPYING");
  EXPECT_EQ(Explain(world_, HasImage("us-west-2", "copy")),
            "which has no such image there, but one in eu-west-1");
  EXPECT_EQ(Describe<World>(HasImage("eu-west-1", "copy", ImageState::kAvailable)),
            "has image copy in eu-west-1 as AVAILABLE");
}

TEST_F(WorldMatchersTest, CalledCountsRequestsThatMatch) {
  Copy("eu-west-1");
  Copy("eu-west-1");
  Copy("us-west-2");
  const auto to = [](const char* region) {
    return Called<ops::CopyImage>(Field("DestinationRegion", &CopyImageRequest::destination_region,
                                        Optional(std::string(region))));
  };

  EXPECT_THAT(world_, Called<ops::CopyImage>());
  EXPECT_THAT(world_, Called<ops::CopyImage>().Times(3));
  EXPECT_THAT(world_.trace(), to("eu-west-1").Times(2));
  EXPECT_THAT(world_, Not(to("ap-south-1")));
  EXPECT_THAT(world_, Not(Called<ops::DeleteImage>()));
  EXPECT_THAT(world_, to("ap-south-1").Times(0));
}

TEST_F(WorldMatchersTest, CalledSaysWhatWasCalledInstead) {
  Copy("eu-west-1");
  Copy("us-west-2");

  EXPECT_EQ(Explain(world_, Called<ops::DeleteImage>()),
            "which has 0 such calls; what it called is CopyImage \u00d72");
  EXPECT_THAT(Explain(world_, Called<ops::CopyImage>(Field("DestinationRegion",
                                                           &CopyImageRequest::destination_region,
                                                           Optional(std::string("us-west-2"))))),
              AllOf(HasSubstr("which has 1 such call\n  not like that: #1 {SourceImageName"),
                    HasSubstr("whose field `DestinationRegion`")));
}

TEST_F(WorldMatchersTest, OperationsAreComparesTheWholeSequence) {
  EXPECT_THAT(world_, OperationsAre<>());
  Copy("eu-west-1");
  (void)world_.Client().DescribeImages({});
  (void)world_.Client().DescribeImages({});

  EXPECT_THAT(world_, (OperationsAre<ops::CopyImage, ops::DescribeImages, ops::DescribeImages>()));
  EXPECT_THAT(world_, Not((OperationsAre<ops::CopyImage, ops::DescribeImages>())));
  EXPECT_EQ(Explain(world_, OperationsAre<ops::CopyImage>()),
            "which called CopyImage, DescribeImages \u00d72");
}

}  // namespace
}  // namespace fakestream
