// SPDX-License-Identifier: Apache-2.0
#pragma once

// The clock for production: what code under test waits on in a test without waiting, it waits on
// here for real.
//
//   AppStreamOverSdk images(client);
//   RealClock clock;
//   ImageMirror mirror(images, clock);

#include <chrono>
#include <thread>

#include "fakestream/sim/clock.h"

namespace fakestream {

// The time of day, and a Sleep that takes as long as it says. Safe from several threads.
class RealClock final : public Clock {
 public:
  Instant Now() const override {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<Duration>(now)};
  }

  void Sleep(Duration length) override {
    if (length > Duration{}) std::this_thread::sleep_for(length);
  }
};

}  // namespace fakestream
