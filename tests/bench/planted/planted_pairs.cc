// SPDX-License-Identifier: Apache-2.0
// Clients that go wrong when a fault meets them while they deal with another.
#include <optional>
#include <string>
#include <vector>

#include "bench/planted/lists.h"
#include "bench/planted/steps.h"

namespace fakestream::planted {
namespace {

using Verdict = std::optional<Sent>;

// A reply is lost, then the next attempt is refused for certain. Without the first the refusal is
// the truth; without the second it meets its own copy, or none.
Claim RefusalWipesDoubt(World& world) {
  const Site site = SiteOf(world);
  const auto verdict = [](const ServiceError& error, Sent) {
    const bool is_refusal = !MayGetBetter(error) && error.code != ErrorCode::kResourceAlreadyExists;
    return is_refusal ? Verdict{Sent::kRefused} : Verdict{};
  };
  return Finish(site, Send(site, {.verdict = verdict}));
}

// Any two that pass, anywhere. One alone is forgiven; one kind for ever may end in a doubt.
Claim OneRetryForAll(World& world) {
  const Site site = SiteOf(world);
  int left = 1;
  const auto verdict = [&left](const ServiceError& error, Sent known) {
    if (!MayGetBetter(error) || left-- > 0) return Verdict{};
    return Verdict{MayHaveActed(error) ? Sent::kDoubtful : known};
  };
  const Sent sent = Send(site, {.verdict = verdict});
  return FinishBy(site, sent, [&left, watcher = Watcher{}](Seen seen) mutable {
    const bool has_failed = seen == Seen::kNothing || seen == Seen::kNoAnswer;
    return watcher(has_failed && left-- <= 0 ? Seen::kRefused : seen);
  });
}

// Throttling, then a reset. Neither alone moves it, and one kind for ever is not the other.
Claim FailoverAfterThrottleAndReset(World& world) {
  Site site = SiteOf(world);
  bool was_throttled = false;
  bool moves = false;
  const auto verdict = [&](const ServiceError& error, Sent known) {
    was_throttled = was_throttled || error.code == ErrorCode::kThrottling;
    moves = was_throttled && error.code == ErrorCode::kConnectionReset;
    return moves ? Verdict{known} : Verdict{};
  };
  const Sent sent = Send(site, {.verdict = verdict});
  if (!moves) return Finish(site, sent);
  site.target = &world.Client("eu-central-1");
  return Finish(site, Send(site, {.first = CopyTo("golden-eu", "eu-central-1")}));
}

// Any two looks at which the copy does not show. One alone is forgiven; when it never shows, it
// cannot tell, as anybody.
Claim NotFoundAddsUp(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [watcher = Watcher{}, absences = 0](Seen seen) mutable {
    if (seen == Seen::kNothing && ++absences == 2) return std::optional{Claim::kUnknown};
    return watcher(seen);
  });
}

// No reply comes, and the look that should tell whether the copy was begun gets no answer. Without
// the first it does not look; with an answer it knows.
Claim SecondNameWhenCheckFails(World& world) {
  const Site site = SiteOf(world);
  std::string name = "golden-eu";
  bool is_doubtful = false;
  for (int failures = 1; failures <= kAttempts; ++failures) {
    const auto copied = site.source->CopyImage(CopyTo(name));
    if (copied || copied.GetError().code == ErrorCode::kResourceAlreadyExists) {
      return Watch(site, name);
    }
    site.clock->Sleep(PauseAfter(failures));
    if (MayHaveActed(copied.GetError())) {
      is_doubtful = true;
      const Seen seen = Look(site, name);
      if (seen == Seen::kNoAnswer) name = "golden-eu-2";
      if (seen != Seen::kNoAnswer && seen != Seen::kNothing) return Watch(site, name);
    } else if (!MayGetBetter(copied.GetError())) {
      break;
    }
  }
  if (!is_doubtful) return Claim::kNotCopied;
  site.clock->Sleep(kBetweenLooks);
  return Watch(site, name);
}

// The first request is lost, and the copy that the second begins ends FAILED. Without the first its
// eyes are open; without the second nothing ends FAILED.
Claim LostCopyMayFail(World& world) {
  const Site site = SiteOf(world);
  bool was_lost = false;
  const auto verdict = [&was_lost](const ServiceError& error, Sent) {
    was_lost = was_lost || MayHaveActed(error);
    return Verdict{};
  };
  const Sent sent = Send(site, {.verdict = verdict});
  return FinishBy(site, sent, [was_lost, watcher = Watcher{}](Seen seen) mutable {
    return watcher(was_lost && seen == Seen::kFailed ? Seen::kAvailable : seen);
  });
}

// A look without an answer, and at the next the copy does not show. Each alone it forgives, and one
// kind for ever is not the other.
Claim NotFoundAfterErrorIsGone(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site),
                  [watcher = Watcher{}, last = Seen::kUnderWay](Seen seen) mutable {
                    const bool is_gone = last == Seen::kNoAnswer && seen == Seen::kNothing;
                    last = seen;
                    return watcher(is_gone ? Seen::kFailed : seen);
                  });
}

}  // namespace

std::vector<Client> PairsPlanted() {
  return {
      {"refusal_wipes_doubt", 2, "takes a refusal for the answer to a request whose reply was lost",
       "Rainmaker timeout, then error", "no_false_failure", RefusalWipesDoubt},
      {"one_retry_for_all", 2, "has one retry for all its calls together", "WASABI how",
       "succeeds_in_the_end", OneRetryForAll},
      {"failover_after_throttle_and_reset", 2,
       "goes to another region when throttling is followed by a reset", "failover in doubt",
       "no_orphan", FailoverAfterThrottleAndReset},
      {"not_found_adds_up", 2, "never resets its count of looks at which nothing shows",
       "WASABI how (count not reset)", "succeeds_in_the_end", NotFoundAddsUp},
      {"second_name_when_check_fails", 2,
       "copies under a second name when it cannot see whether the first copy was begun",
       "Rainmaker timeout, retries fail", "no_orphan", SecondNameWhenCheckFails},
      {"lost_copy_may_fail", 2, "takes every end for success after a reply was lost",
       "Rainmaker timeout, then error", "success_is_available", LostCopyMayFail},
      {"not_found_after_error_is_gone", 2,
       "gives the copy up when it does not show right after a look without an answer",
       "eventual consistency", "no_false_failure", NotFoundAfterErrorIsGone},
  };
}

}  // namespace fakestream::planted
