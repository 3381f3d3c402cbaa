// SPDX-License-Identifier: Apache-2.0
#pragma once

// AppStream's image operations over a ServiceState, as one account sees them in one region. It
// knows nothing of faults; requests are expected to be valid (backend/validator.h).

#include <string>

#include "backend/service_state.h"

#include "fakestream/service/app_stream.h"

namespace fakestream {

class FakeAppStream final : public AppStream {
 public:
  // The state must outlive this.
  FakeAppStream(ServiceState& state, std::string region)
      : state_(&state), region_(std::move(region)) {}

  Outcome<CopyImageResult> CopyImage(const CopyImageRequest& request) override;
  Outcome<DescribeImagesResult> DescribeImages(const DescribeImagesRequest& request) override;
  Outcome<DeleteImageResult> DeleteImage(const DeleteImageRequest& request) override;
  Outcome<CreateUpdatedImageResult> CreateUpdatedImage(
      const CreateUpdatedImageRequest& request) override;
  Outcome<DescribeImagePermissionsResult> DescribeImagePermissions(
      const DescribeImagePermissionsRequest& request) override;
  Outcome<UpdateImagePermissionsResult> UpdateImagePermissions(
      const UpdateImagePermissionsRequest& request) override;
  Outcome<DeleteImagePermissionsResult> DeleteImagePermissions(
      const DeleteImagePermissionsRequest& request) override;
  Outcome<TagResourceResult> TagResource(const TagResourceRequest& request) override;
  Outcome<UntagResourceResult> UntagResource(const UntagResourceRequest& request) override;
  Outcome<ListTagsForResourceResult> ListTagsForResource(
      const ListTagsForResourceRequest& request) override;

 private:
  ServiceState* state_;
  std::string region_;
};

}  // namespace fakestream
