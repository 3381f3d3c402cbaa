// SPDX-License-Identifier: Apache-2.0
#include "explore/transience.h"

#include <variant>

#include "fakestream/service/error_catalog.h"

namespace fakestream {

bool MayPass(ErrorCode code) {
  switch (code) {
    case ErrorCode::kConcurrentModification:
    case ErrorCode::kLimitExceeded:
    case ErrorCode::kResourceInUse:
    case ErrorCode::kResourceNotAvailable:
    case ErrorCode::kResourceNotFound: return true;
    // NOLINTNEXTLINE(clang-diagnostic-switch-enum): the SDKs know about the rest
    default:
      return RowOf(code).side != ErrorSide::kClient || RetriedBy(code, Sdk::kGo) ||
             RetriedBy(code, Sdk::kCpp);
  }
}

bool MayPass(const Effect& effect) {
  if (const auto* const fail = std::get_if<Fail>(&effect)) {
    const ErrorRow* const row = FindError(fail->error);
    return row != nullptr && MayPass(row->code);
  }
  return !std::holds_alternative<Becomes>(effect) && !std::holds_alternative<Reply>(effect);
}

}  // namespace fakestream
