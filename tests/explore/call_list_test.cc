// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/call_list.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/world/world.h"

namespace fakestream {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only

class CallListTest : public ::testing::Test {
 protected:
  void Copy() {
    static_cast<void>(world_.Client("us-east-1")
                          .CopyImage({.source_image_name = "golden",
                                      .destination_image_name = "golden-eu",
                                      .destination_region = "eu-west-1"}));
  }

  void Poll(const std::string& name = "golden-eu") {
    static_cast<void>(
        world_.Client("eu-west-1").DescribeImages({.names = std::vector<std::string>{name}}));
    world_.clock().Sleep(1s);
  }

  std::string Text() const { return FoldedText(CallLinesOf(world_.trace())); }

  World world_{{.images = {{.region = "us-east-1", .name = "golden"}}}};
};

TEST_F(CallListTest, FoldsEqualPollsAndKeepsTheLastCall) {
  Copy();
  for (int i = 0; i < 900; ++i) Poll();

  EXPECT_THAT(Text(), AllOf(HasSubstr("\n  #2 +0s eu-west-1 DescribeImages "),
                            HasSubstr("\n  … 898 more of the same, until #900 +14m58s …\n"
                                      "  #901 +14m59s eu-west-1 DescribeImages ")));
}

TEST_F(CallListTest, NeverLeavesOutAFaultAmongPolls) {
  world_.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCalls(500, 500));
  Copy();
  for (int i = 0; i < 900; ++i) Poll();

  EXPECT_THAT(Text(), AllOf(HasSubstr("\n  #501 "), HasSubstr("[fault 0]"),
                            HasSubstr("… 498 more of the same, until #500 "),
                            HasSubstr("… 398 more of the same, until #900 ")));
}

TEST_F(CallListTest, NeverLeavesOutAChangeOfState) {
  Copy();
  for (int i = 0; i < 1'500; ++i) Poll();

  EXPECT_THAT(Text(),
              AllOf(HasSubstr("image golden-eu: new -> COPYING"),
                    HasSubstr("image golden-eu: COPYING -> AVAILABLE"), HasSubstr("\n  #1501 ")));
}

TEST_F(CallListTest, SaysWhereAFaultMetEachOfTheSame) {
  world_.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling));
  for (int i = 0; i < 30; ++i) Poll();

  EXPECT_THAT(Text(), HasSubstr("… 28 more of the same, faults included, until #29 "));
}

TEST_F(CallListTest, FoldsCallsThatTakeTurns) {
  for (int i = 0; i < 100; ++i) {
    Poll("one");
    Poll("other");
  }

  EXPECT_THAT(Text(), AllOf(HasSubstr("\n  … these 2 calls 98 more times, until #198 "),
                            HasSubstr("\n  #199 "), HasSubstr("\n  #200 ")));
}

TEST_F(CallListTest, LeavesCallsThatNoFaultMetOutOfTheMiddle) {
  world_.Inject(On<ops::DescribeImages>().Fails(ErrorCode::kThrottling).OnCalls(500, 500));
  for (int i = 1; i <= 1'000; ++i) Poll("image-" + std::to_string(i));

  EXPECT_THAT(Text(), AllOf(HasSubstr("\"image-20\""), HasSubstr("\n  … 479 more calls …\n  #500 "),
                            HasSubstr("\n  … 495 more calls …\n  #996 "),
                            HasSubstr("\"image-1000\""), Not(HasSubstr("\"image-21\""))));
}

TEST_F(CallListTest, OfACallAtTheBranchOnlyTheQuestionIsTold) {
  Copy();
  Copy();

  const std::vector<CallLine> lines = CallLinesOf(world_.trace(), 2);

  EXPECT_THAT(lines.back().text, AllOf(HasSubstr("#2 "), Not(HasSubstr("AlreadyExists"))));
}

TEST_F(CallListTest, IsEmptyWithoutCalls) {
  EXPECT_EQ(Text(), "");
}

}  // namespace
}  // namespace fakestream
