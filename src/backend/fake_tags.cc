// SPDX-License-Identifier: Apache-2.0
// TagResource, UntagResource and ListTagsForResource, for images.
#include <algorithm>

#include <fmt/format.h>
#include "backend/fake_app_stream.h"
#include "backend/lookup.h"

namespace fakestream {
namespace {

ServiceError NoSuchResource(const ServiceState& state, const std::string& arn) {
  return ServiceSays(state, ErrorCode::kResourceNotFound,
                     fmt::format("The resource {} does not exist.", arn));
}

// Only this account's images of this region have tags here. The name is what follows the slash.
std::optional<ImageKey> FindMineByArn(const ServiceState& state, const std::string& region,
                                      const std::string& arn) {
  const std::size_t slash = arn.rfind('/');
  if (slash == std::string::npos) return std::nullopt;
  const ImageKey key = Mine(state, std::string_view(arn).substr(slash + 1));
  const ImageRecord* const record = state.store.Find(region, key);
  if (record == nullptr || record->image.arn != arn) return std::nullopt;
  return key;
}

// Tags that AWS itself set do not count towards the quota.
std::int64_t CountTags(const Tags& tags) {
  return std::count_if(tags.begin(), tags.end(),
                       [](const auto& tag) { return !tag.first.starts_with("aws:"); });
}

}  // namespace

Outcome<TagResourceResult> FakeAppStream::TagResource(const TagResourceRequest& request) {
  if (state_->account.status == AccountStatus::kSuspended) {
    return MakeError(ErrorCode::kInvalidAccountStatus);
  }
  const auto key = FindMineByArn(*state_, region_, *request.resource_arn);
  if (!key) return NoSuchResource(*state_, *request.resource_arn);
  Tags tags = state_->store.Find(region_, *key)->tags;
  for (const auto& [name, value] : *request.tags) tags[name] = value;
  if (CountTags(tags) > state_->quotas.tags) {
    return ServiceSays(*state_, ErrorCode::kLimitExceeded,
                       fmt::format("The resource {} can't have more than {} tags.",
                                   *request.resource_arn, state_->quotas.tags));
  }
  state_->store.Bookkeeping(region_, *key).tags = std::move(tags);
  return TagResourceResult{};
}

Outcome<UntagResourceResult> FakeAppStream::UntagResource(const UntagResourceRequest& request) {
  const auto key = FindMineByArn(*state_, region_, *request.resource_arn);
  if (!key) return NoSuchResource(*state_, *request.resource_arn);
  Tags& tags = state_->store.Bookkeeping(region_, *key).tags;
  for (const std::string& name : *request.tag_keys) tags.erase(name);
  return UntagResourceResult{};
}

Outcome<ListTagsForResourceResult> FakeAppStream::ListTagsForResource(
    const ListTagsForResourceRequest& request) {
  const auto key = FindMineByArn(*state_, region_, *request.resource_arn);
  if (!key) return NoSuchResource(*state_, *request.resource_arn);
  return ListTagsForResourceResult{.tags = state_->store.Find(region_, *key)->tags};
}

}  // namespace fakestream
