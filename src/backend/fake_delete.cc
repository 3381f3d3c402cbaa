// SPDX-License-Identifier: Apache-2.0
// DeleteImage.
#include <vector>

#include <fmt/format.h>
#include "backend/fake_app_stream.h"
#include "backend/lookup.h"

namespace fakestream {
namespace {

ServiceError Refuse(const ServiceState& state, Refusal refusal, const std::string& message) {
  switch (refusal) {
    case Refusal::kNotPermitted:
      return ServiceSays(state, ErrorCode::kOperationNotPermitted, message);
    case Refusal::kInUse: return ServiceSays(state, ErrorCode::kResourceInUse, message);
  }
  return ServiceSays(state, ErrorCode::kOperationNotPermitted, message);
}

std::optional<ServiceError> DeleteProblem(const ServiceState& state, const std::string& region,
                                          const std::string& name) {
  const ImageRecord* const record = FindMine(state, region, name);
  if (record == nullptr) {
    if (!IsForeign(state, region, name)) return NoSuchImage(state, name);
    return ServiceSays(
        state, ErrorCode::kOperationNotPermitted,
        fmt::format("The image {} does not belong to account {}.", name, state.account.id));
  }
  if (record->image.state == ImageState::kDeleting) {
    return ServiceSays(state, ErrorCode::kConcurrentModification,
                       fmt::format("The image {} is already being deleted.", name));
  }
  if (record->image.state == ImageState::kCopying && record->is_copy) {
    return Refuse(state, state.behavior.delete_of_copying_image,
                  fmt::format("The image {} can't be deleted while it is being copied.", name));
  }
  if (record->is_used_by_fleet) {
    return ServiceSays(state, ErrorCode::kResourceInUse,
                       fmt::format("The image {} is used by a fleet. To delete the image, you must "
                                   "remove it from the fleet.",
                                   name));
  }
  if (!record->shared_with.empty()) {
    return Refuse(state, state.behavior.delete_of_shared_image,
                  fmt::format("The image {} is shared with other accounts. To delete the image, "
                              "you must remove its permissions.",
                              name));
  }
  return std::nullopt;
}

// Under the switch source_deleted_while_copying, a copy ends FAILED when its source goes.
void FailCopiesOf(ServiceState& state, const std::string& region, const std::string& name) {
  struct Running {
    std::string region;
    ImageKey key;
    std::uint64_t generation;
  };

  std::vector<Running> running;
  state.store.ForEachRegion([&](const std::string& place, const Images& images) {
    for (const auto& [key, record] : images) {
      if (record.is_copy && record.generation != 0 && record.source_name == name &&
          record.source_region == region && key.owner == state.account.id) {
        running.push_back({place, key, record.generation});
      }
    }
  });
  for (const Running& copy : running) {
    EndTransition(state, copy.region, copy.key, copy.generation,
                  FailureReason(StateChangeCode::kImageCopyFailure, copy.key.name));
  }
}

}  // namespace

Outcome<DeleteImageResult> FakeAppStream::DeleteImage(const DeleteImageRequest& request) {
  const std::string& name = *request.name;
  if (auto problem = DeleteProblem(*state_, region_, name)) return *std::move(problem);
  const ImageKey key = Mine(*state_, name);
  Image image = state_->store.Find(region_, key)->image;
  const std::uint64_t generation = ++state_->generations;
  state_->store.Update(state_->now(), region_, key, [&](ImageRecord& record) {
    record.image.state = ImageState::kDeleting;
    record.generation = generation;
    record.describes_left = 0;
  });
  if (state_->behavior.source_deleted_while_copying == SourceDeletion::kCopyFails) {
    FailCopiesOf(*state_, region_, name);
  }
  const auto erase = [state = state_, region = region_, key, generation] {
    const ImageRecord* const record = state->store.Find(region, key);
    if (record != nullptr && record->generation == generation) {
      state->store.Erase(state->now(), region, key);
    }
  };
  if (state_->timing.deletion > Duration{}) {
    state_->clock->At(state_->now() + state_->timing.deletion, erase);
  } else {
    erase();
  }
  // AWS's only published sample of this reply still shows AVAILABLE.
  if (state_->behavior.state_in_delete_reply == DeleteReply::kDeleting) {
    image.state = ImageState::kDeleting;
  }
  return DeleteImageResult{.image = std::move(image)};
}

}  // namespace fakestream
