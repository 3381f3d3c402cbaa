// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "backend/fake_app_stream.h"
#include "backend/validator.h"
#include "fault/injector.h"
#include "trace/recorder.h"
#include "world/gate.h"

namespace fakestream {

// The whole way of a call in one region, from the outside to the inside.
struct ClientChain {
  ClientChain(ServiceState& service, GateContext gate_context, RecorderContext recorder_context,
              InjectorContext injector_context, const std::string& region)
      : fake(service, region),
        injecting(fake, injector_context, region),
        validator(injecting),
        recorder(validator, recorder_context, region),
        gate(std::make_unique<Gate>(recorder, gate_context)) {}

  ClientChain(const ClientChain&) = delete;
  ClientChain& operator=(const ClientChain&) = delete;

  ~ClientChain() { Retire(std::move(gate)); }

  FakeAppStream fake;
  InjectingAppStream injecting;
  Validator validator;
  Recorder recorder;
  std::unique_ptr<Gate> gate;
};

}  // namespace fakestream
