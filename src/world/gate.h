// SPDX-License-Identifier: Apache-2.0
#pragma once

// The outermost station of a call: lets one call through at a time, and lets each take the time
// that every call takes.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
#include <utility>

#include "fakestream/backend/settings.h"
#include "fakestream/base/check.h"
#include "fakestream/service/decorator.h"
#include "fakestream/sim/virtual_clock.h"
#include "fakestream/trace/trace.h"
#include "fakestream/world/limits.h"

namespace fakestream {

// How much may happen before a World is exhausted, and what says so.
class LimitGuard {
 public:
  void Set(const Limits& limits) { limits_ = limits; }

  // The limit that was passed first; empty: none.
  const std::string& passed() const { return passed_; }

  // Throws Exhausted when one more call would be too many, or any time has passed beyond the limit.
  void CheckCall(std::uint64_t calls) {
    clock_reads_ = 0;
    if (calls >= limits_.calls) ThrowTooManyCalls();
  }

  void CheckTime(Duration elapsed) {
    clock_reads_ = 0;
    if (elapsed > limits_.elapsed) ThrowTooLong();
  }

  void CheckLook() {
    if (++clock_reads_ > limits_.max_clock_reads) ThrowTooManyClockReads();
  }

 private:
  [[noreturn]] void ThrowTooManyCalls();
  [[noreturn]] void ThrowTooLong();
  [[noreturn]] void ThrowTooManyClockReads();
  [[noreturn]] void Throw(std::string what);

  Limits limits_{};
  std::uint64_t clock_reads_ = 0;  // since time passed or a call was made
  std::string passed_{};
};

// Notices when calls come from more than one thread. To be asked under the lock of the calls.
class CallerWatch {
 public:
  void NoteCall() {
    const pthread_t caller = pthread_self();
    if (!has_any_) first_ = caller;
    has_any_ = true;
    if (pthread_equal(first_, caller) == 0) has_several_ = true;
  }

  bool has_several() const { return has_several_; }

 private:
  pthread_t first_{};
  bool has_any_ = false;
  bool has_several_ = false;
};

// What a Gate works with; all of it must outlive the client.
struct GateContext {
  std::mutex* mutex = nullptr;
  VirtualClock* clock = nullptr;
  const Timing* timing = nullptr;
  const Trace* trace = nullptr;
  LimitGuard* limits = nullptr;
  CallerWatch* callers = nullptr;
  std::uint64_t seed = 0;
};

// Returns an InternalError that also says what we need to find its cause.
InternalError Explained(const InternalError& error, std::uint64_t seed, const Trace& trace);

class Gate final : public Decorator<Gate> {
 public:
  Gate(AppStream& target, GateContext context) : Decorator(target), context_(context) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    return Pass([&] { return Forward<Op>(request); });
  }

  // Lets one call through: makes it by `call`, and returns what that returns.
  template <class Function>
  auto Pass(Function&& call) {
    if (is_closed_.load(std::memory_order_relaxed)) ThrowClosed();
    const std::lock_guard lock(*context_.mutex);
    return PassLocked(std::forward<Function>(call));
  }

  // The same for whoever holds the World's lock.
  template <class Function>
  auto PassLocked(Function&& call) {
    context_.callers->NoteCall();
    context_.limits->CheckCall(context_.trace->calls());
    try {
      if (context_.timing->per_call > Duration{}) {
        context_.clock->Advance(context_.timing->per_call);
      }
      return call();
    } catch (const InternalError& error) {
      throw Explained(error, context_.seed, *context_.trace);
    }
  }

  // The World goes away: from now on each call throws Misuse.
  void Close() { is_closed_.store(true, std::memory_order_relaxed); }

 private:
  [[noreturn]] static void ThrowClosed();

  GateContext context_;
  std::atomic<bool> is_closed_ = false;
};

// Closes the gate and keeps it for a while, so that a client that outlives its World throws and
// does not crash: the last gates that were buried are kept, whatever their Worlds.
void Retire(std::unique_ptr<Gate> gate);

}  // namespace fakestream
