// SPDX-License-Identifier: Apache-2.0
#pragma once

// Results of the SDK as ours, member by member. For app_stream_over_sdk.h.
//
// The SDK's classes have grown with the service's model: a member that this version of them lacks
// is absent in our results. Where the SDK does not tell an absent text from an empty one (members
// of results themselves), empty reads as absent.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <aws/appstream/model/CopyImageResult.h>
#include <aws/appstream/model/DeleteImageResult.h>
#include <aws/appstream/model/DescribeImagePermissionsResult.h>
#include <aws/appstream/model/DescribeImagesResult.h>
#include <aws/appstream/model/ListTagsForResourceResult.h>
#include <aws/core/utils/DateTime.h>
#include <aws/core/utils/memory/stl/AWSString.h>

#include "fakestream/aws_sdk/sdk_enums.h"
#include "fakestream/aws_sdk/sdk_text.h"
#include "fakestream/service/operations.h"

namespace fakestream::internal {

// Each Take fills ours from the SDK's.
inline void Take(const Aws::String& from, std::string& to) {
  to.assign(from.data(), from.size());
}

inline void Take(bool from, bool& to) {
  to = from;
}

inline void Take(const Aws::Utils::DateTime& from, Instant& to) {
  to.since_epoch = std::chrono::milliseconds{from.Millis()};
}

template <SdkEnum From>
void Take(From from, std::string& to) {
  Take(NameInModel(from), to);
}
template <class From>
void Take(const From& from, StateChangeReason& to);
template <class From>
void Take(const From& from, S3Location& to);
template <class From>
void Take(const From& from, Application& to);
template <class From>
void Take(const From& from, ImagePermissions& to);
template <class From>
void Take(const From& from, SharedImagePermissions& to);
template <class From>
void Take(const From& from, ResourceError& to);
template <class From>
void Take(const From& from, Image& to);

// A name that our set lacks is absent.
template <SdkEnum From, NamedEnum To>
void Take(const From& from, std::optional<To>& to) {
  std::string name;
  Take(from, name);
  to = EnumOf<To>(name);
}

template <class From, class To>
void Take(const From& from, std::optional<To>& to) {
  Take(from, to.emplace());
}

template <class From, class Allocator, class To>
void Take(const std::vector<From, Allocator>& from, std::vector<To>& to) {
  to.reserve(from.size());
  for (const From& item : from) Take(item, to.emplace_back());
}

template <class Map>
void Take(const Map& from, Tags& to) {
  for (const auto& [key, value] : from) {
    std::string name;
    Take(key, name);
    Take(value, to[name]);
  }
}

// Fills `to.member` from `from`, where this version of the SDK has such a member and it has been
// set.
#define FAKESTREAM_TAKE(member, Name)                               \
  if constexpr (requires { from.Name##HasBeenSet(); }) {            \
    if (from.Name##HasBeenSet()) Take(from.Get##Name(), to.member); \
  }

template <class From>
void Take(const From& from, StateChangeReason& to) {
  FAKESTREAM_TAKE(code, Code)
  FAKESTREAM_TAKE(message, Message)
}

template <class From>
void Take(const From& from, S3Location& to) {
  FAKESTREAM_TAKE(s3_bucket, S3Bucket)
  FAKESTREAM_TAKE(s3_key, S3Key)
}

template <class From>
void Take(const From& from, Application& to) {
  FAKESTREAM_TAKE(name, Name)
  FAKESTREAM_TAKE(display_name, DisplayName)
  FAKESTREAM_TAKE(icon_url, IconURL)
  FAKESTREAM_TAKE(launch_path, LaunchPath)
  FAKESTREAM_TAKE(launch_parameters, LaunchParameters)
  FAKESTREAM_TAKE(enabled, Enabled)
  FAKESTREAM_TAKE(metadata, Metadata)
  FAKESTREAM_TAKE(working_directory, WorkingDirectory)
  FAKESTREAM_TAKE(description, Description)
  FAKESTREAM_TAKE(arn, Arn)
  FAKESTREAM_TAKE(app_block_arn, AppBlockArn)
  FAKESTREAM_TAKE(icon_s3_location, IconS3Location)
  FAKESTREAM_TAKE(platforms, Platforms)
  FAKESTREAM_TAKE(instance_families, InstanceFamilies)
  FAKESTREAM_TAKE(created_time, CreatedTime)
}

template <class From>
void Take(const From& from, ImagePermissions& to) {
  FAKESTREAM_TAKE(allow_fleet, AllowFleet)
  FAKESTREAM_TAKE(allow_image_builder, AllowImageBuilder)
}

template <class From>
void Take(const From& from, SharedImagePermissions& to) {
  FAKESTREAM_TAKE(shared_account_id, SharedAccountId)
  FAKESTREAM_TAKE(image_permissions, ImagePermissions)
}

template <class From>
void Take(const From& from, ResourceError& to) {
  FAKESTREAM_TAKE(error_code, ErrorCode)
  FAKESTREAM_TAKE(error_message, ErrorMessage)
  FAKESTREAM_TAKE(error_timestamp, ErrorTimestamp)
}

template <class From>
void Take(const From& from, Image& to) {
  FAKESTREAM_TAKE(name, Name)
  FAKESTREAM_TAKE(arn, Arn)
  FAKESTREAM_TAKE(base_image_arn, BaseImageArn)
  FAKESTREAM_TAKE(display_name, DisplayName)
  FAKESTREAM_TAKE(state, State)
  FAKESTREAM_TAKE(visibility, Visibility)
  FAKESTREAM_TAKE(image_builder_supported, ImageBuilderSupported)
  FAKESTREAM_TAKE(image_builder_name, ImageBuilderName)
  FAKESTREAM_TAKE(platform, Platform)
  FAKESTREAM_TAKE(description, Description)
  FAKESTREAM_TAKE(state_change_reason, StateChangeReason)
  FAKESTREAM_TAKE(applications, Applications)
  FAKESTREAM_TAKE(created_time, CreatedTime)
  FAKESTREAM_TAKE(public_base_image_released_date, PublicBaseImageReleasedDate)
  FAKESTREAM_TAKE(appstream_agent_version, AppstreamAgentVersion)
  FAKESTREAM_TAKE(image_permissions, ImagePermissions)
  FAKESTREAM_TAKE(image_errors, ImageErrors)
  FAKESTREAM_TAKE(latest_appstream_agent_version, LatestAppstreamAgentVersion)
  FAKESTREAM_TAKE(supported_instance_families, SupportedInstanceFamilies)
  FAKESTREAM_TAKE(dynamic_app_providers_enabled, DynamicAppProvidersEnabled)
  FAKESTREAM_TAKE(image_shared_with_others, ImageSharedWithOthers)
  FAKESTREAM_TAKE(managed_software_included, ManagedSoftwareIncluded)
  FAKESTREAM_TAKE(image_type, ImageType)
}

#undef FAKESTREAM_TAKE

// A result does not say which of its members have been set.
inline void TakeText(const Aws::String& from, std::optional<std::string>& to) {
  if (!from.empty()) Take(from, to);
}

template <class From>
void TakeImage(const From& from, std::optional<Image>& to) {
  if (from.NameHasBeenSet()) Take(from, to);
}

inline void Take(const Aws::AppStream::Model::CopyImageResult& from, CopyImageResult& to) {
  Take(from.GetDestinationImageName(), to.destination_image_name);
}

inline void Take(const Aws::AppStream::Model::DescribeImagesResult& from,
                 DescribeImagesResult& to) {
  Take(from.GetImages(), to.images);
  TakeText(from.GetNextToken(), to.next_token);
}

inline void Take(const Aws::AppStream::Model::DeleteImageResult& from, DeleteImageResult& to) {
  TakeImage(from.GetImage(), to.image);
}

// A template, since not every SDK has this operation. Absent reads as false.
template <class From>
void Take(const From& from, CreateUpdatedImageResult& to) {
  TakeImage(from.GetImage(), to.image);
  to.can_update_image = from.GetCanUpdateImage();
}

inline void Take(const Aws::AppStream::Model::DescribeImagePermissionsResult& from,
                 DescribeImagePermissionsResult& to) {
  TakeText(from.GetName(), to.name);
  Take(from.GetSharedImagePermissionsList(), to.shared_image_permissions_list);
  TakeText(from.GetNextToken(), to.next_token);
}

inline void Take(const Aws::AppStream::Model::ListTagsForResourceResult& from,
                 ListTagsForResourceResult& to) {
  Take(from.GetTags(), to.tags);
}

template <class From, class To>
requires std::is_empty_v<To>

void Take(const From&, To&) {}

}  // namespace fakestream::internal
