// SPDX-License-Identifier: Apache-2.0
#include "explore/transience.h"

#include <variant>

#include "fakestream/service/error_catalog.h"

namespace fakestream {
namespace {

bool IsRetriedBySdks(ErrorCode code) {
  return RowOf(code).side != ErrorSide::kClient || RetriedBy(code, Sdk::kGo) ||
         RetriedBy(code, Sdk::kCpp);
}

bool PassesSoon(ErrorCode code) {
  return IsRetriedBySdks(code) || code == ErrorCode::kLimitExceeded ||
         code == ErrorCode::kResourceNotFound;
}

// What may see the past reads.
bool IsRead(Operation operation) {
  return CheckRule({.on = operation, .effect = Stale{std::chrono::seconds{1}}}).empty();
}

}  // namespace

bool MayPass(ErrorCode code) {
  return PassesSoon(code) || code == ErrorCode::kConcurrentModification ||
         code == ErrorCode::kResourceInUse || code == ErrorCode::kResourceNotAvailable;
}

bool MustBeSurvived(Operation operation, const Effect& effect) {
  if (const auto* const fail = std::get_if<Fail>(&effect)) {
    const ErrorRow* const row = FindError(fail->error);
    if (row == nullptr || !PassesSoon(row->code)) return false;
    return row->code != ErrorCode::kResourceNotFound || IsRead(operation);
  }
  return !std::holds_alternative<Becomes>(effect) && !std::holds_alternative<Reply>(effect);
}

}  // namespace fakestream
