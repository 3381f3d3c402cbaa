// SPDX-License-Identifier: Apache-2.0
// Clients that ask for the copy in a wrong way.
#include <optional>
#include <vector>

#include "bench/planted/lists.h"
#include "bench/planted/steps.h"

namespace fakestream::planted {
namespace {

using Verdict = std::optional<Sent>;

Claim OwnCopyIsAClash(World& world) {
  const Site site = SiteOf(world);
  const auto verdict = [](const ServiceError& error, Sent) {
    return error.code == ErrorCode::kResourceAlreadyExists ? Verdict{Sent::kRefused} : Verdict{};
  };
  return Finish(site, Send(site, {.verdict = verdict}));
}

Claim RetryGoesHome(World& world) {
  const Site site = SiteOf(world);
  return Finish(site, Send(site, {.again = CopyTo("golden-eu", "us-east-1")}));
}

Claim LimitIsProgress(World& world) {
  const Site site = SiteOf(world);
  const auto verdict = [](const ServiceError& error, Sent) {
    return error.code == ErrorCode::kLimitExceeded ? Verdict{Sent::kAccepted} : Verdict{};
  };
  return Finish(site, Send(site, {.verdict = verdict}));
}

Claim LostMeansSent(World& world) {
  const Site site = SiteOf(world);
  const auto verdict = [](const ServiceError& error, Sent) {
    return error.http_status == 0 ? Verdict{Sent::kAccepted} : Verdict{};
  };
  return Finish(site, Send(site, {.verdict = verdict}));
}

Claim RetriesRefusals(World& world) {
  const Site site = SiteOf(world);
  return Finish(site, Send(site, {.may_get_better = [](const ServiceError&) { return true; }}));
}

}  // namespace

std::vector<Client> SendsPlanted() {
  return {
      {"own_copy_is_a_clash", 1, "takes its own copy, whose reply was lost, for somebody else's",
       "Rainmaker timeout, then conflict", "no_false_failure", OwnCopyIsAClash},
      {"retry_goes_home", 1, "forgets the region when it asks again", "WASABI how", "no_orphan",
       RetryGoesHome},
      {"limit_is_progress", 1, "takes the limit on copies for a copy that is under way",
       "Rainmaker silent failure", "succeeds_in_the_end", LimitIsProgress},
      {"lost_means_sent", 1, "never asks again once no reply came", "Rainmaker timeout",
       "succeeds_in_the_end", LostMeansSent},
      {"retries_refusals", 1, "asks again whatever the error", "WASABI IF (retried or not)",
       "no_verbatim_retry", RetriesRefusals},
  };
}

}  // namespace fakestream::planted
