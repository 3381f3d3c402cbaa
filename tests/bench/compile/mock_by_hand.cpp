// The same ten operations, mocked by whoever has the interface.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/fakestream.h"

namespace {

using namespace fakestream;

class HandMadeMock : public AppStream {
 public:
  MOCK_METHOD(Outcome<CopyImageResult>, CopyImage, (const CopyImageRequest&), (override));
  MOCK_METHOD(Outcome<DescribeImagesResult>, DescribeImages, (const DescribeImagesRequest&), (override));
  MOCK_METHOD(Outcome<DeleteImageResult>, DeleteImage, (const DeleteImageRequest&), (override));
  MOCK_METHOD(Outcome<CreateUpdatedImageResult>, CreateUpdatedImage, (const CreateUpdatedImageRequest&), (override));
  MOCK_METHOD(Outcome<DescribeImagePermissionsResult>, DescribeImagePermissions,
              (const DescribeImagePermissionsRequest&), (override));
  MOCK_METHOD(Outcome<UpdateImagePermissionsResult>, UpdateImagePermissions,
              (const UpdateImagePermissionsRequest&), (override));
  MOCK_METHOD(Outcome<DeleteImagePermissionsResult>, DeleteImagePermissions,
              (const DeleteImagePermissionsRequest&), (override));
  MOCK_METHOD(Outcome<TagResourceResult>, TagResource, (const TagResourceRequest&), (override));
  MOCK_METHOD(Outcome<UntagResourceResult>, UntagResource, (const UntagResourceRequest&), (override));
  MOCK_METHOD(Outcome<ListTagsForResourceResult>, ListTagsForResource, (const ListTagsForResourceRequest&),
              (override));
};

TEST(MockTest, Answers) {
  HandMadeMock mock;
  EXPECT_CALL(mock, DeleteImage)
      .WillOnce(testing::Return(Outcome<DeleteImageResult>(MakeError(ErrorCode::kResourceInUse))));
  EXPECT_FALSE(mock.DeleteImage({}).IsSuccess());
}

}  // namespace
