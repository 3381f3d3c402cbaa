// SPDX-License-Identifier: Apache-2.0
#pragma once

// The steps of a correct client. A client with a bug is made of them, but for the step that is
// wrong, so that its bug is the only one.
//
//   const Site site = SiteOf(world);
//   return Finish(site, Send(site));

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "fakestream/explore/claim.h"
#include "fakestream/service/app_stream.h"
#include "fakestream/sim/clock.h"
#include "fakestream/world/world.h"

namespace fakestream::planted {

inline constexpr int kAttempts = 8;  // of a call that fails
inline constexpr Duration kBetweenLooks = std::chrono::minutes{2};
inline constexpr Duration kDeadline = std::chrono::hours{2};  // for a copy, from its first look on

struct Site {
  AppStream* source = nullptr;  // in us-east-1
  AppStream* target = nullptr;  // in eu-west-1
  Clock* clock = nullptr;
};

Site SiteOf(World& world);

// Returns the request for the copy; by default, the one that everybody wants.
CopyImageRequest CopyTo(std::string name = "golden-eu", std::string region = "eu-west-1");

// Throttling, 5xx, no reply, a limit, a source that is busy: the same request may do later.
bool MayGetBetter(const ServiceError& error);
// Nobody knows whether the call took effect.
bool MayHaveActed(const ServiceError& error);

// How long to wait after so many failures of a call in a row: 1 s, doubled, at most 1 min.
Duration PauseAfter(int failures);

// What is known of a copy once it was asked for.
enum class Sent : std::uint8_t {
  kAccepted,  // it is under way
  kRefused,   // it is not, for certain
  kDoubtful,  // a reply was lost
};

// How to ask for it. The defaults are right.
struct Sending {
  CopyImageRequest first = CopyTo();
  CopyImageRequest again = first;  // after a failure
  int attempts = kAttempts;
  Duration (*pause)(int failures) = PauseAfter;
  bool (*may_get_better)(const ServiceError& error) = MayGetBetter;
  // Has the first word on each error: an answer ends it. `known` is from the errors before.
  std::function<std::optional<Sent>(const ServiceError& error, Sent known)> verdict{};
};

Sent Send(const Site& site, const Sending& sending = {});

// What a look at the copy shows.
enum class Seen : std::uint8_t {
  kUnderWay,
  kAvailable,
  kFailed,
  kLeaving,   // it is being deleted
  kNothing,   // there is none, or it does not show yet
  kNoAnswer,  // ask again later
  kRefused,   // do not ask again
};
Seen Look(const Site& site, const std::string& name = "golden-eu");

// Judges one look after the other, correctly: nothing as long as it must be looked again.
class Watcher {
 public:
  std::optional<Claim> operator()(Seen seen);

 private:
  int failures_ = 0;  // in a row
};

// Looks every two minutes until `judge` has an answer; nothing when it had none by the deadline.
using Judge = std::function<std::optional<Claim>(Seen seen)>;
std::optional<Claim> Poll(const Site& site, const Judge& judge, Duration deadline = kDeadline);

// Waits for the copy.
Claim Watch(const Site& site, const std::string& name = "golden-eu");
// Waits for it, unless it was refused.
Claim Finish(const Site& site, Sent sent);
Claim FinishBy(const Site& site, Sent sent, const Judge& judge);

// Deletes what a FAILED copy left, and waits until it is gone. Returns whether it is.
bool ClearAway(const Site& site);

}  // namespace fakestream::planted
