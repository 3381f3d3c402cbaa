// SPDX-License-Identifier: Apache-2.0
#pragma once

// Time that moves only when somebody waits or advances it, and what is due on the way.
//
//   VirtualClock clock(start);
//   clock.At(start + 20min, [&] { image.state = ImageState::kAvailable; });
//   clock.Sleep(30min);                       // runs the event at start + 20min
//
// Not safe for several threads; a World's clock is (world/world.h).

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "fakestream/sim/clock.h"

namespace fakestream {

class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Instant start = {}) : start_(start), now_(start) {}

  Instant Now() const override { return now_; }

  Instant start() const { return start_; }

  Duration Elapsed() const { return now_ - start_; }

  void Sleep(Duration length) override { Advance(std::max(length, Duration{})); }

  // Moves time on. Events that fall due run in the order of their time, then of their scheduling,
  // each at its own instant; those that they schedule in turn are not forgotten. Throws Misuse for
  // a negative length and beyond kLatestInstant.
  void Advance(Duration length);

  // Runs the event once the clock has reached `at`; at the next advance when that is past.
  void At(Instant at, std::function<void()> event);

 private:
  struct Event {
    Instant at;
    std::uint64_t number;  // ties in time run in the order of scheduling
    std::function<void()> run;
  };

  // Turns the vector into a heap whose front is the next event.
  static bool RunsLater(const Event& left, const Event& right);

  Instant start_;
  Instant now_;
  std::uint64_t scheduled_ = 0;
  std::vector<Event> events_{};
};

}  // namespace fakestream
