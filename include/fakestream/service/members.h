// SPDX-License-Identifier: Apache-2.0
#pragma once

// The members of every struct of the service: wire name, place and constraints, each said once.
// Encoding, decoding, validation, matching, printing, hashing and the schema are loops over these
// tables. The wire names are data, never derived: CreateUpdatedImage spells its own in lower case.

#include <string_view>
#include <tuple>

#include "fakestream/service/operations.h"
#include "fakestream/service/shapes.h"

namespace fakestream {

// What the service demands of a member. `shape` is the value's own; `items` of a list's elements or
// a map's values; `keys` of a map's keys.
struct Constraint {
  bool is_required = false;
  Shape shape{};
  Shape items{};
  Shape keys{};
};

constexpr Constraint Required(Shape shape) {
  return {.is_required = true, .shape = shape};
}

constexpr Constraint Required(Constraint constraint) {
  constraint.is_required = true;
  return constraint;
}

constexpr Constraint Optional(Shape shape) {
  return {.shape = shape};
}

constexpr Constraint ListOf(Shape items, Shape list = {}) {
  return {.shape = list, .items = items};
}

constexpr Constraint TagMap() {
  return {.shape = shapes::kTags, .items = shapes::kTagValue, .keys = shapes::kTagKey};
}

template <class Struct, class Type>
struct Member {
  constexpr Member(std::string_view wire_name, Type Struct::*place, Constraint demands = {})
      : name(wire_name), pointer(place), constraint(demands) {}

  std::string_view name;
  Type Struct::*pointer;
  Constraint constraint;
};

// The table of one struct: a tuple of Member. Empty for a struct without members.
template <class Struct>
inline constexpr std::tuple<> kMembers{};

// A struct whose members are tabled here.
template <class T>
concept Tabled = std::tuple_size_v<std::remove_cvref_t<decltype(kMembers<T>)>> >
0;

// Calls `visit(member)` for each member of the struct in the order of the service model.
template <class Struct, class Visitor>
constexpr void ForEachMember(Visitor&& visit) {
  std::apply([&](const auto&... member) { (visit(member), ...); }, kMembers<Struct>);
}

template <>
inline constexpr auto kMembers<CopyImageRequest> = std::tuple{
    Member{"SourceImageName", &CopyImageRequest::source_image_name, Required(shapes::kName)},
    Member{"DestinationImageName", &CopyImageRequest::destination_image_name,
           Required(shapes::kName)},
    Member{"DestinationRegion", &CopyImageRequest::destination_region,
           Required(shapes::kRegionName)},
    Member{"DestinationImageDescription", &CopyImageRequest::destination_image_description,
           Optional(shapes::kDescription)},
};
template <>
inline constexpr auto kMembers<CopyImageResult> =
    std::tuple{Member{"DestinationImageName", &CopyImageResult::destination_image_name}};

template <>
inline constexpr auto kMembers<DescribeImagesRequest> = std::tuple{
    Member{"Names", &DescribeImagesRequest::names, ListOf(shapes::kString)},
    Member{"Arns", &DescribeImagesRequest::arns, ListOf(shapes::kArn)},
    Member{"Type", &DescribeImagesRequest::type},
    Member{"NextToken", &DescribeImagesRequest::next_token, Optional(shapes::kString)},
    Member{"MaxResults", &DescribeImagesRequest::max_results,
           Optional(shapes::kDescribeImagesMaxResults)},
};
template <>
inline constexpr auto kMembers<DescribeImagesResult> = std::tuple{
    Member{"Images", &DescribeImagesResult::images},
    Member{"NextToken", &DescribeImagesResult::next_token},
};

template <>
inline constexpr auto kMembers<DeleteImageRequest> =
    std::tuple{Member{"Name", &DeleteImageRequest::name, Required(shapes::kName)}};
template <>
inline constexpr auto kMembers<DeleteImageResult> =
    std::tuple{Member{"Image", &DeleteImageResult::image}};

template <>
inline constexpr auto kMembers<CreateUpdatedImageRequest> = std::tuple{
    Member{"existingImageName", &CreateUpdatedImageRequest::existing_image_name,
           Required(shapes::kName)},
    Member{"newImageName", &CreateUpdatedImageRequest::new_image_name, Required(shapes::kName)},
    Member{"newImageDescription", &CreateUpdatedImageRequest::new_image_description,
           Optional(shapes::kDescription)},
    Member{"newImageDisplayName", &CreateUpdatedImageRequest::new_image_display_name,
           Optional(shapes::kDisplayName)},
    Member{"newImageTags", &CreateUpdatedImageRequest::new_image_tags, TagMap()},
    Member{"dryRun", &CreateUpdatedImageRequest::dry_run},
};
template <>
inline constexpr auto kMembers<CreateUpdatedImageResult> = std::tuple{
    Member{"image", &CreateUpdatedImageResult::image},
    Member{"canUpdateImage", &CreateUpdatedImageResult::can_update_image},
};

template <>
inline constexpr auto kMembers<DescribeImagePermissionsRequest> = std::tuple{
    Member{"Name", &DescribeImagePermissionsRequest::name, Required(shapes::kName)},
    Member{"MaxResults", &DescribeImagePermissionsRequest::max_results,
           Optional(shapes::kMaxResults)},
    Member{"SharedAwsAccountIds", &DescribeImagePermissionsRequest::shared_aws_account_ids,
           ListOf(shapes::kAwsAccountId, shapes::kAwsAccountIdList)},
    Member{"NextToken", &DescribeImagePermissionsRequest::next_token, Optional(shapes::kString)},
};
template <>
inline constexpr auto kMembers<DescribeImagePermissionsResult> = std::tuple{
    Member{"Name", &DescribeImagePermissionsResult::name},
    Member{"SharedImagePermissionsList",
           &DescribeImagePermissionsResult::shared_image_permissions_list},
    Member{"NextToken", &DescribeImagePermissionsResult::next_token},
};

template <>
inline constexpr auto kMembers<UpdateImagePermissionsRequest> = std::tuple{
    Member{"Name", &UpdateImagePermissionsRequest::name, Required(shapes::kName)},
    Member{"SharedAccountId", &UpdateImagePermissionsRequest::shared_account_id,
           Required(shapes::kAwsAccountId)},
    Member{"ImagePermissions", &UpdateImagePermissionsRequest::image_permissions,
           Required(shapes::kAny)},
};

template <>
inline constexpr auto kMembers<DeleteImagePermissionsRequest> = std::tuple{
    Member{"Name", &DeleteImagePermissionsRequest::name, Required(shapes::kName)},
    Member{"SharedAccountId", &DeleteImagePermissionsRequest::shared_account_id,
           Required(shapes::kAwsAccountId)},
};

template <>
inline constexpr auto kMembers<TagResourceRequest> = std::tuple{
    Member{"ResourceArn", &TagResourceRequest::resource_arn, Required(shapes::kArn)},
    Member{"Tags", &TagResourceRequest::tags, Required(TagMap())},
};

template <>
inline constexpr auto kMembers<UntagResourceRequest> = std::tuple{
    Member{"ResourceArn", &UntagResourceRequest::resource_arn, Required(shapes::kArn)},
    Member{"TagKeys", &UntagResourceRequest::tag_keys,
           Required(ListOf(shapes::kTagKey, shapes::kTagKeyList))},
};

template <>
inline constexpr auto kMembers<ListTagsForResourceRequest> = std::tuple{
    Member{"ResourceArn", &ListTagsForResourceRequest::resource_arn, Required(shapes::kArn)}};
template <>
inline constexpr auto kMembers<ListTagsForResourceResult> =
    std::tuple{Member{"Tags", &ListTagsForResourceResult::tags}};

template <>
inline constexpr auto kMembers<StateChangeReason> = std::tuple{
    Member{"Code", &StateChangeReason::code}, Member{"Message", &StateChangeReason::message}};

template <>
inline constexpr auto kMembers<S3Location> =
    std::tuple{Member{"S3Bucket", &S3Location::s3_bucket}, Member{"S3Key", &S3Location::s3_key}};

template <>
inline constexpr auto kMembers<ImagePermissions> =
    std::tuple{Member{"allowFleet", &ImagePermissions::allow_fleet},
               Member{"allowImageBuilder", &ImagePermissions::allow_image_builder}};

template <>
inline constexpr auto kMembers<SharedImagePermissions> = std::tuple{
    Member{"sharedAccountId", &SharedImagePermissions::shared_account_id},
    Member{"imagePermissions", &SharedImagePermissions::image_permissions},
};

template <>
inline constexpr auto kMembers<ResourceError> =
    std::tuple{Member{"ErrorCode", &ResourceError::error_code},
               Member{"ErrorMessage", &ResourceError::error_message},
               Member{"ErrorTimestamp", &ResourceError::error_timestamp}};

template <>
inline constexpr auto kMembers<Application> = std::tuple{
    Member{"Name", &Application::name},
    Member{"DisplayName", &Application::display_name},
    Member{"IconURL", &Application::icon_url},
    Member{"LaunchPath", &Application::launch_path},
    Member{"LaunchParameters", &Application::launch_parameters},
    Member{"Enabled", &Application::enabled},
    Member{"Metadata", &Application::metadata},
    Member{"WorkingDirectory", &Application::working_directory},
    Member{"Description", &Application::description},
    Member{"Arn", &Application::arn},
    Member{"AppBlockArn", &Application::app_block_arn},
    Member{"IconS3Location", &Application::icon_s3_location},
    Member{"Platforms", &Application::platforms},
    Member{"InstanceFamilies", &Application::instance_families},
    Member{"CreatedTime", &Application::created_time},
};

template <>
inline constexpr auto kMembers<Image> = std::tuple{
    Member{"Name", &Image::name},
    Member{"Arn", &Image::arn},
    Member{"BaseImageArn", &Image::base_image_arn},
    Member{"DisplayName", &Image::display_name},
    Member{"State", &Image::state},
    Member{"Visibility", &Image::visibility},
    Member{"ImageBuilderSupported", &Image::image_builder_supported},
    Member{"ImageBuilderName", &Image::image_builder_name},
    Member{"Platform", &Image::platform},
    Member{"Description", &Image::description},
    Member{"StateChangeReason", &Image::state_change_reason},
    Member{"Applications", &Image::applications},
    Member{"CreatedTime", &Image::created_time},
    Member{"PublicBaseImageReleasedDate", &Image::public_base_image_released_date},
    Member{"AppstreamAgentVersion", &Image::appstream_agent_version},
    Member{"ImagePermissions", &Image::image_permissions},
    Member{"ImageErrors", &Image::image_errors},
    Member{"LatestAppstreamAgentVersion", &Image::latest_appstream_agent_version},
    Member{"SupportedInstanceFamilies", &Image::supported_instance_families},
    Member{"DynamicAppProvidersEnabled", &Image::dynamic_app_providers_enabled},
    Member{"ImageSharedWithOthers", &Image::image_shared_with_others},
    Member{"ManagedSoftwareIncluded", &Image::managed_software_included},
    Member{"ImageType", &Image::image_type},
};

}  // namespace fakestream
