// SPDX-License-Identifier: Apache-2.0
#include "backend/service_state.h"

#include <utility>

#include <fmt/format.h>

#include "fakestream/base/check.h"
#include "fakestream/base/text.h"

namespace fakestream {
namespace {

std::string_view PartitionOf(std::string_view region) {
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  if (region.starts_with("us-isob-")) return "aws-iso-b";
  if (region.starts_with("us-iso-")) return "aws-iso";
  if (region.starts_with("cn-")) return "aws-cn";
  return "aws";
}

// AWS's own images have no account in their ARN.
constexpr std::string_view kAws;
constexpr std::string_view kSomebodyElse = "999999999999";

std::string OwnerOf(const ServiceState& state, const GivenImage& given) {
  if (!given.owner.empty()) return given.owner;
  const Visibility visibility = given.details.visibility.value_or(Visibility::kPrivate);
  switch (visibility) {
    case Visibility::kPublic: return std::string(kAws);
    case Visibility::kShared: return std::string(kSomebodyElse);
    case Visibility::kPrivate: return state.account.id;
  }
  return {};
}

void FillMembers(const ServiceState& state, const GivenImage& given, std::string_view region,
                 const ImageKey& key, Image& image) {
  image = given.details;
  image.name = given.name;
  image.state = given.state;
  const bool is_mine = key.owner == state.account.id;
  if (!image.visibility) image.visibility = is_mine ? Visibility::kPrivate : Visibility::kShared;
  if (!image.arn) image.arn = ImageArn(region, key.owner, key.name);
  if (!image.display_name) image.display_name = key.name;
  if (!image.created_time) image.created_time = state.now();
  if (is_mine && !image.image_shared_with_others) {
    image.image_shared_with_others = given.shared_with.empty() ? "FALSE" : "TRUE";
  }
}

}  // namespace

void AddGivenImage(ServiceState& state, const GivenImage& given) {
  if (!IsImageName(given.name)) {
    throw Misuse(fmt::format("a given image needs a name like {}, not {}", kNamePattern.regex,
                             Quoted(given.name)));
  }
  const std::string region = given.region.empty() ? state.home_region : given.region;
  const ImageKey key{.name = given.name, .owner = OwnerOf(state, given)};
  ImageRecord* const record = state.store.Seed(region, key);
  if (record == nullptr) {
    throw Misuse(
        fmt::format("the image {} is given twice in region {}", Quoted(given.name), region));
  }
  FillMembers(state, given, region, key, record->image);
  record->tags = given.tags;
  record->is_compatible = given.is_compatible;
  record->is_used_by_fleet = given.is_used_by_fleet;
  for (const SharedImagePermissions& share : given.shared_with) {
    record->shared_with[share.shared_account_id.value_or("")] =
        share.image_permissions.value_or(ImagePermissions{});
  }
  // An image that is given as COPYING is on its way like any copy: it takes a slot and ends in
  // time.
  const bool is_copying = given.state == ImageState::kCopying;
  record->is_copy = is_copying;
  if (is_copying) {
    StartTransition(state, region, key, state.timing.copy,
                    FailureReason(StateChangeCode::kImageCopyFailure, key.name));
  }
}

void StartTransition(ServiceState& state, std::string_view region, const ImageKey& key,
                     CompletionRule wait, StateChangeReason failure) {
  ImageRecord& record = state.store.Bookkeeping(region, key);
  record.generation = ++state.generations;
  const std::optional<Ending> ending = state.directives.ending;
  if (ending == Ending::kStuck) return;
  std::optional<StateChangeReason> reason;
  if (ending == Ending::kFailed) reason = std::move(failure);
  if (wait.describes > 0) {
    record.describes_left = wait.describes;
    record.failure = std::move(reason);
    return;
  }
  state.clock->At(
      state.now() + wait.time,
      [&state, place = std::string(region), key, generation = record.generation,
       reason = std::move(reason)] { EndTransition(state, place, key, generation, reason); });
}

void EndTransition(ServiceState& state, std::string_view region, const ImageKey& key,
                   std::uint64_t generation, const std::optional<StateChangeReason>& failure) {
  const ImageRecord* const record = state.store.Find(region, key);
  if (record == nullptr || record->generation != generation) return;
  const ImageKey source{.name = record->source_name, .owner = key.owner};
  const std::string source_region = record->source_region;
  state.store.Update(state.now(), region, key, [&](ImageRecord& ended) {
    ended.generation = 0;
    ended.describes_left = 0;
    ended.is_copy = false;
    ended.is_visible = true;
    ended.image.state = failure ? ImageState::kFailed : ImageState::kAvailable;
    ended.image.state_change_reason = failure;
  });
  // Under the switch source_while_copying the source waits as COPYING for its copy.
  const ImageRecord* const waiting = state.store.Find(source_region, source);
  if (waiting == nullptr || waiting->is_copy || waiting->image.state != ImageState::kCopying)
    return;
  state.store.Update(state.now(), source_region, source,
                     [](ImageRecord& released) { released.image.state = ImageState::kAvailable; });
}

std::string ImageArn(std::string_view region, std::string_view account, std::string_view name) {
  // Plain concatenation: every image of every World passes here.
  std::string arn;
  arn.reserve(96);
  arn = "arn:";
  arn.append(PartitionOf(region)).append(":appstream:").append(region).append(":");
  return arn.append(account).append(":image/").append(name);
}

ServiceError ServiceSays(const ServiceState& state, ErrorCode code, std::string message) {
  ServiceError error = MakeError(code, std::move(message));
  if (code == ErrorCode::kResourceNotFound) {
    error.http_status = StatusOfNotFound(state.behavior);
  }
  return error;
}

StateChangeReason FailureReason(StateChangeCode code, std::string_view name) {
  const std::string_view verb = code == StateChangeCode::kImageCopyFailure ? "copied" : "updated";
  return {.code = code, .message = fmt::format("The image {} could not be {}.", name, verb)};
}

}  // namespace fakestream
