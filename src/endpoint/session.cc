// SPDX-License-Identifier: Apache-2.0
#include "fakestream/endpoint/session.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "endpoint/control.h"
#include "fakestream/endpoint/endpoint.h"
#include "fakestream/scenario/replayer.h"

namespace fakestream {
namespace {

WorldOptions ServedOptions(WorldOptions given, const SessionOptions& options) {
  const bool needs_time =
      options.clock == ServedClock::kAuto && given.timing.per_call == Duration{};
  if (needs_time) given.timing.per_call = std::chrono::seconds{1};
  given.trace_limit = std::min(given.trace_limit, options.trace_limit);
  return given;
}

}  // namespace

Session::Session(Scenario scenario, SessionOptions options) : options_(options) {
  Reset(std::move(scenario));
}

Exchange Session::Handle(const HttpRequest& request) {
  if (options_.clock == ServedClock::kReal) KeepUp();
  if (options_.has_control && internal::IsControl(request)) return internal::Control(*this, request);
  return service_->Handle(request, RealTime());
}

ScenarioReport Session::Report() const { return ReportOf(*world_, scenario_); }

void Session::Reset(std::optional<Scenario> scenario) {
  const Scenario& next = scenario ? *scenario : scenario_;
  auto world = std::make_unique<World>(ServedOptions(next.given, options_));
  world->Inject(next.faults);
  service_ = std::make_unique<WireService>(*world);
  world_ = std::move(world);
  if (scenario) scenario_ = *std::move(scenario);
  last_seen_ = RealTime();
}

// The time of day may be set back; virtual time may not.
void Session::KeepUp() {
  const Instant now = RealTime();
  if (now > last_seen_) world_->clock().Advance(now - last_seen_);
  last_seen_ = now;
}

}  // namespace fakestream
