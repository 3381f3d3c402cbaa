// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything one test needs: an account in a simulated AppStream, its time, what should go wrong,
// and what happened.
//
//   World world({.images = {{.name = "golden"}}});
//   world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(2));
//
//   AppStream& images = world.Client("us-east-1");
//   ...                                       // code under test uses `images` and `world.clock()`
//   EXPECT_TRUE(world.Verify().empty());      // every scripted fault fired
//
// Worlds share nothing. Clients and clock may be used from several threads at once, and so may
// Inject and FindImage; the trace is then complete, and in the order in which calls were served.
// `trace()` and `Verify()` are for when those threads are done.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakestream/backend/settings.h"
#include "fakestream/fault/script.h"
#include "fakestream/service/app_stream.h"
#include "fakestream/sim/virtual_clock.h"
#include "fakestream/trace/trace.h"
#include "fakestream/world/injection.h"
#include "fakestream/world/limits.h"
#include "fakestream/world/placed_image.h"
#include "fakestream/world/unanswered.h"

namespace fakestream {

struct WorldOptions {
  Instant now = {std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}.time_since_epoch()};
  std::string region = "us-east-1";  // home: of clients and images that name none
  Account account{};
  std::vector<Credentials> credentials{};  // for endpoints; a World looks at no signature
  Quotas quotas{};
  Timing timing{};
  Behavior behavior{};
  std::vector<GivenImage> images{};
  std::uint64_t seed = 0;
  std::size_t trace_limit = Trace::kDefaultLimit;
  // Every call must meet a rule of the script: one that reaches the fake unscripted is a failure.
  bool is_strict = false;
  // What may stay without an answer: operations, services, hosts (world/unanswered.h). Anything
  // else that nothing answers is a failure.
  std::set<std::string> allowed_unanswered{};

  friend bool operator==(const WorldOptions&, const WorldOptions&) = default;
};

// Why a rule did not do what its script promised.
struct Unfired {
  enum class Reason : std::uint8_t {
    kNeverMatched,    // no call passed its filters
    kOutOfWindow,     // calls passed the filters, but never the call or time window
    kChanceNeverHit,  // every draw of its chance said no
    kShadowed,        // an earlier rule acted on every call it wanted
    kPartlyFired,     // it fired, but fewer times than its closed window has calls
  };

  std::size_t rule = 0;  // place in the script, from 0
  std::string text{};    // the rule's sentence
  Reason reason{};
  std::uint64_t matched = 0;  // calls that passed its filters
  std::uint64_t fired = 0;
  std::uint64_t wanted = 1;                // how often it had to fire
  bool is_ended = false;                   // by its Injection
  std::vector<std::string> near_misses{};  // the nearest calls and the fields that differ
};

template <>
inline constexpr std::array kEnumNames<Unfired::Reason> =
    std::to_array<std::string_view>({"never matched", "out of window", "chance never hit",
                                     "shadowed by an earlier fault", "partly fired"});

// Returns `fault 2 never fired: no call matched it: on CopyImage …`, and a line
// `  nearest: call 3: …` per near miss.
std::string ToText(const Unfired& unfired);

// A call that was served, with what nobody but a wire needs to know of it.
struct ServedCall {
  Outcome<AnyResult> outcome;  // what the caller gets
  // What the service had answered before a fault took the reply away; nothing when it never acted.
  std::optional<Outcome<AnyResult>> lost_reply{};
};

// A clock that every thread may use. Waiting is advancing.
class WorldClock : public Clock {
 public:
  virtual void Advance(Duration length) = 0;
  virtual Duration Elapsed() const = 0;
};

class World {
 public:
  // Throws Misuse when the options make no sense (an image without a name, two of one name, a name
  // that can be left without an answer by nobody). A region that AppStream does not have makes
  // none, here, of a client and in a rule, unless `behavior.unsupported_region` is kAccepted.
  explicit World(WorldOptions options = {});
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  // A client of this account in that region; empty: the home region. It lives as long as the World;
  // used after that it throws Misuse (as long as its World was one of the last to go).
  AppStream& Client(std::string_view region = {});

  // Makes the call that Client(region) would make, and says more about it: for those who put calls
  // on a wire.
  ServedCall Serve(std::string_view region, const AnyRequest& request);

  // Makes a call of an operation that is not simulated, which fails: as a rule of the script says,
  // or with an error that says so.
  ServiceError ServeOther(std::string_view region, OtherOperation operation);

  // The time of this World. As a client, it throws Misuse once the World is gone.
  WorldClock& clock();
  const WorldClock& clock() const;

  // Adds a rule, or several, behind those that are there. Throws Misuse when another has its id,
  // and when one could never fire: a window of time (Between) counts from the World's beginning and
  // may be over, while a window of calls (Times) counts from now on. The Injection tells how often
  // they fired, and ends them.
  Injection Inject(Rule rule);
  Injection Inject(Script script);

  // Runs the body, and lets no rule act on the calls made meanwhile, though rules count them: for a
  // test's own set-up and for what it reads back. May be nested. Returns what the body returns.
  template <class Body>
  decltype(auto) WithoutFaults(Body&& body) {
    const FaultSuspension truce(*this);
    return std::forward<Body>(body)();
  }

  // Puts an end to code that never ends: its next call or wait beyond a limit throws Exhausted.
  void SetLimits(const Limits& limits);
  // The limit that was passed first, in the words of Exhausted; empty: none.
  std::string exhausted() const;

  // Changes that an administrator of the account would make.
  void SetAccountStatus(AccountStatus status);
  void SetQuotas(const Quotas& quotas);

  const WorldOptions& options() const;
  const Script& script() const;
  const Trace& trace() const;

  // How often each rule fired, in the order of the script.
  std::vector<std::uint64_t> FiredCounts() const;
  // How many calls had been made when each rule was injected, in the order of the script.
  std::vector<std::uint64_t> CallsBeforeRules() const;
  // How many had been made when each was ended; nothing for one that is at work.
  std::vector<std::optional<std::uint64_t>> CallsBeforeEnds() const;

  // The image of that name in that region as the service knows it now, whoever may see it; nothing
  // when there is none. Costs no call, fires no rule, is not traced.
  std::optional<Image> FindImage(std::string_view region, std::string_view name) const;
  // The same with its tags and the accounts that it is shared with.
  std::optional<PlacedImage> FindPlacedImage(std::string_view region, std::string_view name) const;

  // All images as the service knows them now, sorted by region, name and owner.
  std::vector<PlacedImage> FindImages() const;

  // Returns every rule that did not fire as often as it must, and why. Of one that was ended, that
  // is once, whatever its window.
  std::vector<Unfired> Verify() const;

  // Returns the numbers of the calls that no rule acted on though one might have, as far as the
  // trace goes back. Empty unless the World is strict.
  std::vector<std::uint64_t> UnscriptedCalls() const;

  // Returns what nothing answered, sorted by name, with those that are allowed.
  std::vector<UnansweredCalls> Unanswered() const;

 private:
  class FaultSuspension {
   public:
    explicit FaultSuspension(World& world) : world_(&world) { world_->SuspendFaults(); }

    FaultSuspension(const FaultSuspension&) = delete;
    FaultSuspension& operator=(const FaultSuspension&) = delete;

    ~FaultSuspension() { world_->ResumeFaults(); }

   private:
    World* world_;
  };

  void SuspendFaults();
  void ResumeFaults();

  // Shared, for as long as it is asked, with an Injection on another thread.
  std::shared_ptr<internal::WorldState> state_;
};

}  // namespace fakestream
