// SPDX-License-Identifier: Apache-2.0
#pragma once

// The outermost station of a call: lets one call through at a time, and lets each take the time that
// every call takes.

#include <cstdint>
#include <mutex>

#include "fakestream/backend/settings.h"
#include "fakestream/base/check.h"
#include "fakestream/service/decorator.h"
#include "fakestream/sim/virtual_clock.h"
#include "fakestream/trace/trace.h"

namespace fakestream {

// What a Gate works with; all of it must outlive the client.
struct GateContext {
  std::mutex* mutex = nullptr;
  VirtualClock* clock = nullptr;
  const Timing* timing = nullptr;
  const Trace* trace = nullptr;
  std::uint64_t seed = 0;
};

// Returns an InternalError that also says what we need to find its cause.
InternalError Explained(const InternalError& error, std::uint64_t seed, const Trace& trace);

class Gate final : public Decorator<Gate> {
 public:
  Gate(AppStream& target, GateContext context) : Decorator(target), context_(context) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    const std::lock_guard lock(*context_.mutex);
    try {
      if (context_.timing->per_call > Duration{}) {
        context_.clock->Advance(context_.timing->per_call);
      }
      return Forward<Op>(request);
    } catch (const InternalError& error) {
      throw Explained(error, context_.seed, *context_.trace);
    }
  }

 private:
  GateContext context_;
};

}  // namespace fakestream
