// SPDX-License-Identifier: Apache-2.0
#include "fakestream/testing/mock_app_stream.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

namespace fakestream {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::NaggyMock;
using ::testing::NiceMock;
using ::testing::Optional;
using ::testing::Return;
using ::testing::StrictMock;

const CopyImageRequest kRequest{.source_image_name = "golden",
                                .destination_image_name = "copy",
                                .destination_region = "eu-west-1"};

TEST(MockAppStreamTest, ReturnsAResult) {
  StrictMock<MockAppStream> images;
  EXPECT_CALL(images, CopyImage(Field(&CopyImageRequest::destination_region,
                                      Optional(std::string("eu-west-1")))))
      .WillOnce(Return(CopyImageResult{"copy"}));

  EXPECT_THAT(images.CopyImage(kRequest), SucceedsWith(CopyImageResult{"copy"}));
}

TEST(MockAppStreamTest, ReturnsAnErrorAndThenAResult) {
  StrictMock<MockAppStream> images;
  EXPECT_CALL(images, CopyImage)
      .WillOnce(Return(MakeError(ErrorCode::kThrottling)))
      .WillOnce(Return(CopyImageResult{"copy"}));

  EXPECT_THAT(images.CopyImage(kRequest), FailsWith(ErrorCode::kThrottling));
  EXPECT_THAT(images.CopyImage(kRequest), Succeeds());
}

TEST(MockAppStreamTest, DelegatesToAWorldWhatNoExpectationAnswers) {
  World world({.images = {{.name = "golden"}}});
  NiceMock<MockAppStream> images;
  images.DelegateTo(world.Client());
  EXPECT_CALL(images, CopyImage)
      .WillOnce(Return(MakeError(ErrorCode::kThrottling)))
      .WillOnce(::testing::DoDefault());

  EXPECT_THAT(images.CopyImage(kRequest), FailsWith(ErrorCode::kThrottling));
  EXPECT_THAT(images.CopyImage(kRequest), Succeeds());
  EXPECT_THAT(world, HasImage("eu-west-1", "copy", ImageState::kCopying));
}

TEST(MockAppStreamTest, DelegatesEveryOperation) {
  World world;
  NiceMock<MockAppStream> images;
  images.DelegateTo(world.Client());

  ForEachOperation([&](auto op) { (void)Call<decltype(op)>(images, {}); });

  EXPECT_EQ(world.trace().calls(), kOperationCount);
}

// Every operation has an answer of its own for a call that nobody expected.
TEST(MockAppStreamTest, ThrowsWhatToWriteWhenItHasNoAnswer) {
  NiceMock<MockAppStream> images;
  ForEachOperation([&](auto op) {
    using Op = decltype(op);
    try {
      (void)Call<Op>(images, {});
      FAIL() << Op::kName << " had an answer";
    } catch (const Misuse& misuse) {
      EXPECT_THAT(misuse.what(),
                  AllOf(HasSubstr("EXPECT_CALL(mock, " + std::string(Op::kName) + ")"),
                        HasSubstr("DelegateTo")));
    }
  });
}

TEST(MockAppStreamTest, MayBeNaggy) {
  NaggyMock<MockAppStream> images;
  ON_CALL(images, DeleteImage).WillByDefault(Return(DeleteImageResult{}));
  EXPECT_CALL(images, DeleteImage(_));

  EXPECT_THAT(images.DeleteImage({.name = "golden"}), Succeeds());
}

}  // namespace
}  // namespace fakestream
