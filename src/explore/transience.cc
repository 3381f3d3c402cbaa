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

}  // namespace

bool MayPass(ErrorCode code) {
  return PassesSoon(code) || code == ErrorCode::kConcurrentModification ||
         code == ErrorCode::kResourceInUse || code == ErrorCode::kResourceNotAvailable;
}

bool MustBeSurvived(const Effect& effect) {
  if (const auto* const fail = std::get_if<Fail>(&effect)) {
    const ErrorRow* const row = FindError(fail->error);
    return row != nullptr && PassesSoon(row->code);
  }
  return !std::holds_alternative<Becomes>(effect) && !std::holds_alternative<Reply>(effect);
}

}  // namespace fakestream
