// SPDX-License-Identifier: Apache-2.0
// Clients that clear away what failed, and go wrong at that.
#include <optional>
#include <vector>

#include "bench/planted/lists.h"
#include "bench/planted/steps.h"

namespace fakestream::planted {
namespace {

Claim DeletesSource(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [site, watcher = Watcher{}](Seen seen) mutable {
    if (seen == Seen::kFailed) (void)site.source->DeleteImage({.name = "golden"});
    return watcher(seen);
  });
}

// Nothing of its own is there when the copy was refused.
Claim RollsBackByPrefix(World& world) {
  const Site site = SiteOf(world);
  const Sent sent = Send(site);
  if (sent != Sent::kRefused) return Watch(site);
  for (AppStream* const images : {site.source, site.target}) {
    const auto listed = images->DescribeImages({});
    if (!listed) continue;
    for (const Image& image : listed->images) {
      if (image.name.starts_with("golden")) (void)images->DeleteImage({.name = image.name});
    }
  }
  return Claim::kNotCopied;
}

// Two faults: the copy ends FAILED, and its deletion is refused (ResourceInUse, say). Without the
// first it deletes nothing; without the second the deletion goes through.
Claim DeletesVerbatimAgain(World& world) {
  const Site site = SiteOf(world);
  return FinishBy(site, Send(site), [site, watcher = Watcher{}](Seen seen) mutable {
    for (int failures = 1; seen == Seen::kFailed && failures < kAttempts; ++failures) {
      const auto deleted = site.target->DeleteImage({.name = "golden-eu"});
      if (deleted || deleted.GetError().code == ErrorCode::kResourceNotFound) break;
      site.clock->Sleep(PauseAfter(failures));
    }
    return watcher(seen);
  });
}

// Two faults: the first copy ends FAILED, and the first look at the second gets no answer: it still
// has FAILED in mind. Without the first there is no second copy; with an answer it sees COPYING.
Claim StateOfFirstCopy(World& world) {
  const Site site = SiteOf(world);
  Seen last = Seen::kUnderWay;
  const auto judge = [&last, watcher = Watcher{}](Seen seen) mutable {
    if (seen != Seen::kNoAnswer) last = seen;
    return watcher(last == Seen::kFailed ? last : seen);
  };
  const Claim claim = FinishBy(site, Send(site), judge);
  if (last != Seen::kFailed || !ClearAway(site)) return claim;
  return FinishBy(site, Send(site), judge);
}

}  // namespace

std::vector<Client> CleanupsPlanted() {
  return {
      {"deletes_source", 1, "deletes the image that it copied from when the copy fails",
       "wrong object", "given_is_kept", DeletesSource},
      {"rolls_back_by_prefix", 1, "deletes images that it did not make when the copy is refused",
       "wrong object", "given_is_kept", RollsBackByPrefix},
      {"deletes_verbatim_again", 2, "repeats a deletion that was refused",
       "WASABI IF (retried or not)", "no_verbatim_retry", DeletesVerbatimAgain},
      {"state_of_first_copy", 2, "judges its second copy by the end of the first",
       "WASABI how (state not reset)", "no_false_failure", StateOfFirstCopy},
  };
}

}  // namespace fakestream::planted
