// SPDX-License-Identifier: Apache-2.0
// DescribeImagePermissions, UpdateImagePermissions and DeleteImagePermissions.
#include <algorithm>

#include <fmt/format.h>
#include "backend/fake_app_stream.h"
#include "backend/lookup.h"
#include "backend/page_token.h"

#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

constexpr std::int64_t kLargestPage = 500;

std::uint64_t ScopeOfPermissions(const std::string& region,
                                 const DescribeImagePermissionsRequest& request) {
  const DescribeImagePermissionsRequest filters{
      .name = request.name, .shared_aws_account_ids = request.shared_aws_account_ids};
  StableHash hash;
  hash.Add(ops::DescribeImagePermissions::kName);
  hash.Add(std::string_view(region));
  HashInto(hash, filters);
  return hash.value();
}

bool IsWanted(const DescribeImagePermissionsRequest& request, const std::string& account) {
  const auto& wanted = request.shared_aws_account_ids;
  return !wanted || wanted->empty() ||
         std::find(wanted->begin(), wanted->end(), account) != wanted->end();
}

void SetSharing(ImageRecord& record) {
  record.image.image_shared_with_others = record.shared_with.empty() ? "FALSE" : "TRUE";
}

}  // namespace

Outcome<DescribeImagePermissionsResult> FakeAppStream::DescribeImagePermissions(
    const DescribeImagePermissionsRequest& request) {
  const ImageRecord* const record = FindMine(*state_, region_, *request.name);
  if (record == nullptr) return NoSuchImage(*state_, *request.name);
  const std::uint64_t scope = ScopeOfPermissions(region_, request);
  auto from = record->shared_with.begin();
  if (request.next_token) {
    const auto position = ReadPageToken(scope, *request.next_token);
    // The only other error that this operation documents would be worse.
    if (!position) {
      return ServiceSays(*state_, ErrorCode::kInvalidParameterValue,
                         "The NextToken is not valid for this request.");
    }
    from = record->shared_with.upper_bound(*position);
  }
  const std::int64_t asked = request.max_results.value_or(0);
  const auto size = static_cast<std::size_t>(asked > 0 ? asked : kLargestPage);
  DescribeImagePermissionsResult result{.name = *request.name};
  auto& list = result.shared_image_permissions_list;
  for (auto it = from; it != record->shared_with.end(); ++it) {
    if (!IsWanted(request, it->first)) continue;
    if (list.size() == size) {
      result.next_token = MakePageToken(scope, *list.back().shared_account_id);
      break;
    }
    list.push_back({.shared_account_id = it->first, .image_permissions = it->second});
  }
  return result;
}

Outcome<UpdateImagePermissionsResult> FakeAppStream::UpdateImagePermissions(
    const UpdateImagePermissionsRequest& request) {
  const ImageRecord* const record = FindMine(*state_, region_, *request.name);
  if (record == nullptr) return NoSuchImage(*state_, *request.name);
  if (record->image.state != ImageState::kAvailable) return NotAvailable(*state_, record->image);
  const ImagePermissions& permissions = *request.image_permissions;
  const bool grants_anything =
      permissions.allow_fleet.value_or(false) || permissions.allow_image_builder.value_or(false);
  const bool is_new = !record->shared_with.contains(*request.shared_account_id);
  if (is_new && grants_anything &&
      static_cast<std::int64_t>(record->shared_with.size()) >= state_->quotas.shared_accounts) {
    return ServiceSays(*state_, ErrorCode::kLimitExceeded,
                       fmt::format("The image {} is already shared with {} accounts.",
                                   *request.name, state_->quotas.shared_accounts));
  }
  state_->store.Update(state_->now(), region_, Mine(*state_, *request.name),
                       [&](ImageRecord& shared) {
                         // The console treats an account with neither permission as one that it is
                         // not shared with.
                         if (grants_anything) {
                           shared.shared_with[*request.shared_account_id] = permissions;
                         } else {
                           shared.shared_with.erase(*request.shared_account_id);
                         }
                         SetSharing(shared);
                       });
  return UpdateImagePermissionsResult{};
}

Outcome<DeleteImagePermissionsResult> FakeAppStream::DeleteImagePermissions(
    const DeleteImagePermissionsRequest& request) {
  const ImageRecord* const record = FindMine(*state_, region_, *request.name);
  if (record == nullptr) return NoSuchImage(*state_, *request.name);
  if (record->image.state != ImageState::kAvailable) return NotAvailable(*state_, record->image);
  if (!record->shared_with.contains(*request.shared_account_id)) {
    return ServiceSays(*state_, ErrorCode::kResourceNotFound,
                       fmt::format("The image {} is not shared with account {}.", *request.name,
                                   *request.shared_account_id));
  }
  state_->store.Update(state_->now(), region_, Mine(*state_, *request.name),
                       [&](ImageRecord& shared) {
                         shared.shared_with.erase(*request.shared_account_id);
                         SetSharing(shared);
                       });
  return DeleteImagePermissionsResult{};
}

}  // namespace fakestream
