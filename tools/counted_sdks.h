// SPDX-License-Identifier: Apache-2.0
#pragma once

// What `errors` says beyond the catalogue: SDKs that no matcher of C++ tests asks for, and where
// the version of an SDK decides. All of it was counted with the real clients, each as it comes.

#include <span>
#include <string_view>

#include "fakestream/service/error.h"

namespace fakestream::tool {

struct CountedSdk {
  std::string_view name{};  // with the version that was counted
  int attempts = 0;         // where it tries again
  std::span<const ErrorCode> retried{};
};

std::span<const CountedSdk> CountedSdks();

// Returns a sentence about this error, mostly an empty one.
std::string_view NoteOn(ErrorCode code);

}  // namespace fakestream::tool
