// SPDX-License-Identifier: Apache-2.0
#pragma once

// The nouns of AppStream's image operations, member for member as in its service model. A member
// that the service may leave out is optional.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakestream/base/time.h"
#include "fakestream/service/enum_names.h"

namespace fakestream {

// kDeprecated is in no published enum, but the service names it in its error messages.
enum class ImageState : std::uint8_t {
  kPending,
  kAvailable,
  kFailed,
  kCopying,
  kDeleting,
  kCreating,
  kImporting,
  kValidating,
  kDeprecated,
};
template <>
inline constexpr std::array kEnumNames<ImageState> =
    std::to_array<std::string_view>({"PENDING", "AVAILABLE", "FAILED", "COPYING", "DELETING",
                                     "CREATING", "IMPORTING", "VALIDATING", "DEPRECATED"});

enum class Visibility : std::uint8_t { kPublic, kPrivate, kShared };
template <>
inline constexpr std::array kEnumNames<Visibility> =
    std::to_array<std::string_view>({"PUBLIC", "PRIVATE", "SHARED"});

enum class StateChangeCode : std::uint8_t {
  kInternalError,
  kImageBuilderNotAvailable,
  kImageCopyFailure,
  kImageUpdateFailure,
  kImageImportFailure,
};
template <>
inline constexpr std::array kEnumNames<StateChangeCode> = std::to_array<std::string_view>(
    {"INTERNAL_ERROR", "IMAGE_BUILDER_NOT_AVAILABLE", "IMAGE_COPY_FAILURE", "IMAGE_UPDATE_FAILURE",
     "IMAGE_IMPORT_FAILURE"});

struct StateChangeReason {
  std::optional<StateChangeCode> code{};
  std::optional<std::string> message{};

  friend bool operator==(const StateChangeReason&, const StateChangeReason&) = default;
};

struct S3Location {
  std::optional<std::string> s3_bucket{};
  std::optional<std::string> s3_key{};

  friend bool operator==(const S3Location&, const S3Location&) = default;
};

struct Application {
  std::optional<std::string> name{};
  std::optional<std::string> display_name{};
  std::optional<std::string> icon_url{};
  std::optional<std::string> launch_path{};
  std::optional<std::string> launch_parameters{};
  std::optional<bool> enabled{};
  std::map<std::string, std::string> metadata{};
  std::optional<std::string> working_directory{};
  std::optional<std::string> description{};
  std::optional<std::string> arn{};
  std::optional<std::string> app_block_arn{};
  std::optional<S3Location> icon_s3_location{};
  std::vector<std::string> platforms{};
  std::vector<std::string> instance_families{};
  std::optional<Instant> created_time{};

  friend bool operator==(const Application&, const Application&) = default;
};

struct ImagePermissions {
  std::optional<bool> allow_fleet{};
  std::optional<bool> allow_image_builder{};

  friend bool operator==(const ImagePermissions&, const ImagePermissions&) = default;
};

struct SharedImagePermissions {
  std::optional<std::string> shared_account_id{};
  std::optional<ImagePermissions> image_permissions{};

  friend bool operator==(const SharedImagePermissions&, const SharedImagePermissions&) = default;
};

struct ResourceError {
  std::optional<std::string> error_code{};
  std::optional<std::string> error_message{};
  std::optional<Instant> error_timestamp{};

  friend bool operator==(const ResourceError&, const ResourceError&) = default;
};

struct Image {
  std::string name{};
  std::optional<std::string> arn{};
  std::optional<std::string> base_image_arn{};
  std::optional<std::string> display_name{};
  std::optional<ImageState> state{};
  std::optional<Visibility> visibility{};
  std::optional<bool> image_builder_supported{};
  std::optional<std::string> image_builder_name{};
  std::optional<std::string> platform{};
  std::optional<std::string> description{};
  std::optional<StateChangeReason> state_change_reason{};
  std::vector<Application> applications{};
  std::optional<Instant> created_time{};
  std::optional<Instant> public_base_image_released_date{};
  std::optional<std::string> appstream_agent_version{};
  std::optional<ImagePermissions> image_permissions{};
  std::vector<ResourceError> image_errors{};
  std::optional<std::string> latest_appstream_agent_version{};  // "TRUE" or "FALSE"
  std::vector<std::string> supported_instance_families{};
  std::optional<std::string> dynamic_app_providers_enabled{};  // "ENABLED" or "DISABLED"
  std::optional<std::string> image_shared_with_others{};       // "TRUE" or "FALSE"
  std::optional<bool> managed_software_included{};
  std::optional<std::string> image_type{};  // "CUSTOM", "NATIVE" or "BYOL"

  friend bool operator==(const Image&, const Image&) = default;
};

}  // namespace fakestream
