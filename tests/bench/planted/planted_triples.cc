// SPDX-License-Identifier: Apache-2.0
// Clients whose bugs need three faults.
#include <optional>
#include <set>
#include <vector>

#include "bench/planted/lists.h"
#include "bench/planted/steps.h"

namespace fakestream::planted {
namespace {

// CopyImage fails in three different ways, one after the other. A kind for ever is one kind, and
// two faults are two at most; the count is of kinds, not of failures.
Claim FailoverAfterThreeKinds(World& world) {
  Site site = SiteOf(world);
  std::set<ErrorCode> kinds;
  const auto verdict = [&kinds](const ServiceError& error, Sent known) {
    if (MayGetBetter(error)) kinds.insert(error.code);
    return kinds.size() == 3 ? std::optional{known} : std::nullopt;
  };
  const Sent sent = Send(site, {.verdict = verdict});
  if (kinds.size() < 3) return Finish(site, sent);
  site.target = &world.Client("eu-central-1");
  return Finish(site, Send(site, {.first = CopyTo("golden-eu", "eu-central-1")}));
}

// Any three looks that fail, each once, with good ones between them or not. Two are forgiven; what
// fails for ever may end in a doubt.
Claim ThirdHiccup(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [watcher = Watcher{}, failures = 0](Seen seen) mutable {
    const bool has_failed = seen == Seen::kNothing || seen == Seen::kNoAnswer;
    if (has_failed && ++failures == 3) return std::optional{Claim::kUnknown};
    return watcher(seen);
  });
}

// Deletes what a FAILED copy left. Returns whether it believes that it is gone.
bool DeletesAndBelieves(const Site& site) {
  for (int failures = 1; failures <= kAttempts; ++failures) {
    const auto deleted = site.target->DeleteImage({.name = "golden-eu"});
    bool is_gone = deleted || deleted.GetError().code == ErrorCode::kResourceNotFound;
    if (!is_gone && !MayGetBetter(deleted.GetError())) return false;
    site.clock->Sleep(PauseAfter(failures));
    if (!is_gone && MayHaveActed(deleted.GetError())) {
      const Seen seen = Look(site);
      is_gone = seen == Seen::kNothing || seen == Seen::kLeaving || seen == Seen::kNoAnswer;
    }
    if (!is_gone) continue;
    site.clock->Sleep(kBetweenLooks);  // a deletion takes a minute
    return true;
  }
  return false;
}

// The copy ends FAILED, the request to delete it is lost, and the look that should tell gets no
// answer: the remains are still there, and it goes round them by another name. Without the first
// there is nothing to delete, without the second the deletion goes through, and with an answer it
// deletes again. For ever, each of them is one of the three.
Claim GoesRoundItsRemains(World& world) {
  const Site site = SiteOf(world);
  const Sent first = Send(site);
  bool has_failed = false;
  const Claim claim = FinishBy(site, first, [&, watcher = Watcher{}](Seen seen) mutable {
    has_failed = seen == Seen::kFailed;
    return watcher(seen);
  });
  if (!has_failed || !DeletesAndBelieves(site)) return claim;
  bool is_taken = false;
  const auto verdict = [&](const ServiceError& error, Sent known) {
    is_taken = error.code == ErrorCode::kResourceAlreadyExists && known == Sent::kRefused;
    return is_taken ? std::optional{known} : std::nullopt;
  };
  const Sent second = Send(site, {.verdict = verdict});
  if (!is_taken) return Finish(site, second);
  if (Send(site, {.first = CopyTo("golden-eu-2")}) == Sent::kRefused) return Claim::kNotCopied;
  return Watch(site, "golden-eu-2");
}

}  // namespace

std::vector<Client> TriplesPlanted() {
  return {
      {"failover_after_three_kinds", 3, "goes to another region after three kinds of error",
       "failover in doubt", "no_orphan", FailoverAfterThreeKinds},
      {"third_hiccup", 3, "never resets its count of looks that failed",
       "WASABI how (count not reset)", "succeeds_in_the_end", ThirdHiccup},
      {"goes_round_its_remains", 3,
       "copies under a second name when the remains of the first copy are still there",
       "Rainmaker timeout, retries fail", "no_orphan", GoesRoundItsRemains},
  };
}

}  // namespace fakestream::planted
