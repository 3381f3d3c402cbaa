// SPDX-License-Identifier: Apache-2.0
// Clients that look at the wrong image, or misread what they see.
#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "bench/planted/lists.h"
#include "bench/planted/steps.h"

namespace fakestream::planted {
namespace {

Claim PollsHomeRegion(World& world) {
  Site site = SiteOf(world);
  const Sent sent = Send(site);
  site.target = site.source;
  return Finish(site, sent);
}

Claim PollsByPrefix(World& world) {
  const Site site = SiteOf(world);
  const Sent sent = Send(site);
  return FinishBy(site, sent, [site, watcher = Watcher{}](Seen seen) mutable {
    const auto listed = site.source->DescribeImages({});
    for (std::size_t i = 0; listed && i < listed->images.size(); ++i) {
      const Image& image = listed->images[i];
      const bool is_here = image.state == ImageState::kAvailable;
      if (is_here && image.name.starts_with("golden")) return std::optional{Claim::kCopied};
    }
    return watcher(seen);
  });
}

Claim CopyingIsDone(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [watcher = Watcher{}](Seen seen) mutable {
    return watcher(seen == Seen::kUnderWay ? Seen::kAvailable : seen);
  });
}

Claim AnyEndIsGood(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [watcher = Watcher{}](Seen seen) mutable {
    return watcher(seen == Seen::kFailed ? Seen::kAvailable : seen);
  });
}

Claim DeadlineIsSuccess(World& world) {
  const Site site = SiteOf(world);
  if (Send(site) == Sent::kRefused) return Claim::kNotCopied;
  return Poll(site, Watcher{}).value_or(Claim::kCopied);
}

Claim NoDeadline(World& world) {
  const Site site = SiteOf(world);
  if (Send(site) == Sent::kRefused) return Claim::kNotCopied;
  Watcher watcher;
  std::optional<Claim> claim = watcher(Look(site));
  while (!claim) {
    site.clock->Sleep(kBetweenLooks);
    claim = watcher(Look(site));
  }
  return *claim;
}

Claim PollErrorsAreSuccess(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [watcher = Watcher{}, failures = 0](Seen seen) mutable {
    failures = seen == Seen::kNoAnswer ? failures + 1 : 0;
    return watcher(failures == 3 ? Seen::kAvailable : seen);
  });
}

Claim FirstNotFoundIsGone(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [watcher = Watcher{}](Seen seen) mutable {
    return watcher(seen == Seen::kNothing ? Seen::kFailed : seen);
  });
}

// It has a deadline, a day, but asks a service that is down until then.
Claim PollsFailingForADay(World& world) {
  const Site site = SiteOf(world);
  if (Send(site) == Sent::kRefused) return Claim::kNotCopied;
  const auto judge = [watcher = Watcher{}](Seen seen) mutable {
    return watcher(seen == Seen::kNoAnswer ? Seen::kUnderWay : seen);
  };
  return Poll(site, judge, std::chrono::hours{24}).value_or(Claim::kUnknown);
}

}  // namespace

std::vector<Client> LooksPlanted() {
  return {
      {"polls_home_region", 0, "looks for the copy in the region that it came from",
       "wrong endpoint", "succeeds_in_the_end", PollsHomeRegion},
      {"polls_by_prefix", 0, "takes the first image whose name begins alike for its copy",
       "wrong object", "success_is_available", PollsByPrefix},
      {"copying_is_done", 0, "takes an image that is COPYING for a copy", "accepted taken for done",
       "success_is_available", CopyingIsDone},
      {"any_end_is_good", 1, "takes every end of a copy for success, FAILED too",
       "Rainmaker silent failure", "success_is_available", AnyEndIsGood},
      {"deadline_is_success", 1, "says copied when the deadline passes", "Rainmaker timeout",
       "success_is_available", DeadlineIsSuccess},
      {"no_deadline", 1, "waits for ever for a copy that never ends", "Rainmaker block",
       "terminates", NoDeadline},
      {"poll_errors_are_success", 1, "ends its wait as done after three looks without an answer",
       "WASABI how", "success_is_available", PollErrorsAreSuccess},
      {"first_not_found_is_gone", 1, "gives the copy up when it does not show at once",
       "eventual consistency", "no_false_failure", FirstNotFoundIsGone},
      {"polls_failing_for_a_day", 1, "never counts looks that get no answer", "WASABI missing cap",
       "bounded_attempts", PollsFailingForADay},
  };
}

}  // namespace fakestream::planted
