// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes every call into a Trace, with what came back and which rule acted on it.

#include <memory>
#include <string>
#include <utility>

#include "fakestream/service/decorator.h"
#include "fakestream/trace/trace.h"

#include "fault/injector.h"

namespace fakestream {

// What a Recorder works with; all of it must outlive the client.
struct RecorderContext {
  Trace* trace = nullptr;
  const VirtualClock* clock = nullptr;
  FaultInjector* injector = nullptr;  // asked which rule acted
};

class Recorder final : public Decorator<Recorder> {
 public:
  Recorder(AppStream& target, RecorderContext context, std::string region)
      : Decorator(target), context_(context), region_(std::move(region)) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    const std::uint64_t number = context_.trace->StartCall();
    const Instant start = context_.clock->Now();
    // A call that does not reach the injector must not inherit the act of the one before.
    context_.injector->last_act() = {};
    Outcome<typename Op::Result> outcome = Forward<Op>(request);
    const FaultInjector::Act& act = context_.injector->last_act();
    CallEvent& event = context_.trace->AddCall();
    event.number = number;
    event.region = region_;
    event.start = start;
    event.end = context_.clock->Now();
    event.request.template emplace<typename Op::Request>(request);
    if (outcome) {
      event.result = std::make_shared<const AnyResult>(outcome.GetResult());
    } else {
      event.error = outcome.GetError();
    }
    event.rule = act.rule;
    event.is_hidden_success = act.is_hidden_success;
    event.is_counted = act.is_counted;
    event.is_fault_free = context_.injector->is_held();
    return outcome;
  }

 private:
  RecorderContext context_;
  std::string region_;
};

}  // namespace fakestream
