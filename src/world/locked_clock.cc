// SPDX-License-Identifier: Apache-2.0
#include "world/locked_clock.h"

#include <utility>

#include "fakestream/base/check.h"

#include "world/retired.h"

namespace fakestream {

bool LockedClock::HasSeveralCallers() const {
  const auto lock = Lock();
  return callers_->has_several();
}

std::unique_lock<std::mutex> LockedClock::Lock() const {
  if (is_closed_.load(std::memory_order_relaxed)) {
    throw Misuse(
        "the World of this clock is gone; declare the World before whatever uses its clock, so "
        "that "
        "it lives longer");
  }
  return std::unique_lock(*mutex_);
}

Instant LockedClock::Now() const {
  const auto lock = Lock();
  limits_->CheckLook();
  return clock_->Now();
}

void LockedClock::Sleep(Duration length) {
  if (length > Duration{}) {
    Advance(length);
  } else {
    Lock();  // The World has to be there all the same.
  }
}

void LockedClock::Advance(Duration length) {
  const auto lock = Lock();
  clock_->Advance(length);
  limits_->CheckTime(clock_->Elapsed());
}

Duration LockedClock::Elapsed() const {
  const auto lock = Lock();
  return clock_->Elapsed();
}

void Retire(std::unique_ptr<LockedClock> clock) {
  static Retired<LockedClock> retired;
  clock->Close();
  retired.Keep(std::move(clock));
}

}  // namespace fakestream
