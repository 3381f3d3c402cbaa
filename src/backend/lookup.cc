// SPDX-License-Identifier: Apache-2.0
#include "backend/lookup.h"

#include <algorithm>

#include <fmt/format.h>

namespace fakestream {

ImageKey Mine(const ServiceState& state, std::string_view name) {
  return {.name = std::string(name), .owner = state.account.id};
}

const ImageRecord* FindMine(const ServiceState& state, std::string_view region,
                            std::string_view name) {
  return state.store.Find(region, Mine(state, name));
}

bool IsForeign(const ServiceState& state, std::string_view region, std::string_view name) {
  const Images& images = state.store.In(region);
  for (auto it = images.lower_bound({.name = std::string(name), .owner = ""});
       it != images.end() && it->first.name == name; ++it) {
    if (it->first.owner != state.account.id) return true;
  }
  return false;
}

std::int64_t CountImagesBeside(const ServiceState& state, std::string_view region,
                               std::string_view name) {
  const Images& images = state.store.In(region);
  return std::count_if(images.begin(), images.end(), [&](const auto& entry) {
    const bool is_mine = entry.first.owner == state.account.id && entry.first.name != name;
    const bool is_failed = entry.second.image.state == ImageState::kFailed;
    return is_mine && (!is_failed || state.behavior.failed_images_count);
  });
}

// This text and the next are AWS's own, seen for CreateImageBuilder and CreateFleet.
ServiceError NoSuchImage(const ServiceState& state, std::string_view name) {
  return ServiceSays(
      state, ErrorCode::kResourceNotFound,
      fmt::format("The image {} for account {} does not exist.", name, state.account.id));
}

ServiceError NotAvailable(const ServiceState& state, const Image& image) {
  return ServiceSays(state, ErrorCode::kResourceNotAvailable,
                     fmt::format("The image {} is {}. The image must be in an AVAILABLE state for "
                                 "this action to succeed.",
                                 image.name, NameOf(image.state.value_or(ImageState::kPending))));
}

ServiceError AlreadyExists(const ServiceState& state, std::string_view region,
                           std::string_view name) {
  return ServiceSays(state, ErrorCode::kResourceAlreadyExists,
                     fmt::format("The image {} for account {} already exists in {}.", name,
                                 state.account.id, region));
}

ServiceError QuotaReached(const ServiceState& state, std::string_view region) {
  return ServiceSays(state, ErrorCode::kLimitExceeded,
                     fmt::format("The account {} has reached its quota of {} images in {}.",
                                 state.account.id, state.quotas.images, region));
}

void Show(ServiceState& state, std::string_view region, const ImageKey& key) {
  state.store.Update(state.now(), region, key,
                     [](ImageRecord& hidden) { hidden.is_visible = true; });
}

bool IsNameFree(const ServiceState& state, std::string_view region, std::string_view name) {
  const ImageRecord* const record = FindMine(state, region, name);
  if (record == nullptr) return true;
  if (record->image.state == ImageState::kFailed) {
    return state.behavior.name_of_failed_image == NameUse::kFree;
  }
  if (record->image.state == ImageState::kDeleting) {
    return state.behavior.name_of_deleting_image == NameUse::kFree;
  }
  return false;
}

}  // namespace fakestream
