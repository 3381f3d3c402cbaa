// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every operation that is simulated: its request, its result, and its tag in `ops`, which ties the
// two together and lists the errors that AppStream documents for it.
//
//   images.CopyImage({.source_image_name = "golden",
//                     .destination_image_name = "golden-eu",
//                     .destination_region = "eu-west-1"});
//
// In a request every member is optional, because a client may leave out what is required: the
// service says so, and the fake does too. A list or map in a result is empty when absent.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "fakestream/service/error.h"
#include "fakestream/service/image.h"
#include "fakestream/service/optional_items.h"

namespace fakestream {

struct CopyImageRequest {
  std::optional<std::string> source_image_name{};
  std::optional<std::string> destination_image_name{};
  std::optional<std::string> destination_region{};
  std::optional<std::string> destination_image_description{};
  friend bool operator==(const CopyImageRequest&, const CopyImageRequest&) = default;
};

struct CopyImageResult {
  std::string destination_image_name{};
  friend bool operator==(const CopyImageResult&, const CopyImageResult&) = default;
};

struct DescribeImagesRequest {
  OptionalTexts names{};
  OptionalTexts arns{};
  std::optional<EnumOrUnknown<Visibility>> type{};
  std::optional<std::string> next_token{};
  std::optional<std::int64_t> max_results{};
  friend bool operator==(const DescribeImagesRequest&, const DescribeImagesRequest&) = default;
};

struct DescribeImagesResult {
  std::vector<Image> images{};
  std::optional<std::string> next_token{};
  friend bool operator==(const DescribeImagesResult&, const DescribeImagesResult&) = default;
};

struct DeleteImageRequest {
  std::optional<std::string> name{};
  friend bool operator==(const DeleteImageRequest&, const DeleteImageRequest&) = default;
};

struct DeleteImageResult {
  std::optional<Image> image{};
  friend bool operator==(const DeleteImageResult&, const DeleteImageResult&) = default;
};

struct CreateUpdatedImageRequest {
  std::optional<std::string> existing_image_name{};
  std::optional<std::string> new_image_name{};
  std::optional<std::string> new_image_description{};
  std::optional<std::string> new_image_display_name{};
  OptionalTags new_image_tags{};
  std::optional<bool> dry_run{};
  friend bool operator==(const CreateUpdatedImageRequest&,
                         const CreateUpdatedImageRequest&) = default;
};

struct CreateUpdatedImageResult {
  std::optional<Image> image{};
  std::optional<bool> can_update_image{};
  friend bool operator==(const CreateUpdatedImageResult&,
                         const CreateUpdatedImageResult&) = default;
};

struct DescribeImagePermissionsRequest {
  std::optional<std::string> name{};
  std::optional<std::int64_t> max_results{};
  OptionalTexts shared_aws_account_ids{};
  std::optional<std::string> next_token{};
  friend bool operator==(const DescribeImagePermissionsRequest&,
                         const DescribeImagePermissionsRequest&) = default;
};

struct DescribeImagePermissionsResult {
  std::optional<std::string> name{};
  std::vector<SharedImagePermissions> shared_image_permissions_list{};
  std::optional<std::string> next_token{};
  friend bool operator==(const DescribeImagePermissionsResult&,
                         const DescribeImagePermissionsResult&) = default;
};

struct UpdateImagePermissionsRequest {
  std::optional<std::string> name{};
  std::optional<std::string> shared_account_id{};
  std::optional<ImagePermissions> image_permissions{};
  friend bool operator==(const UpdateImagePermissionsRequest&,
                         const UpdateImagePermissionsRequest&) = default;
};

struct UpdateImagePermissionsResult {
  friend bool operator==(const UpdateImagePermissionsResult&,
                         const UpdateImagePermissionsResult&) = default;
};

struct DeleteImagePermissionsRequest {
  std::optional<std::string> name{};
  std::optional<std::string> shared_account_id{};
  friend bool operator==(const DeleteImagePermissionsRequest&,
                         const DeleteImagePermissionsRequest&) = default;
};

struct DeleteImagePermissionsResult {
  friend bool operator==(const DeleteImagePermissionsResult&,
                         const DeleteImagePermissionsResult&) = default;
};

struct TagResourceRequest {
  std::optional<std::string> resource_arn{};
  OptionalTags tags{};
  friend bool operator==(const TagResourceRequest&, const TagResourceRequest&) = default;
};

struct TagResourceResult {
  friend bool operator==(const TagResourceResult&, const TagResourceResult&) = default;
};

struct UntagResourceRequest {
  std::optional<std::string> resource_arn{};
  OptionalTexts tag_keys{};
  friend bool operator==(const UntagResourceRequest&, const UntagResourceRequest&) = default;
};

struct UntagResourceResult {
  friend bool operator==(const UntagResourceResult&, const UntagResourceResult&) = default;
};

struct ListTagsForResourceRequest {
  std::optional<std::string> resource_arn{};
  friend bool operator==(const ListTagsForResourceRequest&,
                         const ListTagsForResourceRequest&) = default;
};

struct ListTagsForResourceResult {
  Tags tags{};
  friend bool operator==(const ListTagsForResourceResult&,
                         const ListTagsForResourceResult&) = default;
};

namespace ops {

struct CopyImage {
  using Request = CopyImageRequest;
  using Result = CopyImageResult;
  static constexpr std::string_view kName = "CopyImage";
  static constexpr std::array kErrors = {
      ErrorCode::kIncompatibleImage,    ErrorCode::kInvalidAccountStatus,
      ErrorCode::kLimitExceeded,        ErrorCode::kResourceAlreadyExists,
      ErrorCode::kResourceNotAvailable, ErrorCode::kResourceNotFound};
};

struct DescribeImages {
  using Request = DescribeImagesRequest;
  using Result = DescribeImagesResult;
  static constexpr std::string_view kName = "DescribeImages";
  static constexpr std::array kErrors = {ErrorCode::kInvalidParameterCombination,
                                         ErrorCode::kResourceNotFound};
};

struct DeleteImage {
  using Request = DeleteImageRequest;
  using Result = DeleteImageResult;
  static constexpr std::string_view kName = "DeleteImage";
  static constexpr std::array kErrors = {ErrorCode::kConcurrentModification,
                                         ErrorCode::kOperationNotPermitted,
                                         ErrorCode::kResourceInUse, ErrorCode::kResourceNotFound};
};

struct CreateUpdatedImage {
  using Request = CreateUpdatedImageRequest;
  using Result = CreateUpdatedImageResult;
  static constexpr std::string_view kName = "CreateUpdatedImage";
  static constexpr std::array kErrors = {
      ErrorCode::kConcurrentModification, ErrorCode::kIncompatibleImage,
      ErrorCode::kInvalidAccountStatus,   ErrorCode::kLimitExceeded,
      ErrorCode::kOperationNotPermitted,  ErrorCode::kResourceAlreadyExists,
      ErrorCode::kResourceNotFound};
};

struct DescribeImagePermissions {
  using Request = DescribeImagePermissionsRequest;
  using Result = DescribeImagePermissionsResult;
  static constexpr std::string_view kName = "DescribeImagePermissions";
  static constexpr std::array kErrors = {ErrorCode::kResourceNotFound};
};

struct UpdateImagePermissions {
  using Request = UpdateImagePermissionsRequest;
  using Result = UpdateImagePermissionsResult;
  static constexpr std::string_view kName = "UpdateImagePermissions";
  static constexpr std::array kErrors = {
      ErrorCode::kLimitExceeded, ErrorCode::kResourceNotAvailable, ErrorCode::kResourceNotFound};
};

struct DeleteImagePermissions {
  using Request = DeleteImagePermissionsRequest;
  using Result = DeleteImagePermissionsResult;
  static constexpr std::string_view kName = "DeleteImagePermissions";
  static constexpr std::array kErrors = {ErrorCode::kResourceNotAvailable,
                                         ErrorCode::kResourceNotFound};
};

struct TagResource {
  using Request = TagResourceRequest;
  using Result = TagResourceResult;
  static constexpr std::string_view kName = "TagResource";
  static constexpr std::array kErrors = {ErrorCode::kInvalidAccountStatus,
                                         ErrorCode::kLimitExceeded, ErrorCode::kResourceNotFound};
};

struct UntagResource {
  using Request = UntagResourceRequest;
  using Result = UntagResourceResult;
  static constexpr std::string_view kName = "UntagResource";
  static constexpr std::array kErrors = {ErrorCode::kResourceNotFound};
};

struct ListTagsForResource {
  using Request = ListTagsForResourceRequest;
  using Result = ListTagsForResourceResult;
  static constexpr std::string_view kName = "ListTagsForResource";
  static constexpr std::array kErrors = {ErrorCode::kResourceNotFound};
};

}  // namespace ops

// The operations, in the order of Operation.
using AllOperations = std::tuple<ops::CopyImage, ops::DescribeImages, ops::DeleteImage,
                                 ops::CreateUpdatedImage, ops::DescribeImagePermissions,
                                 ops::UpdateImagePermissions, ops::DeleteImagePermissions,
                                 ops::TagResource, ops::UntagResource, ops::ListTagsForResource>;
inline constexpr std::size_t kOperationCount = std::tuple_size_v<AllOperations>;

// An operation as a value: its place in AllOperations.
enum class Operation : std::uint8_t {};

namespace internal {

template <class Op, std::size_t I = 0>
constexpr std::size_t IndexOf() {
  if constexpr (std::is_same_v<Op, std::tuple_element_t<I, AllOperations>>) {
    return I;
  } else {
    return IndexOf<Op, I + 1>();
  }
}

template <class List>
struct Variants;

template <class... Op>
struct Variants<std::tuple<Op...>> {
  using Request = std::variant<typename Op::Request...>;
  using Result = std::variant<typename Op::Result...>;
};

}  // namespace internal

template <class Op>
inline constexpr Operation kOperation{static_cast<std::uint8_t>(internal::IndexOf<Op>())};

// Any operation's request or result; its index is the Operation.
using AnyRequest = internal::Variants<AllOperations>::Request;
using AnyResult = internal::Variants<AllOperations>::Result;

inline Operation OperationOf(const AnyRequest& request) {
  return Operation{static_cast<std::uint8_t>(request.index())};
}

namespace internal {
template <class Visitor, class... Op>
constexpr void VisitEach(Visitor& visit, const std::tuple<Op...>*) {
  (visit(Op{}), ...);
}

template <class... Op>
constexpr auto NamesOfAll(const std::tuple<Op...>*) {
  return std::array<std::string_view, sizeof...(Op)>{Op::kName...};
}

inline constexpr const AllOperations* kAll = nullptr;
inline constexpr auto kOperationNames = NamesOfAll(kAll);
}  // namespace internal

// Calls `visit(Op{})` with every operation's tag in turn.
template <class Visitor>
constexpr void ForEachOperation(Visitor&& visit) {
  internal::VisitEach(visit, internal::kAll);
}

// Calls `visit(Op{})` with the tag of one operation.
template <class Visitor>
constexpr void WithOperation(Operation operation, Visitor&& visit) {
  ForEachOperation([&](auto op) {
    if (kOperation<decltype(op)> == operation) visit(op);
  });
}

constexpr std::string_view NameOf(Operation operation) {
  return internal::kOperationNames[static_cast<std::size_t>(operation)];
}

// Returns the operation with that name, or nothing.
constexpr std::optional<Operation> OperationNamed(std::string_view name) {
  for (std::size_t i = 0; i < kOperationCount; ++i) {
    if (internal::kOperationNames[i] == name) return Operation{static_cast<std::uint8_t>(i)};
  }
  return std::nullopt;
}

}  // namespace fakestream
