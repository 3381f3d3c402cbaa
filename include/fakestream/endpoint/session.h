// SPDX-License-Identifier: Apache-2.0
#pragma once

// A scenario that is served: its World, what it takes to start that anew, and a control interface
// for the tests of other languages.
//
//   Session session(scenario, {.clock = ServedClock::kManual});
//   Endpoint endpoint([&](const HttpRequest& request) { return session.Handle(request); });
//
// Control stands under /_fakestream/ and speaks JSON; GET /_fakestream/ lists what there is. It is
// served between calls, so that each of them sees all of its effect or nothing.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "fakestream/report/report.h"
#include "fakestream/scenario/scenario.h"
#include "fakestream/wire/message.h"
#include "fakestream/wire/service.h"

namespace fakestream {

// What moves the virtual time of a served World. Nothing ever sleeps.
enum class ServedClock : std::uint8_t {
  kAuto,    // each call takes `timing.per_call`, a second where the scenario names none
  kManual,  // only the control interface, and what faults say
  kReal,    // it keeps up with the time of day
};
template <>
inline constexpr std::array kEnumNames<ServedClock> =
    std::to_array<std::string_view>({"auto", "manual", "real"});

struct SessionOptions {
  ServedClock clock = ServedClock::kAuto;
  bool has_control = true;
  // Latest events that are kept: a server may run for long, and nobody waits for its memory to end.
  std::size_t trace_limit = 10'000;
};

// Not safe from several threads: an Endpoint's handler, or what runs inside its With.
class Session {
 public:
  // Throws Misuse when the scenario gives a World that cannot be.
  explicit Session(Scenario scenario, SessionOptions options = {});

  // Answers a client of AppStream, or of the control interface.
  Exchange Handle(const HttpRequest& request);

  World& world() { return *world_; }
  const Scenario& scenario() const { return scenario_; }
  // What has become of it so far: every fault must have fired.
  ScenarioReport Report() const;

  // Starts anew, with another scenario if one is given. Throws like the constructor, and then
  // changes nothing.
  void Reset(std::optional<Scenario> scenario = {});

 private:
  void KeepUp();

  SessionOptions options_;
  Scenario scenario_;
  std::unique_ptr<World> world_{};
  std::unique_ptr<WireService> service_{};
  Instant last_seen_{};  // real time up to which a clock of kReal has been advanced
};

}  // namespace fakestream
