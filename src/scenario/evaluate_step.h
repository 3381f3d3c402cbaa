// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether what a call gave is what a step expects.

#include <cstdint>
#include <vector>

#include "fakestream/base/time.h"
#include "fakestream/fault/matcher.h"
#include "fakestream/scenario/scenario.h"
#include "fakestream/service/outcome.h"

namespace fakestream::internal {

// What a step came to: the outcome of its last attempt, and what it took.
struct Attempted {
  Outcome<AnyResult> outcome = ServiceError{};
  std::int64_t attempts = 0;
  Duration elapsed{};
};

// Returns every place where the two differ; paths are JSON pointers into the step's `expect`. An
// expectation that asks for nothing about an error demands success.
std::vector<Mismatch> EvaluateStep(const Expectation& expected, const Attempted& actual);

}  // namespace fakestream::internal
