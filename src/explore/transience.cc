// SPDX-License-Identifier: Apache-2.0
#include "explore/transience.h"

#include <variant>

#include "backend/quota_table.h"

#include "fakestream/service/error_catalog.h"

namespace fakestream {
namespace {

bool IsRetriedBySdks(ErrorCode code) {
  return RowOf(code).side != ErrorSide::kClient || RetriedBy(code, Sdk::kGo) ||
         RetriedBy(code, Sdk::kCpp);
}

}  // namespace

// SDKs know the code and not the quota: they repeat any request that LimitExceededException
// answers, and no program of theirs is to blame for that.
bool MayPass(ErrorCode code) {
  return IsRetriedBySdks(code) || code == ErrorCode::kResourceNotFound ||
         code == ErrorCode::kConcurrentModification || code == ErrorCode::kResourceInUse ||
         code == ErrorCode::kResourceNotAvailable;
}

bool MustBeSurvived(Operation operation, const Effect& effect) {
  if (const auto* const fail = std::get_if<Fail>(&effect)) {
    const ErrorRow* const row = FindError(fail->error);
    if (row == nullptr) return false;
    if (row->code == ErrorCode::kLimitExceeded) return MeetsPassingQuota(operation);
    if (row->code == ErrorCode::kResourceNotFound) return MaySeeThePast(operation);
    return IsRetriedBySdks(row->code);
  }
  return !std::holds_alternative<Becomes>(effect) && !std::holds_alternative<Reply>(effect);
}

// As AWS names its operations.
bool IsRead(Operation operation) {
  const std::string_view name = NameOf(operation);
  return name.starts_with("Describe") || name.starts_with("List");
}

bool MaySeeThePast(Operation operation) {
  return CheckRule({.on = operation, .effect = Stale{std::chrono::seconds{1}}}).empty();
}

}  // namespace fakestream
