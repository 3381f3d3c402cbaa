// SPDX-License-Identifier: Apache-2.0
#pragma once

// The seam. Code under test takes an AppStream&; in a test that is a World's client or a mock, in
// production an adapter over the real SDK client. One AppStream speaks for one account in one
// region: CopyImage copies from that region to the request's DestinationRegion.

#include "fakestream/service/operations.h"
#include "fakestream/service/outcome.h"

namespace fakestream {

class AppStream {
 public:
  AppStream() = default;
  AppStream(const AppStream&) = delete;
  AppStream& operator=(const AppStream&) = delete;
  virtual ~AppStream() = default;

  // Each answers as the service does, errors included; none throws for what the service says.
  virtual Outcome<CopyImageResult> CopyImage(const CopyImageRequest& request) = 0;
  virtual Outcome<DescribeImagesResult> DescribeImages(const DescribeImagesRequest& request) = 0;
  virtual Outcome<DeleteImageResult> DeleteImage(const DeleteImageRequest& request) = 0;
  virtual Outcome<CreateUpdatedImageResult> CreateUpdatedImage(
      const CreateUpdatedImageRequest& request) = 0;
  virtual Outcome<DescribeImagePermissionsResult> DescribeImagePermissions(
      const DescribeImagePermissionsRequest& request) = 0;
  virtual Outcome<UpdateImagePermissionsResult> UpdateImagePermissions(
      const UpdateImagePermissionsRequest& request) = 0;
  virtual Outcome<DeleteImagePermissionsResult> DeleteImagePermissions(
      const DeleteImagePermissionsRequest& request) = 0;
  virtual Outcome<TagResourceResult> TagResource(const TagResourceRequest& request) = 0;
  virtual Outcome<UntagResourceResult> UntagResource(const UntagResourceRequest& request) = 0;
  virtual Outcome<ListTagsForResourceResult> ListTagsForResource(
      const ListTagsForResourceRequest& request) = 0;
};

// The function of AppStream that is this operation.
template <class Op>
inline constexpr Outcome<typename Op::Result> (AppStream::*kMethod)(const typename Op::Request&) =
    nullptr;
template <>
inline constexpr auto kMethod<ops::CopyImage> = &AppStream::CopyImage;
template <>
inline constexpr auto kMethod<ops::DescribeImages> = &AppStream::DescribeImages;
template <>
inline constexpr auto kMethod<ops::DeleteImage> = &AppStream::DeleteImage;
template <>
inline constexpr auto kMethod<ops::CreateUpdatedImage> = &AppStream::CreateUpdatedImage;
template <>
inline constexpr auto kMethod<ops::DescribeImagePermissions> = &AppStream::DescribeImagePermissions;
template <>
inline constexpr auto kMethod<ops::UpdateImagePermissions> = &AppStream::UpdateImagePermissions;
template <>
inline constexpr auto kMethod<ops::DeleteImagePermissions> = &AppStream::DeleteImagePermissions;
template <>
inline constexpr auto kMethod<ops::TagResource> = &AppStream::TagResource;
template <>
inline constexpr auto kMethod<ops::UntagResource> = &AppStream::UntagResource;
template <>
inline constexpr auto kMethod<ops::ListTagsForResource> = &AppStream::ListTagsForResource;

// Calls the operation that is named by its tag.
template <class Op>
Outcome<typename Op::Result> Call(AppStream& service, const typename Op::Request& request) {
  return (service.*kMethod<Op>)(request);
}

// Calls the operation that the request belongs to.
Outcome<AnyResult> Call(AppStream& service, const AnyRequest& request);

}  // namespace fakestream
