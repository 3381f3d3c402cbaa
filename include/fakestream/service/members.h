// SPDX-License-Identifier: Apache-2.0
#pragma once

// The members of every struct of the service: wire name, place and constraints, each said once.
// Encoding, decoding, validation, matching, printing, hashing and the schema are loops over these
// tables. The wire names are data, never derived: CreateUpdatedImage spells its own in lower case.

#include <string_view>
#include <type_traits>

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

// The table of one struct, specialised below: a function that visits line by line, since a tuple of
// members costs a compiler several times as much. Empty for a struct without members.
template <class Struct>
struct MembersOf {};

namespace internal {
struct Ignore {
  template <class Member>
  void operator()(const Member&) const;
};
}  // namespace internal

// A struct whose members are tabled here.
template <class T>
concept Tabled = requires(internal::Ignore ignore) {
  MembersOf<std::remove_cvref_t<T>>::Visit(ignore);
};

// Calls `visit(member)` for each member of the struct in the order of the service model.
template <class Struct, class Visitor>
constexpr void ForEachMember(Visitor&& visit) {
  if constexpr (Tabled<Struct>) MembersOf<Struct>::Visit(visit);
}

template <>
struct MembersOf<CopyImageRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"SourceImageName", &CopyImageRequest::source_image_name, Required(shapes::kName)});
    visit(Member{"DestinationImageName", &CopyImageRequest::destination_image_name,
                 Required(shapes::kName)});
    visit(Member{"DestinationRegion", &CopyImageRequest::destination_region,
                 Required(shapes::kRegionName)});
    visit(Member{"DestinationImageDescription", &CopyImageRequest::destination_image_description,
                 Optional(shapes::kDescription)});
  }
};

template <>
struct MembersOf<CopyImageResult> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"DestinationImageName", &CopyImageResult::destination_image_name});
  }
};

template <>
struct MembersOf<DescribeImagesRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Names", &DescribeImagesRequest::names, ListOf(shapes::kString)});
    visit(Member{"Arns", &DescribeImagesRequest::arns, ListOf(shapes::kArn)});
    visit(Member{"Type", &DescribeImagesRequest::type});
    visit(Member{"NextToken", &DescribeImagesRequest::next_token, Optional(shapes::kString)});
    visit(Member{"MaxResults", &DescribeImagesRequest::max_results,
                 Optional(shapes::kDescribeImagesMaxResults)});
  }
};

template <>
struct MembersOf<DescribeImagesResult> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Images", &DescribeImagesResult::images});
    visit(Member{"NextToken", &DescribeImagesResult::next_token});
  }
};

template <>
struct MembersOf<DeleteImageRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Name", &DeleteImageRequest::name, Required(shapes::kName)});
  }
};

template <>
struct MembersOf<DeleteImageResult> {
  static constexpr void Visit(auto& visit) { visit(Member{"Image", &DeleteImageResult::image}); }
};

template <>
struct MembersOf<CreateUpdatedImageRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"existingImageName", &CreateUpdatedImageRequest::existing_image_name,
                 Required(shapes::kName)});
    visit(Member{"newImageName", &CreateUpdatedImageRequest::new_image_name,
                 Required(shapes::kName)});
    visit(Member{"newImageDescription", &CreateUpdatedImageRequest::new_image_description,
                 Optional(shapes::kDescription)});
    visit(Member{"newImageDisplayName", &CreateUpdatedImageRequest::new_image_display_name,
                 Optional(shapes::kDisplayName)});
    visit(Member{"newImageTags", &CreateUpdatedImageRequest::new_image_tags, TagMap()});
    visit(Member{"dryRun", &CreateUpdatedImageRequest::dry_run});
  }
};

template <>
struct MembersOf<CreateUpdatedImageResult> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"image", &CreateUpdatedImageResult::image});
    visit(Member{"canUpdateImage", &CreateUpdatedImageResult::can_update_image});
  }
};

template <>
struct MembersOf<DescribeImagePermissionsRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Name", &DescribeImagePermissionsRequest::name, Required(shapes::kName)});
    visit(Member{"MaxResults", &DescribeImagePermissionsRequest::max_results,
                 Optional(shapes::kMaxResults)});
    visit(Member{"SharedAwsAccountIds", &DescribeImagePermissionsRequest::shared_aws_account_ids,
                 ListOf(shapes::kAwsAccountId, shapes::kAwsAccountIdList)});
    visit(Member{"NextToken", &DescribeImagePermissionsRequest::next_token,
                 Optional(shapes::kString)});
  }
};

template <>
struct MembersOf<DescribeImagePermissionsResult> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Name", &DescribeImagePermissionsResult::name});
    visit(Member{"SharedImagePermissionsList",
                 &DescribeImagePermissionsResult::shared_image_permissions_list});
    visit(Member{"NextToken", &DescribeImagePermissionsResult::next_token});
  }
};

template <>
struct MembersOf<UpdateImagePermissionsRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Name", &UpdateImagePermissionsRequest::name, Required(shapes::kName)});
    visit(Member{"SharedAccountId", &UpdateImagePermissionsRequest::shared_account_id,
                 Required(shapes::kAwsAccountId)});
    visit(Member{"ImagePermissions", &UpdateImagePermissionsRequest::image_permissions,
                 Required(shapes::kAny)});
  }
};

template <>
struct MembersOf<DeleteImagePermissionsRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Name", &DeleteImagePermissionsRequest::name, Required(shapes::kName)});
    visit(Member{"SharedAccountId", &DeleteImagePermissionsRequest::shared_account_id,
                 Required(shapes::kAwsAccountId)});
  }
};

template <>
struct MembersOf<TagResourceRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"ResourceArn", &TagResourceRequest::resource_arn, Required(shapes::kArn)});
    visit(Member{"Tags", &TagResourceRequest::tags, Required(TagMap())});
  }
};

template <>
struct MembersOf<UntagResourceRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"ResourceArn", &UntagResourceRequest::resource_arn, Required(shapes::kArn)});
    visit(Member{"TagKeys", &UntagResourceRequest::tag_keys,
                 Required(ListOf(shapes::kTagKey, shapes::kTagKeyList))});
  }
};

template <>
struct MembersOf<ListTagsForResourceRequest> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"ResourceArn", &ListTagsForResourceRequest::resource_arn, Required(shapes::kArn)});
  }
};

template <>
struct MembersOf<ListTagsForResourceResult> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Tags", &ListTagsForResourceResult::tags});
  }
};

template <>
struct MembersOf<StateChangeReason> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Code", &StateChangeReason::code});
    visit(Member{"Message", &StateChangeReason::message});
  }
};

template <>
struct MembersOf<S3Location> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"S3Bucket", &S3Location::s3_bucket});
    visit(Member{"S3Key", &S3Location::s3_key});
  }
};

template <>
struct MembersOf<ImagePermissions> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"allowFleet", &ImagePermissions::allow_fleet});
    visit(Member{"allowImageBuilder", &ImagePermissions::allow_image_builder});
  }
};

template <>
struct MembersOf<SharedImagePermissions> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"sharedAccountId", &SharedImagePermissions::shared_account_id});
    visit(Member{"imagePermissions", &SharedImagePermissions::image_permissions});
  }
};

template <>
struct MembersOf<ResourceError> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"ErrorCode", &ResourceError::error_code});
    visit(Member{"ErrorMessage", &ResourceError::error_message});
    visit(Member{"ErrorTimestamp", &ResourceError::error_timestamp});
  }
};

template <>
struct MembersOf<Application> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Name", &Application::name});
    visit(Member{"DisplayName", &Application::display_name});
    visit(Member{"IconURL", &Application::icon_url});
    visit(Member{"LaunchPath", &Application::launch_path});
    visit(Member{"LaunchParameters", &Application::launch_parameters});
    visit(Member{"Enabled", &Application::enabled});
    visit(Member{"Metadata", &Application::metadata});
    visit(Member{"WorkingDirectory", &Application::working_directory});
    visit(Member{"Description", &Application::description});
    visit(Member{"Arn", &Application::arn});
    visit(Member{"AppBlockArn", &Application::app_block_arn});
    visit(Member{"IconS3Location", &Application::icon_s3_location});
    visit(Member{"Platforms", &Application::platforms});
    visit(Member{"InstanceFamilies", &Application::instance_families});
    visit(Member{"CreatedTime", &Application::created_time});
  }
};

template <>
struct MembersOf<Image> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"Name", &Image::name});
    visit(Member{"Arn", &Image::arn});
    visit(Member{"BaseImageArn", &Image::base_image_arn});
    visit(Member{"DisplayName", &Image::display_name});
    visit(Member{"State", &Image::state});
    visit(Member{"Visibility", &Image::visibility});
    visit(Member{"ImageBuilderSupported", &Image::image_builder_supported});
    visit(Member{"ImageBuilderName", &Image::image_builder_name});
    visit(Member{"Platform", &Image::platform});
    visit(Member{"Description", &Image::description});
    visit(Member{"StateChangeReason", &Image::state_change_reason});
    visit(Member{"Applications", &Image::applications});
    visit(Member{"CreatedTime", &Image::created_time});
    visit(Member{"PublicBaseImageReleasedDate", &Image::public_base_image_released_date});
    visit(Member{"AppstreamAgentVersion", &Image::appstream_agent_version});
    visit(Member{"ImagePermissions", &Image::image_permissions});
    visit(Member{"ImageErrors", &Image::image_errors});
    visit(Member{"LatestAppstreamAgentVersion", &Image::latest_appstream_agent_version});
    visit(Member{"SupportedInstanceFamilies", &Image::supported_instance_families});
    visit(Member{"DynamicAppProvidersEnabled", &Image::dynamic_app_providers_enabled});
    visit(Member{"ImageSharedWithOthers", &Image::image_shared_with_others});
    visit(Member{"ManagedSoftwareIncluded", &Image::managed_software_included});
    visit(Member{"ImageType", &Image::image_type});
  }
};

}  // namespace fakestream
