// SPDX-License-Identifier: Apache-2.0
#pragma once

// A scenario that is served: its Worlds, what it takes to start them anew, and a control interface
// for the tests of other languages.
//
//   WorldHost host(scenario, {.clock = ServedClock::kManual});
//   Endpoint endpoint([&](const HttpRequest& request) { return host.Handle(request); });
//
// Control stands under /_fakestream/ and speaks JSON; GET /_fakestream/ lists what there is. It is
// served between calls, so that each of them sees all of its effect or nothing.
//
// Tests that run side by side each get a World of their own with ServedWorlds::kByAccessKey: what
// they have to do is to sign with access key ids that differ.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/report/report.h"
#include "fakestream/scenario/scenario.h"
#include "fakestream/wire/message.h"
#include "fakestream/wire/request_ids.h"
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

// Who shares a World.
enum class ServedWorlds : std::uint8_t {
  kOne,  // everybody
  // Those who sign with the same access key id. Request ids are the one thing that still depends on
  // the neighbours: all replies of a host number theirs together.
  kByAccessKey,
};
template <>
inline constexpr std::array kEnumNames<ServedWorlds> =
    std::to_array<std::string_view>({"one", "by-access-key"});

struct WorldHostOptions {
  ServedClock clock = ServedClock::kAuto;
  bool has_control = true;
  // Latest events that are kept: a server may run for long, and nobody waits for its memory to end.
  std::size_t trace_limit = 10'000;
  ServedWorlds worlds = ServedWorlds::kOne;
  std::size_t most_worlds = 1'000;  // a new access key id beyond that is refused
  // Only requests that one of `given.credentials` signed are served; of the key "test" with the
  // secret "test" where the scenario gives none.
  bool verifies_signatures = false;
  // What clients call us beside loopback: who asks for another host takes us for a proxy.
  std::string address = "127.0.0.1";
};

// Who may sign requests for the scenario.
const std::vector<Credentials>& CredentialsOf(const Scenario& scenario);

// Not safe from several threads: an Endpoint's handler, or what runs inside its With.
class WorldHost {
 public:
  // Throws Misuse when the scenario gives a World that cannot be.
  explicit WorldHost(Scenario scenario, WorldHostOptions options = {});
  WorldHost(const WorldHost&) = delete;
  WorldHost& operator=(const WorldHost&) = delete;
  ~WorldHost() = default;

  // Answers a client of AppStream, or of the control interface.
  Exchange Handle(const HttpRequest& request);

  // The World of whoever signs with that access key id, made when it is new; where there is one
  // World for all, that one. Throws Misuse when there are too many, and for an empty id where each
  // has one.
  World& world(std::string_view access_key_id = {});
  // The access key ids that have a World, sorted. Empty where there is one World for all.
  std::vector<std::string> access_key_ids() const;

  const WorldHostOptions& options() const { return options_; }

  // What new Worlds start with.
  const Scenario& scenario() const { return scenario_; }

  // What has become of each World so far, by access key id: every fault must have fired. Where no
  // World was ever asked for, it is that of a World that nobody used.
  std::vector<ScenarioReport> Reports();
  // The same of one World. Throws Misuse where there is none.
  ScenarioReport Report(std::string_view access_key_id = {});

  // How many requests named an operation of AppStream, from the first on and whatever was reset.
  std::uint64_t calls() const { return calls_; }

  // What was meant for somebody else since this was last reset, by the host or the service
  // that it was for. It was refused.
  std::vector<UnansweredCalls> elsewhere() const;

  // Starts all anew, with another scenario if one is given: every World goes away. Throws like the
  // constructor, and then changes nothing.
  void Reset(std::optional<Scenario> scenario = {});
  // The same for the World of that access key id alone; others, and new ones, keep their scenario,
  // and all keep their credentials.
  void ResetWorld(std::string_view access_key_id, std::optional<Scenario> scenario = {});
  // Ends the World of that access key id; whoever signs with it next gets a new one. Where there is
  // one World for all, it stays.
  void Forget(std::string_view access_key_id);

 private:
  struct HostedWorld {
    std::unique_ptr<World> world{};
    std::optional<Scenario> scenario{};  // nothing: the host's
    Instant last_seen{};                 // real time up to which a clock of kReal has been advanced
  };

  HostedWorld MakeHostedWorld(const Scenario& scenario) const;
  HostedWorld& HostedWorldOf(std::string_view access_key_id);
  std::string_view KeyOf(std::string_view access_key_id) const;  // in hosted_
  // Refuses what is meant for somebody else.
  std::optional<HttpReply> Refuse(const HttpRequest& request);
  Outcome<World*> Admit(const HttpRequest& request, Instant date);
  void AddElsewhere(ScenarioReport& report) const;
  ScenarioReport ReportOf(const std::string& access_key_id, const HostedWorld& hosted) const;
  void KeepUp(HostedWorld& hosted) const;

  WorldHostOptions options_;
  Scenario scenario_;
  std::optional<WireService> service_{};
  RequestIds refused_ids_{0, "requests for other services"};
  std::uint64_t calls_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> elsewhere_{};
  std::map<std::string, HostedWorld, std::less<>>
      hosted_{};  // by access key id; the one World of all has the empty one
};

}  // namespace fakestream
