// SPDX-License-Identifier: Apache-2.0
#pragma once

// The service alone: what a World has inside, without faults, trace and lock. Tests of the layers
// below `world` use it.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backend/fake_app_stream.h"
#include "backend/validator.h"

namespace fakestream {

struct BareOptions {
  Account account{};
  Quotas quotas{};
  Timing timing{};
  Behavior behavior{};
  std::vector<GivenImage> images{};
};

class BareService {
 public:
  explicit BareService(const BareOptions& given = {}) {
    state_.clock = &clock_;
    state_.home_region = "us-east-1";
    state_.account = given.account;
    state_.quotas = given.quotas;
    state_.timing = given.timing;
    state_.behavior = given.behavior;
    for (const GivenImage& image : given.images) AddGivenImage(state_, image);
  }

  // A client that validates, as every client of a World does.
  AppStream& In(const std::string& region) {
    std::unique_ptr<Seat>& seat = seats_[region];
    if (seat == nullptr) seat = std::make_unique<Seat>(state_, region);
    return seat->validator;
  }

  AppStream* operator->() { return &In("us-east-1"); }

  AppStream& operator*() { return In("us-east-1"); }

  VirtualClock& clock() { return clock_; }

  ServiceState& state() { return state_; }

  // The account's image as the service knows it; reading it counts as no describe.
  std::optional<Image> Find(std::string_view region, const std::string& name) const {
    const ImageRecord* const record =
        state_.store.Find(region, {.name = name, .owner = state_.account.id});
    return record == nullptr ? std::nullopt : std::optional(record->image);
  }

  std::optional<ImageState> StateOf(std::string_view region, const std::string& name) const {
    const std::optional<Image> image = Find(region, name);
    return image ? image->state : std::nullopt;
  }

 private:
  struct Seat {
    Seat(ServiceState& state, const std::string& region) : fake(state, region), validator(fake) {}

    FakeAppStream fake;
    Validator validator;
  };

  VirtualClock clock_{Instant{std::chrono::seconds{1'767'225'600}}};  // 2026-01-01
  ServiceState state_{};
  std::map<std::string, std::unique_ptr<Seat>> seats_{};
};

// `count` available images in us-east-1: image-000, image-001, …
inline std::vector<GivenImage> NumberedImages(int count) {
  std::vector<GivenImage> images;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    images.push_back({.name = "image-" + std::string(3 - number.size(), '0') + number});
  }
  return images;
}

inline std::vector<std::string> NamesOf(const std::vector<Image>& images) {
  std::vector<std::string> names;
  names.reserve(images.size());
  for (const Image& image : images) names.push_back(image.name);
  return names;
}

}  // namespace fakestream
