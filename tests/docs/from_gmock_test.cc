// SPDX-License-Identifier: Apache-2.0
// How a test moves from a hand-written mock to a World, as README.md shows it.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"
#include "fakestream/testing/mock_app_stream.h"

using namespace fakestream;  // NOLINT(google-build-using-namespace): as a user writes it
using testing::NiceMock;
using testing::Return;

namespace {

// The code under test: asks for a copy, and says whether it is on its way.
bool IsAccepted(AppStream& images) {
  return images
      .CopyImage({.source_image_name = "golden",
                  .destination_image_name = "golden-eu",
                  .destination_region = "eu-west-1"})
      .IsSuccess();
}

TEST(FromGmockTest, StepOneTheMockThatYouHave) {
  NiceMock<MockAppStream> images;
  EXPECT_CALL(images, CopyImage).WillOnce(Return(MakeError(ErrorCode::kResourceNotFound)));

  EXPECT_FALSE(IsAccepted(images));
}

TEST(FromGmockTest, StepTwoTheAnswersComeFromAWorld) {
  World world;
  NiceMock<MockAppStream> images;
  images.DelegateTo(world.Client());  // no image "golden": the fake says ResourceNotFound itself
  EXPECT_CALL(images, CopyImage);     // and the mock still watches

  EXPECT_FALSE(IsAccepted(images));
}

TEST(FromGmockTest, StepThreeNoMock) {
  World world;

  EXPECT_FALSE(IsAccepted(world.Client()));
  EXPECT_THAT(world, Called<ops::CopyImage>().Times(1));
}

}  // namespace
