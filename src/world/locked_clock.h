// SPDX-License-Identifier: Apache-2.0
#pragma once

// The clock that a World gives out: every thread may use it, and it outlives its World, closed.

#include <atomic>
#include <memory>
#include <mutex>

#include "fakestream/sim/virtual_clock.h"
#include "fakestream/world/weak_world.h"
#include "fakestream/world/world.h"

#include "world/gate.h"

namespace fakestream {

class LockedClock final : public WorldClock {
 public:
  LockedClock(std::mutex& mutex, VirtualClock& clock, LimitGuard& limits,
              const CallerWatch& callers)
      : mutex_(&mutex), clock_(&clock), limits_(&limits), callers_(&callers) {}

  Instant Now() const override;
  void Sleep(Duration length) override;
  void Advance(Duration length) override;
  Duration Elapsed() const override;

  // Of the World's calls.
  bool HasSeveralCallers() const;

  // The World goes away: from now on each call throws Misuse.
  void Close() { is_closed_.store(true, std::memory_order_relaxed); }

  // Leads to the World for as long as it lives.
  const std::shared_ptr<internal::WorldLink>& link() const { return link_; }

 private:
  std::unique_lock<std::mutex> Lock() const;

  std::mutex* mutex_;
  VirtualClock* clock_;
  LimitGuard* limits_;
  const CallerWatch* callers_;
  std::atomic<bool> is_closed_ = false;
  // Shared with every WeakWorld that leads here.
  std::shared_ptr<internal::WorldLink> link_ = std::make_shared<internal::WorldLink>();
};

// Closes the clock and keeps it for a while, as gates are kept.
void Retire(std::unique_ptr<LockedClock> clock);

}  // namespace fakestream
