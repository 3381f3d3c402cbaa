// SPDX-License-Identifier: Apache-2.0
#pragma once

// A GoogleMock double of AppStream, for tests that watch the calls themselves.
//
//   NiceMock<MockAppStream> images;
//   images.DelegateTo(world.Client());       // behaves like the service; the calls can be watched
//   EXPECT_CALL(images, CopyImage).Times(2).WillOnce(Return(MakeError(ErrorCode::kThrottling)));
//
// Return takes a result or a ServiceError. A call for which nobody said what to return throws
// Misuse, which fails that test alone. Prefer a World where you can: it needs no canned answers.
//
// A header of its own, apart from testing.h: GoogleMock is dear to compile.

#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "fakestream/testing/printers.h"

namespace fakestream {

namespace internal {

[[noreturn]] inline void ThrowNoAnswer(std::string_view operation) {
  const std::string name(operation);
  throw Misuse("the mock has no answer for " + name + "; write EXPECT_CALL(mock, " + name +
               ").WillOnce(Return(...)), or mock.DelegateTo(world.Client())");
}

}  // namespace internal

class MockAppStream : public AppStream {
 public:
  MockAppStream() {
    SetDefaults([]<class Op>(Op) {
      return [](const typename Op::Request&) -> Outcome<typename Op::Result> {
        internal::ThrowNoAnswer(Op::kName);
      };
    });
  }

  MOCK_METHOD(Outcome<CopyImageResult>, CopyImage, (const CopyImageRequest& request), (override));
  MOCK_METHOD(Outcome<DescribeImagesResult>, DescribeImages, (const DescribeImagesRequest& request),
              (override));
  MOCK_METHOD(Outcome<DeleteImageResult>, DeleteImage, (const DeleteImageRequest& request),
              (override));
  MOCK_METHOD(Outcome<CreateUpdatedImageResult>, CreateUpdatedImage,
              (const CreateUpdatedImageRequest& request), (override));
  MOCK_METHOD(Outcome<DescribeImagePermissionsResult>, DescribeImagePermissions,
              (const DescribeImagePermissionsRequest& request), (override));
  MOCK_METHOD(Outcome<UpdateImagePermissionsResult>, UpdateImagePermissions,
              (const UpdateImagePermissionsRequest& request), (override));
  MOCK_METHOD(Outcome<DeleteImagePermissionsResult>, DeleteImagePermissions,
              (const DeleteImagePermissionsRequest& request), (override));
  MOCK_METHOD(Outcome<TagResourceResult>, TagResource, (const TagResourceRequest& request),
              (override));
  MOCK_METHOD(Outcome<UntagResourceResult>, UntagResource, (const UntagResourceRequest& request),
              (override));
  MOCK_METHOD(Outcome<ListTagsForResourceResult>, ListTagsForResource,
              (const ListTagsForResourceRequest& request), (override));

  // From now on passes calls that no expectation answers on to the target, which must outlive this.
  void DelegateTo(AppStream& target) {
    SetDefaults([&target]<class Op>(Op) {
      return [&target](const typename Op::Request& request) { return Call<Op>(target, request); };
    });
  }

 private:
  // Sets what each operation does by default to `action_of(op)`.
  template <class ActionOf>
  void SetDefaults(const ActionOf& action_of) {
    ON_CALL(*this, CopyImage).WillByDefault(action_of(ops::CopyImage{}));
    ON_CALL(*this, DescribeImages).WillByDefault(action_of(ops::DescribeImages{}));
    ON_CALL(*this, DeleteImage).WillByDefault(action_of(ops::DeleteImage{}));
    ON_CALL(*this, CreateUpdatedImage).WillByDefault(action_of(ops::CreateUpdatedImage{}));
    ON_CALL(*this, DescribeImagePermissions)
        .WillByDefault(action_of(ops::DescribeImagePermissions{}));
    ON_CALL(*this, UpdateImagePermissions).WillByDefault(action_of(ops::UpdateImagePermissions{}));
    ON_CALL(*this, DeleteImagePermissions).WillByDefault(action_of(ops::DeleteImagePermissions{}));
    ON_CALL(*this, TagResource).WillByDefault(action_of(ops::TagResource{}));
    ON_CALL(*this, UntagResource).WillByDefault(action_of(ops::UntagResource{}));
    ON_CALL(*this, ListTagsForResource).WillByDefault(action_of(ops::ListTagsForResource{}));
  }
};

}  // namespace fakestream
