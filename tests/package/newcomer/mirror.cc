// SPDX-License-Identifier: Apache-2.0
// The first test that somebody writes in a project of their own.
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"
#include "fakestream/testing/mock_app_stream.h"

namespace {

using namespace fakestream;
using namespace std::chrono_literals;
using testing::Return;

class MirrorTest : public SimulationTest {
 protected:
  MirrorTest() : SimulationTest({.images = {{.name = "golden"}}, .seed = 42}) {}

  Outcome<CopyImageResult> Copy(const std::string& name) {
    return world().Client().CopyImage({.source_image_name = "golden",
                                       .destination_image_name = name,
                                       .destination_region = "eu-west-1"});
  }
};

TEST_F(MirrorTest, IsRefusedWhileTheRegionIsBusy) {
  world().Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(1));

  EXPECT_THAT(Copy("copy"), FailsWith(ErrorCode::kLimitExceeded));
  EXPECT_THAT(Copy("copy"), Succeeds());
  world().clock().Advance(1h);
  EXPECT_THAT(world(), HasImage("eu-west-1", "copy", ImageState::kAvailable));
}

TEST_F(MirrorTest, ServesEightThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this, i] {
      for (int call = 0; call < 50; ++call) {
        (void)world().Client().DescribeImages({});
        if (i == 0) world().clock().Advance(1s);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(world().trace().calls(), 400U);
}

TEST(MirrorMockTest, IsToldWhatToAnswer) {
  MockAppStream images;
  EXPECT_CALL(images, DeleteImage).WillOnce(Return(MakeError(ErrorCode::kResourceInUse)));

  EXPECT_THAT(images.DeleteImage({.name = "golden"}), FailsWith(ErrorCode::kResourceInUse));
}

}  // namespace
