// SPDX-License-Identifier: Apache-2.0
#include "explore/clients.h"

#include "fakestream/service/error_catalog.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only

const CopyImageRequest kCopy{.source_image_name = "golden",
                             .destination_image_name = "golden-eu",
                             .destination_region = "eu-west-1"};
const DescribeImagesRequest kDescribeCopy{.names = std::vector<std::string>{"golden-eu"}};

bool IsWorthRetrying(const ServiceError& error) {
  return error.http_status == 0 || error.http_status >= 500 ||
         error.code == ErrorCode::kThrottling || error.code == ErrorCode::kLimitExceeded ||
         error.code == ErrorCode::kResourceNotAvailable;
}

bool LeavesDoubt(const ServiceError& error) {
  return error.http_status == 0 || error.http_status >= 500;
}

template <class Call>
auto WithRetries(Clock& clock, Call&& call) {
  Duration pause = 1s;
  for (int attempt = 1;; ++attempt) {
    auto outcome = call();
    if (outcome || attempt == 5 || !IsWorthRetrying(outcome.GetError())) return outcome;
    clock.Sleep(pause);
    pause *= 2;
  }
}

Claim WaitWithCare(AppStream& there, Clock& clock) {
  int missing = 0;
  for (int poll = 0; poll < 60; ++poll) {
    const auto seen = WithRetries(clock, [&] { return there.DescribeImages(kDescribeCopy); });
    if (!seen && seen.GetError().code != ErrorCode::kResourceNotFound) return Claim::kUnknown;
    if (!seen && ++missing == 5) return Claim::kUnknown;
    if (seen && !seen->images.empty()) {
      if (seen->images.front().state == ImageState::kAvailable) return Claim::kCopied;
      if (seen->images.front().state == ImageState::kFailed) return Claim::kNotCopied;
    }
    clock.Sleep(2min);
  }
  return Claim::kUnknown;
}

}  // namespace

Claim CopyWithCare(World& world) {
  bool is_in_doubt = false;
  const auto copied = WithRetries(world.clock(), [&] {
    auto outcome = world.Client("us-east-1").CopyImage(kCopy);
    if (!outcome && LeavesDoubt(outcome.GetError())) is_in_doubt = true;
    return outcome;
  });
  if (!copied) {
    if (!is_in_doubt) return Claim::kNotCopied;
    // A copy of that name that appeared meanwhile is the one whose reply was lost.
    if (copied.GetError().code != ErrorCode::kResourceAlreadyExists) return Claim::kUnknown;
  }
  return WaitWithCare(world.Client("eu-west-1"), world.clock());
}

Claim CopyAndHope(World& world) {
  const auto copied = world.Client("us-east-1").CopyImage(kCopy);
  if (!copied) return Claim::kNotCopied;
  return WaitWithCare(world.Client("eu-west-1"), world.clock());
}

Claim CopyAndWaitForEver(World& world) {
  if (!world.Client("us-east-1").CopyImage(kCopy)) return Claim::kUnknown;
  while (true) {
    const auto seen = world.Client("eu-west-1").DescribeImages(kDescribeCopy);
    if (seen && seen->images.front().state == ImageState::kAvailable) return Claim::kCopied;
    world.clock().Sleep(2min);
  }
}

Experiment ExperimentWith(Claim (*client)(World& world)) {
  return {.given = {.images = {{.region = "us-east-1", .name = "golden"}}},
          .body = [client](World& world) { return RunOutcome{.claim = client(world)}; },
          .oracles = {.goal = Goal{.region = "eu-west-1", .image = "golden-eu"}}};
}

Runner RunnerOf(const Experiment& experiment) {
  return [experiment](const RunRequest& request) { return RunInWorld(experiment, request); };
}

Exploration Explore(const ExploreOptions& options, const Experiment& experiment) {
  return Explore(options, RunnerOf(experiment));
}

Exploration Explore(const ExploreOptions& options, Claim (*client)(World& world)) {
  return Explore(options, ExperimentWith(client));
}

}  // namespace fakestream
