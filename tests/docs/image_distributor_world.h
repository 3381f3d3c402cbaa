// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the tests of ImageDistributor ask a World, in their words.

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <variant>

#include "docs/image_distributor.h"

#include "fakestream/testing.h"

namespace example {

// gtest prints these in failure messages.
inline void PrintTo(Arrival arrival, std::ostream* out) {
  *out << NameOf(arrival);
}

inline void PrintTo(const Delivery& delivery, std::ostream* out) {
  *out << delivery.region << ": " << NameOf(delivery.arrival) << " " << delivery.reason;
}

// A distributor from us-east-1 to every region of that World, which must outlive it.
inline ImageDistributor DistributorIn(fakestream::World& world, DistributorOptions options = {}) {
  const auto client_of = [&world](const std::string& region) -> fakestream::AppStream& {
    return world.Client(region);
  };
  return {world.Client("us-east-1"), client_of, world.clock(), options};
}

// The state of the image "golden" in that region; nothing when there is none.
inline std::optional<fakestream::ImageState> StateIn(const fakestream::World& world,
                                                     std::string_view region) {
  const auto image = world.FindImage(region, "golden");
  return image ? image->state : std::nullopt;
}

// How many calls of that operation were made.
template <class Op>
int Calls(const fakestream::World& world) {
  const auto& events = world.trace().events();
  return static_cast<int>(
      std::count_if(events.begin(), events.end(), [](const fakestream::TraceEvent& event) {
        const auto* const call = std::get_if<fakestream::CallEvent>(&event);
        return call != nullptr && OperationOf(call->request) == fakestream::kOperation<Op>;
      }));
}

// How many copies the service began, whatever it answered.
inline int CopiesBegun(const fakestream::World& world) {
  const auto& events = world.trace().events();
  return static_cast<int>(
      std::count_if(events.begin(), events.end(), [](const fakestream::TraceEvent& event) {
        const auto* const change = std::get_if<fakestream::StateEvent>(&event);
        return change != nullptr && !change->from && change->to == fakestream::ImageState::kCopying;
      }));
}

}  // namespace example
