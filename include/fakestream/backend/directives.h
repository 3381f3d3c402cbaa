// SPDX-License-Identifier: Apache-2.0
#pragma once

// What may be special about a single call, without anything of the service that serves it.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "fakestream/base/time.h"
#include "fakestream/service/enum_names.h"

namespace fakestream {

// How a transition that a call starts (a copy, an update) ends instead of AVAILABLE.
enum class Ending : std::uint8_t { kFailed, kStuck };
template <>
inline constexpr std::array kEnumNames<Ending> = std::to_array<std::string_view>({"FAILED",
                                                                                  "STUCK"});

// Whoever sets it takes it back after the call.
struct CallDirectives {
  std::optional<Ending> ending{};  // of the transition that it starts
  Duration stale_by{};             // a read sees the state of that long ago
};

}  // namespace fakestream
