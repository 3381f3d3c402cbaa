// SPDX-License-Identifier: Apache-2.0
#include "bench/planted/steps.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace fakestream::planted {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

Seen SeenOf(const Image& image) {
  switch (image.state.value_or(ImageState::kPending)) {
    case ImageState::kAvailable: return Seen::kAvailable;
    case ImageState::kFailed: return Seen::kFailed;
    case ImageState::kDeleting: return Seen::kLeaving;
    case ImageState::kPending:
    case ImageState::kCopying:
    case ImageState::kCreating:
    case ImageState::kImporting:
    case ImageState::kValidating:
    case ImageState::kDeprecated: return Seen::kUnderWay;
  }
  return Seen::kUnderWay;
}

// Returns whether the image is on its way out.
bool Delete(const Site& site) {
  for (int failures = 1;; ++failures) {
    const auto deleted = site.target->DeleteImage({.name = "golden-eu"});
    if (deleted) return true;
    const ErrorCode code = deleted.GetError().code;
    // A reply was lost, and the deletion goes on or is over.
    if (code == ErrorCode::kResourceNotFound) return true;
    if (code == ErrorCode::kConcurrentModification) return true;
    if (!MayGetBetter(deleted.GetError()) || failures == kAttempts) return false;
    site.clock->Sleep(PauseAfter(failures));
  }
}

}  // namespace

Site SiteOf(World& world) {
  return {.source = &world.Client("us-east-1"),
          .target = &world.Client("eu-west-1"),
          .clock = &world.clock()};
}

CopyImageRequest CopyTo(std::string name, std::string region) {
  return {.source_image_name = "golden",
          .destination_image_name = std::move(name),
          .destination_region = std::move(region)};
}

bool MayGetBetter(const ServiceError& error) {
  return error.http_status == 0 || error.http_status >= 500 ||
         error.code == ErrorCode::kThrottling || error.code == ErrorCode::kLimitExceeded ||
         error.code == ErrorCode::kResourceNotAvailable;
}

bool MayHaveActed(const ServiceError& error) {
  return error.http_status == 0 || error.http_status >= 500;
}

Duration PauseAfter(int failures) {
  Duration pause = seconds{1};
  for (int i = 1; i < failures; ++i) pause = std::min<Duration>(pause * 2, minutes{1});
  return pause;
}

Sent Send(const Site& site, const Sending& sending) {
  Sent known = Sent::kRefused;
  for (int failures = 0;;) {
    const auto copied = site.source->CopyImage(failures == 0 ? sending.first : sending.again);
    if (copied) return Sent::kAccepted;
    const ServiceError& error = copied.GetError();
    const auto verdict = sending.verdict ? sending.verdict(error, known) : std::nullopt;
    if (verdict) return *verdict;
    // Its own copy, whose reply was lost; if somebody else's, a look will tell how that fares.
    if (error.code == ErrorCode::kResourceAlreadyExists) return Sent::kDoubtful;
    if (MayHaveActed(error)) known = Sent::kDoubtful;
    if (!sending.may_get_better(error) || ++failures == sending.attempts) return known;
    site.clock->Sleep(sending.pause(failures));
  }
}

Seen Look(const Site& site, const std::string& name) {
  const auto seen = site.target->DescribeImages({.names = std::vector{name}});
  if (seen) return seen->images.empty() ? Seen::kNothing : SeenOf(seen->images.front());
  const ServiceError& error = seen.GetError();
  if (error.code == ErrorCode::kResourceNotFound) return Seen::kNothing;
  return MayGetBetter(error) ? Seen::kNoAnswer : Seen::kRefused;
}

std::optional<Claim> Watcher::operator()(Seen seen) {
  switch (seen) {
    case Seen::kAvailable: return Claim::kCopied;
    case Seen::kFailed: return Claim::kNotCopied;
    case Seen::kRefused: return Claim::kUnknown;
    case Seen::kUnderWay:
    case Seen::kLeaving: failures_ = 0; return std::nullopt;
    case Seen::kNothing:
    case Seen::kNoAnswer: break;
  }
  if (++failures_ < kAttempts) return std::nullopt;
  return Claim::kUnknown;
}

std::optional<Claim> Poll(const Site& site, const Judge& judge, Duration deadline) {
  const Instant end = site.clock->Now() + deadline;
  while (true) {
    if (const auto claim = judge(Look(site))) return claim;
    if (site.clock->Now() >= end) return std::nullopt;
    site.clock->Sleep(kBetweenLooks);
  }
}

Claim Watch(const Site& site, const std::string& name) {
  const Instant end = site.clock->Now() + kDeadline;
  for (Watcher watcher; site.clock->Now() < end; site.clock->Sleep(kBetweenLooks)) {
    if (const auto claim = watcher(Look(site, name))) return *claim;
  }
  return Claim::kUnknown;
}

Claim Finish(const Site& site, Sent sent) {
  return sent == Sent::kRefused ? Claim::kNotCopied : Watch(site);
}

Claim FinishBy(const Site& site, Sent sent, const Judge& judge) {
  if (sent == Sent::kRefused) return Claim::kNotCopied;
  return Poll(site, judge).value_or(Claim::kUnknown);
}

bool ClearAway(const Site& site) {
  if (!Delete(site)) return false;
  for (int looks = 0; looks < kAttempts; ++looks) {
    site.clock->Sleep(kBetweenLooks);
    const Seen seen = Look(site);
    if (seen == Seen::kNothing) return true;
    if (seen != Seen::kLeaving && seen != Seen::kNoAnswer) return false;
  }
  return false;
}

}  // namespace fakestream::planted
