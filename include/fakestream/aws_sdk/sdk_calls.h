// SPDX-License-Identifier: Apache-2.0
#pragma once

// Our requests as the SDK's, and the SDK's call of each. For app_stream_over_sdk.h.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <aws/appstream/AppStreamClient.h>
#include <aws/appstream/model/CopyImageRequest.h>
#include <aws/appstream/model/DeleteImagePermissionsRequest.h>
#include <aws/appstream/model/DeleteImageRequest.h>
#include <aws/appstream/model/DescribeImagePermissionsRequest.h>
#include <aws/appstream/model/DescribeImagesRequest.h>
#include <aws/appstream/model/ListTagsForResourceRequest.h>
#include <aws/appstream/model/TagResourceRequest.h>
#include <aws/appstream/model/UntagResourceRequest.h>
#include <aws/appstream/model/UpdateImagePermissionsRequest.h>
#include <aws/core/utils/memory/stl/AWSMap.h>
#include <aws/core/utils/memory/stl/AWSString.h>
#include <aws/core/utils/memory/stl/AWSVector.h>
#if __has_include(<aws/appstream/model/CreateUpdatedImageRequest.h>)  // since 1.8.171
#include <aws/appstream/model/CreateUpdatedImageRequest.h>
#endif
#include "fakestream/aws_sdk/sdk_text.h"
#include "fakestream/service/operations.h"

namespace fakestream::internal {

using Aws::AppStream::AppStreamClient;

inline bool ToSdk(bool value) {
  return value;
}

// The SDK's numbers are narrower; what does not fit is out of the service's range, too.
inline int ToSdk(std::int64_t number) {
  using Limits = std::numeric_limits<int>;
  return static_cast<int>(std::clamp<std::int64_t>(number, Limits::min(), Limits::max()));
}

inline Aws::Vector<Aws::String> ToSdk(const std::vector<std::string>& items) {
  Aws::Vector<Aws::String> result;
  for (const std::string& item : items) result.push_back(ToSdk(item));
  return result;
}

inline Aws::Map<Aws::String, Aws::String> ToSdk(const Tags& tags) {
  Aws::Map<Aws::String, Aws::String> result;
  for (const auto& [key, value] : tags) result[ToSdk(key)] = ToSdk(value);
  return result;
}

inline Aws::AppStream::Model::VisibilityType ToSdk(const EnumOrUnknown<Visibility>& value) {
  return Aws::AppStream::Model::VisibilityTypeMapper::GetVisibilityTypeForName(ToSdk(value.name()));
}

inline Aws::AppStream::Model::ImagePermissions ToSdk(const ImagePermissions& from) {
  Aws::AppStream::Model::ImagePermissions to;
  if (from.allow_fleet) to.SetAllowFleet(*from.allow_fleet);
  if (from.allow_image_builder) to.SetAllowImageBuilder(*from.allow_image_builder);
  return to;
}

// Each Send makes the call that our request says, and returns the SDK's outcome.
inline auto Send(const AppStreamClient& client, const CopyImageRequest& from) {
  Aws::AppStream::Model::CopyImageRequest to;
  if (from.source_image_name) to.SetSourceImageName(ToSdk(*from.source_image_name));
  if (from.destination_image_name) to.SetDestinationImageName(ToSdk(*from.destination_image_name));
  if (from.destination_region) to.SetDestinationRegion(ToSdk(*from.destination_region));
  if (from.destination_image_description) {
    to.SetDestinationImageDescription(ToSdk(*from.destination_image_description));
  }
  return client.CopyImage(to);
}

inline auto Send(const AppStreamClient& client, const DescribeImagesRequest& from) {
  Aws::AppStream::Model::DescribeImagesRequest to;
  if (from.names) to.SetNames(ToSdk(*from.names));
  if (from.arns) to.SetArns(ToSdk(*from.arns));
  if (from.type) to.SetType(ToSdk(*from.type));
  if (from.next_token) to.SetNextToken(ToSdk(*from.next_token));
  if (from.max_results) to.SetMaxResults(ToSdk(*from.max_results));
  return client.DescribeImages(to);
}

inline auto Send(const AppStreamClient& client, const DeleteImageRequest& from) {
  Aws::AppStream::Model::DeleteImageRequest to;
  if (from.name) to.SetName(ToSdk(*from.name));
  return client.DeleteImage(to);
}

#if __has_include(<aws/appstream/model/CreateUpdatedImageRequest.h>)
inline auto Send(const AppStreamClient& client, const CreateUpdatedImageRequest& from) {
  Aws::AppStream::Model::CreateUpdatedImageRequest to;
  if (from.existing_image_name) to.SetExistingImageName(ToSdk(*from.existing_image_name));
  if (from.new_image_name) to.SetNewImageName(ToSdk(*from.new_image_name));
  if (from.new_image_description) to.SetNewImageDescription(ToSdk(*from.new_image_description));
  if (from.new_image_display_name) to.SetNewImageDisplayName(ToSdk(*from.new_image_display_name));
  if (from.new_image_tags) to.SetNewImageTags(ToSdk(*from.new_image_tags));
  if (from.dry_run) to.SetDryRun(ToSdk(*from.dry_run));
  return client.CreateUpdatedImage(to);
}
#endif

inline auto Send(const AppStreamClient& client, const DescribeImagePermissionsRequest& from) {
  Aws::AppStream::Model::DescribeImagePermissionsRequest to;
  if (from.name) to.SetName(ToSdk(*from.name));
  if (from.max_results) to.SetMaxResults(ToSdk(*from.max_results));
  if (from.shared_aws_account_ids) to.SetSharedAwsAccountIds(ToSdk(*from.shared_aws_account_ids));
  if (from.next_token) to.SetNextToken(ToSdk(*from.next_token));
  return client.DescribeImagePermissions(to);
}

inline auto Send(const AppStreamClient& client, const UpdateImagePermissionsRequest& from) {
  Aws::AppStream::Model::UpdateImagePermissionsRequest to;
  if (from.name) to.SetName(ToSdk(*from.name));
  if (from.shared_account_id) to.SetSharedAccountId(ToSdk(*from.shared_account_id));
  if (from.image_permissions) to.SetImagePermissions(ToSdk(*from.image_permissions));
  return client.UpdateImagePermissions(to);
}

inline auto Send(const AppStreamClient& client, const DeleteImagePermissionsRequest& from) {
  Aws::AppStream::Model::DeleteImagePermissionsRequest to;
  if (from.name) to.SetName(ToSdk(*from.name));
  if (from.shared_account_id) to.SetSharedAccountId(ToSdk(*from.shared_account_id));
  return client.DeleteImagePermissions(to);
}

inline auto Send(const AppStreamClient& client, const TagResourceRequest& from) {
  Aws::AppStream::Model::TagResourceRequest to;
  if (from.resource_arn) to.SetResourceArn(ToSdk(*from.resource_arn));
  if (from.tags) to.SetTags(ToSdk(*from.tags));
  return client.TagResource(to);
}

inline auto Send(const AppStreamClient& client, const UntagResourceRequest& from) {
  Aws::AppStream::Model::UntagResourceRequest to;
  if (from.resource_arn) to.SetResourceArn(ToSdk(*from.resource_arn));
  if (from.tag_keys) to.SetTagKeys(ToSdk(*from.tag_keys));
  return client.UntagResource(to);
}

inline auto Send(const AppStreamClient& client, const ListTagsForResourceRequest& from) {
  Aws::AppStream::Model::ListTagsForResourceRequest to;
  if (from.resource_arn) to.SetResourceArn(ToSdk(*from.resource_arn));
  return client.ListTagsForResource(to);
}

// Whether this version of the SDK has the operation.
template <class Request>
concept KnownToSdk = requires(const AppStreamClient& client, const Request& request) {
  Send(client, request);
};

}  // namespace fakestream::internal
