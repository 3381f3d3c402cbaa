#include "fakestream/testing/mock_app_stream.h"

namespace {

TEST(MockTest, Answers) {
  fakestream::MockAppStream mock;
  EXPECT_CALL(mock, DeleteImage)
      .WillOnce(testing::Return(fakestream::MakeError(fakestream::ErrorCode::kResourceInUse)));
  EXPECT_FALSE(mock.DeleteImage({}).IsSuccess());
}

}  // namespace
