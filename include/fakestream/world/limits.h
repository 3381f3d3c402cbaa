// SPDX-License-Identifier: Apache-2.0
#pragma once

// When code under test is taken to go on for ever.

#include <cstdint>
#include <limits>
#include <string>

#include "fakestream/base/time.h"

namespace fakestream {

// How much may happen in a World; by default anything.
struct Limits {
  std::uint64_t calls = std::numeric_limits<std::uint64_t>::max();
  Duration elapsed = Duration::max();  // virtual time
  // How often the clock is looked at while no time passes and no call is made: in virtual time,
  // waiting by looking never ends.
  std::uint64_t max_clock_reads = std::numeric_limits<std::uint64_t>::max();

  friend bool operator==(const Limits&, const Limits&) = default;
};

// Thrown by the call, the wait or the look that passes a limit, and by all that follow.
// Deliberately not a std::exception: code under test that takes those for failed calls must not
// take this one for one.
struct Exhausted {
  std::string what;
};

}  // namespace fakestream
