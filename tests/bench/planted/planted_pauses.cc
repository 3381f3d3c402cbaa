// SPDX-License-Identifier: Apache-2.0
// Clients with too many attempts, or with too little or too much time between them.
#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

#include "bench/planted/lists.h"
#include "bench/planted/steps.h"

namespace fakestream::planted {
namespace {

Claim NeverGivesUp(World& world) {
  const Site site = SiteOf(world);
  return Finish(site, Send(site, {.attempts = std::numeric_limits<int>::max()}));
}

// "At most 20" was written as if the first attempt did not count.
Claim OneAttemptTooMany(World& world) {
  constexpr int kAllowed = 20;
  const Site site = SiteOf(world);
  return Finish(site, Send(site, {.attempts = 1 + kAllowed}));
}

Claim NoPause(World& world) {
  const Site site = SiteOf(world);
  return Finish(site, Send(site, {.pause = [](int) { return Duration{}; }}));
}

// 1,024 ms, doubled in 16 bits: the seventh pause is none.
Claim ShiftOverflow(World& world) {
  const Site site = SiteOf(world);
  const auto pause = [](int failures) -> Duration {
    return std::chrono::milliseconds{static_cast<std::uint16_t>(1024U << (failures - 1))};
  };
  return Finish(site, Send(site, {.pause = pause}));
}

// 5 minutes, four times as long each time: the seventh pause is two weeks.
Claim PauseWithoutCap(World& world) {
  const Site site = SiteOf(world);
  const auto pause = [](int failures) -> Duration {
    return std::chrono::minutes{5 << (2 * (failures - 1))};
  };
  return Finish(site, Send(site, {.pause = pause}));
}

}  // namespace

std::vector<Client> PausesPlanted() {
  return {
      {"never_gives_up", 1, "asks again without end", "WASABI missing cap", "bounded_attempts",
       NeverGivesUp},
      {"one_attempt_too_many", 1, "asks 21 times where 20 are allowed", "WASABI how",
       "bounded_attempts", OneAttemptTooMany},
      {"no_pause", 1, "asks again at once", "WASABI missing delay", "no_hot_loop", NoPause},
      {"shift_overflow", 1, "doubles its pause until it overflows to none", "WASABI missing delay",
       "no_hot_loop", ShiftOverflow},
      {"pause_without_cap", 1, "lets its pauses grow to weeks", "WASABI missing cap", "terminates",
       PauseWithoutCap},
  };
}

}  // namespace fakestream::planted
