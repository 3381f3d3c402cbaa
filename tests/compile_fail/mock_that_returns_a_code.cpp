// error: an Outcome takes a result or a ServiceError: write MakeError\(ErrorCode::kLimitExceeded\)
#include "fakestream/testing/mock_app_stream.h"

using namespace fakestream;

void Test(MockAppStream& images) {
  EXPECT_CALL(images, CopyImage).WillOnce(testing::Return(ErrorCode::kLimitExceeded));
}
