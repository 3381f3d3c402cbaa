// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything that the simulated service knows: one account's settings, all regions' images, and the
// time. Clients of all regions share one.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "backend/image_store.h"

#include "fakestream/backend/directives.h"
#include "fakestream/backend/settings.h"
#include "fakestream/service/error_catalog.h"
#include "fakestream/sim/virtual_clock.h"

namespace fakestream {

struct ServiceState {
  VirtualClock* clock = nullptr;  // must outlive this
  std::string home_region{};
  Account account{};
  Quotas quotas{};
  Timing timing{};
  Behavior behavior{};
  ImageStore store{};
  CallDirectives directives{};
  std::uint64_t generations = 0;

  Instant now() const { return clock->Now(); }
};

// Puts the image there from the start. Throws Misuse when it makes no sense: no name or a bad one,
// or a second one of that name, region and owner.
void AddGivenImage(ServiceState& state, const GivenImage& given);

// Starts the transition of an image that is in the store, in its present state: it becomes
// AVAILABLE after `wait`, or ends as the directives say; FAILED then carries `failure`.
void StartTransition(ServiceState& state, std::string_view region, const ImageKey& key,
                     CompletionRule wait, StateChangeReason failure);

// Ends a running transition now, if it is still the one of that generation.
void EndTransition(ServiceState& state, std::string_view region, const ImageKey& key,
                   std::uint64_t generation, const std::optional<StateChangeReason>& failure);

// Returns `arn:aws:appstream:us-east-1:123456789012:image/golden`, with the region's partition.
std::string ImageArn(std::string_view region, std::string_view account, std::string_view name);

// Returns the error with the HTTP status that the behaviour has for it.
ServiceError ServiceSays(const ServiceState& state, ErrorCode code, std::string message);

// The members of a transition's failure.
StateChangeReason FailureReason(StateChangeCode code, std::string_view name);

}  // namespace fakestream
