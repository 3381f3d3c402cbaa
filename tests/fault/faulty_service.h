// SPDX-License-Identifier: Apache-2.0
#pragma once

// A BareService with an injector between validation and the fake, as in a World.

#include <string>
#include <utility>

#include "backend/bare_service.h"
#include "fault/injector.h"

namespace fakestream {

class FaultyService {
 public:
  explicit FaultyService(Script script, const BareOptions& given = {}, std::uint64_t seed = 0)
      : service_(given),
        injector_({.seed = seed, .status_of_not_found = StatusOfNotFound(given.behavior)}) {
    injector_.Add(std::move(script));
  }

  AppStream& In(const std::string& region) {
    std::unique_ptr<Seat>& seat = seats_[region];
    if (seat == nullptr) {
      seat = std::make_unique<Seat>(service_.state(),
                                    InjectorContext{.injector = &injector_,
                                                    .clock = &service_.clock(),
                                                    .directives = &service_.state().directives,
                                                    .timing = &service_.state().timing},
                                    region);
    }
    return seat->validator;
  }

  AppStream* operator->() { return &In("us-east-1"); }

  FaultInjector& injector() { return injector_; }

  VirtualClock& clock() { return service_.clock(); }

  BareService& service() { return service_; }

 private:
  struct Seat {
    Seat(ServiceState& state, InjectorContext context, const std::string& region)
        : fake(state, region), injecting(fake, context, region), validator(injecting) {}

    FakeAppStream fake;
    InjectingAppStream injecting;
    Validator validator;
  };

  BareService service_;
  FaultInjector injector_;
  std::map<std::string, std::unique_ptr<Seat>> seats_{};
};

}  // namespace fakestream
