// SPDX-License-Identifier: Apache-2.0
// CopyImage and CreateUpdatedImage: the operations that make an image.
#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include "backend/fake_app_stream.h"
#include "backend/lookup.h"

namespace fakestream {
namespace {

ServiceError AccountSuspended(const ServiceState& state) {
  return ServiceSays(state, ErrorCode::kInvalidAccountStatus,
                     std::string(RowOf(ErrorCode::kInvalidAccountStatus).meaning));
}

std::optional<ServiceError> RegionProblem(const ServiceState& state, const std::string& region) {
  if (IsAppStreamRegion(region)) return std::nullopt;
  const std::string message = fmt::format("The region {} is not supported.", region);
  switch (state.behavior.unsupported_region) {
    case UnsupportedRegion::kInvalidParameterValue:
      return ServiceSays(state, ErrorCode::kInvalidParameterValue, message);
    case UnsupportedRegion::kValidation: return ServiceSays(state, ErrorCode::kValidation, message);
    case UnsupportedRegion::kNotFound:
      return ServiceSays(state, ErrorCode::kResourceNotFound, message);
    case UnsupportedRegion::kAccepted: return std::nullopt;
  }
  return std::nullopt;
}

ServiceError NoSource(const ServiceState& state, std::string_view region, const std::string& name) {
  if (state.behavior.copy_of_foreign_image == ForeignCopy::kNotPermitted &&
      IsForeign(state, region, name)) {
    return ServiceSays(
        state, ErrorCode::kOperationNotPermitted,
        fmt::format("The image {} does not belong to account {}.", name, state.account.id));
  }
  return NoSuchImage(state, name);
}

std::int64_t RunningIn(const ServiceState& state, std::string_view region, ImageState running) {
  const Images& images = state.store.In(region);
  return std::count_if(images.begin(), images.end(), [&](const auto& entry) {
    const ImageRecord& record = entry.second;
    const bool counts = running != ImageState::kCopying || record.is_copy;
    return counts && record.image.state == running && entry.first.owner == state.account.id;
  });
}

// The order of these checks is part of the contract (design: source, then destination, then
// quotas).
std::optional<ServiceError> CopyProblem(const ServiceState& state, std::string_view region,
                                        const CopyImageRequest& request) {
  if (state.account.status == AccountStatus::kSuspended) return AccountSuspended(state);
  const std::string& target_region = *request.destination_region;
  if (auto problem = RegionProblem(state, target_region)) return problem;
  const ImageRecord* const source = FindMine(state, region, *request.source_image_name);
  if (source == nullptr) return NoSource(state, region, *request.source_image_name);
  if (source->image.state != ImageState::kAvailable) return NotAvailable(state, source->image);
  if (!source->is_compatible) {
    return ServiceSays(state, ErrorCode::kIncompatibleImage,
                       fmt::format("The image {} can't be copied because it's not compatible.",
                                   source->image.name));
  }
  if (!IsNameFree(state, target_region, *request.destination_image_name)) {
    return AlreadyExists(state, target_region, *request.destination_image_name);
  }
  if (CountImagesBeside(state, target_region, *request.destination_image_name) >=
      state.quotas.images) {
    return QuotaReached(state, target_region);
  }
  if (RunningIn(state, target_region, ImageState::kCopying) >= state.quotas.concurrent_copies) {
    return ServiceSays(
        state, ErrorCode::kLimitExceeded,
        fmt::format("The account {} has reached its limit of {} concurrent image copies to {}.",
                    state.account.id, state.quotas.concurrent_copies, target_region));
  }
  return std::nullopt;
}

// Content is carried over; what belongs to one image alone is not (tags, sharing, its builder).
ImageRecord CopyOf(const ServiceState& state, const ImageRecord& source,
                   std::string_view source_region, const CopyImageRequest& request) {
  ImageRecord copy{.image = source.image, .is_compatible = source.is_compatible};
  copy.is_copy = true;
  copy.source_region = source_region;
  copy.source_name = source.image.name;
  Image& image = copy.image;
  image.name = *request.destination_image_name;
  image.arn = ImageArn(*request.destination_region, state.account.id, image.name);
  // AWS does not reliably return it, and its own sample has null.
  image.base_image_arn.reset();
  image.display_name = image.name;
  image.state = ImageState::kCopying;
  image.state_change_reason.reset();
  image.visibility = Visibility::kPrivate;
  image.image_builder_name.reset();
  image.image_permissions.reset();
  image.image_shared_with_others = "FALSE";
  image.image_errors.clear();
  image.created_time = state.now();
  const bool keeps_description =
      state.behavior.omitted_description == OmittedDescription::kSource &&
      !request.destination_image_description;
  if (!keeps_description) image.description = request.destination_image_description;
  return copy;
}

// A copy that shows late is hidden from DescribeImages until its time or count is over.
void HideAtFirst(ServiceState& state, const std::string& region, const ImageKey& key) {
  const CompletionRule wait = state.timing.visible;
  if (wait.describes == 0 && wait.time <= Duration{}) return;
  ImageRecord& record = state.store.Bookkeeping(region, key);
  record.is_visible = false;
  record.describes_until_visible = wait.describes;
  if (wait.describes > 0) return;
  state.clock->At(state.now() + wait.time, [&state, region, key, made = record.generation] {
    const ImageRecord* const copy = state.store.Find(region, key);
    if (copy != nullptr && copy->generation == made) {
      Show(state, region, key);
    }
  });
}

std::optional<ServiceError> UpdateProblem(const ServiceState& state, const std::string& region,
                                          const CreateUpdatedImageRequest& request) {
  if (state.account.status == AccountStatus::kSuspended) return AccountSuspended(state);
  const ImageRecord* const source = FindMine(state, region, *request.existing_image_name);
  if (source == nullptr) return NoSuchImage(state, *request.existing_image_name);
  if (source->image.state != ImageState::kAvailable) {
    return ServiceSays(state, ErrorCode::kOperationNotPermitted,
                       NotAvailable(state, source->image).message);
  }
  if (!source->is_compatible && !request.dry_run.value_or(false)) {
    return ServiceSays(state, ErrorCode::kIncompatibleImage,
                       std::string(RowOf(ErrorCode::kIncompatibleImage).meaning));
  }
  if (!IsNameFree(state, region, *request.new_image_name)) {
    return AlreadyExists(state, region, *request.new_image_name);
  }
  if (CountImagesBeside(state, region, *request.new_image_name) >= state.quotas.images) {
    return QuotaReached(state, region);
  }
  if (RunningIn(state, region, ImageState::kCreating) >= state.quotas.concurrent_updates) {
    return ServiceSays(
        state, ErrorCode::kLimitExceeded,
        fmt::format("The account {} has reached its limit of {} concurrent image updates in {}.",
                    state.account.id, state.quotas.concurrent_updates, region));
  }
  return std::nullopt;
}

ImageRecord UpdateOf(const ServiceState& state, const ImageRecord& source,
                     const std::string& region, const CreateUpdatedImageRequest& request) {
  ImageRecord updated{.image = source.image, .is_compatible = source.is_compatible};
  if (request.new_image_tags) updated.tags = *request.new_image_tags;
  Image& image = updated.image;
  image.name = *request.new_image_name;
  image.arn = ImageArn(region, state.account.id, image.name);
  image.display_name = request.new_image_display_name.value_or(image.name);
  image.description = request.new_image_description;
  image.state = ImageState::kCreating;
  image.state_change_reason.reset();
  image.image_builder_name.reset();
  image.image_shared_with_others = "FALSE";
  image.image_errors.clear();
  image.created_time = state.now();
  return updated;
}

}  // namespace

Outcome<CopyImageResult> FakeAppStream::CopyImage(const CopyImageRequest& request) {
  if (auto problem = CopyProblem(*state_, region_, request)) return *std::move(problem);
  const ImageRecord& source = *FindMine(*state_, region_, *request.source_image_name);
  const std::string& target_region = *request.destination_region;
  const ImageKey key = Mine(*state_, *request.destination_image_name);
  state_->store.Put(state_->now(), target_region, key, CopyOf(*state_, source, region_, request));
  StartTransition(*state_, target_region, key, state_->timing.copy,
                  FailureReason(StateChangeCode::kImageCopyFailure, key.name));
  HideAtFirst(*state_, target_region, key);
  if (state_->behavior.source_while_copying == SourceWhileCopying::kCopying) {
    state_->store.Update(state_->now(), region_, Mine(*state_, *request.source_image_name),
                         [](ImageRecord& busy) { busy.image.state = ImageState::kCopying; });
  }
  state_->clock->Advance({});  // What takes no time is over at once.
  return CopyImageResult{.destination_image_name = key.name};
}

Outcome<CreateUpdatedImageResult> FakeAppStream::CreateUpdatedImage(
    const CreateUpdatedImageRequest& request) {
  if (auto problem = UpdateProblem(*state_, region_, request)) return *std::move(problem);
  const ImageRecord& source = *FindMine(*state_, region_, *request.existing_image_name);
  if (request.dry_run.value_or(false)) {
    return CreateUpdatedImageResult{.can_update_image = source.is_compatible};
  }
  const ImageKey key = Mine(*state_, *request.new_image_name);
  state_->store.Put(state_->now(), region_, key, UpdateOf(*state_, source, region_, request));
  StartTransition(*state_, region_, key, state_->timing.update,
                  FailureReason(StateChangeCode::kImageUpdateFailure, key.name));
  CreateUpdatedImageResult result{.image = state_->store.Find(region_, key)->image,
                                  .can_update_image = true};
  state_->clock->Advance({});  // What takes no time is over at once.
  return result;
}

}  // namespace fakestream
