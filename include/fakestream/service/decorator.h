// SPDX-License-Identifier: Apache-2.0
#pragma once

// A base for everything that is an AppStream in one function, and one for everything that wraps
// one.
//
//   class Counter : public Decorator<Counter> {
//    public:
//     using Decorator::Decorator;
//     template <class Op>
//     Outcome<typename Op::Result> Around(const typename Op::Request& request) {
//       ++calls;
//       return Forward<Op>(request);
//     }
//     int calls = 0;
//   };

#include "fakestream/service/app_stream.h"

namespace fakestream {

// Every operation goes through Derived::Around<Op>.
template <class Derived>
class OperationDispatcher : public AppStream {
 public:
  Outcome<CopyImageResult> CopyImage(const CopyImageRequest& r) final {
    return Hook<ops::CopyImage>(r);
  }

  Outcome<DescribeImagesResult> DescribeImages(const DescribeImagesRequest& r) final {
    return Hook<ops::DescribeImages>(r);
  }

  Outcome<DeleteImageResult> DeleteImage(const DeleteImageRequest& r) final {
    return Hook<ops::DeleteImage>(r);
  }

  Outcome<CreateUpdatedImageResult> CreateUpdatedImage(const CreateUpdatedImageRequest& r) final {
    return Hook<ops::CreateUpdatedImage>(r);
  }

  Outcome<DescribeImagePermissionsResult> DescribeImagePermissions(
      const DescribeImagePermissionsRequest& r) final {
    return Hook<ops::DescribeImagePermissions>(r);
  }

  Outcome<UpdateImagePermissionsResult> UpdateImagePermissions(
      const UpdateImagePermissionsRequest& r) final {
    return Hook<ops::UpdateImagePermissions>(r);
  }

  Outcome<DeleteImagePermissionsResult> DeleteImagePermissions(
      const DeleteImagePermissionsRequest& r) final {
    return Hook<ops::DeleteImagePermissions>(r);
  }

  Outcome<TagResourceResult> TagResource(const TagResourceRequest& r) final {
    return Hook<ops::TagResource>(r);
  }

  Outcome<UntagResourceResult> UntagResource(const UntagResourceRequest& r) final {
    return Hook<ops::UntagResource>(r);
  }

  Outcome<ListTagsForResourceResult> ListTagsForResource(
      const ListTagsForResourceRequest& r) final {
    return Hook<ops::ListTagsForResource>(r);
  }

 private:
  template <class Op>
  Outcome<typename Op::Result> Hook(const typename Op::Request& request) {
    return static_cast<Derived*>(this)->template Around<Op>(request);
  }
};

template <class Derived>
class Decorator : public OperationDispatcher<Derived> {
 public:
  // The wrapped service must outlive this.
  explicit Decorator(AppStream& target) : target_(&target) {}

 protected:
  // Passes the call on to the wrapped service.
  template <class Op>
  Outcome<typename Op::Result> Forward(const typename Op::Request& request) {
    return Call<Op>(*target_, request);
  }

 private:
  AppStream* target_;
};

}  // namespace fakestream
