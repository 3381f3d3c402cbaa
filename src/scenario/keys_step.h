// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of a step.

#include <optional>

#include "fakestream/scenario/scenario.h"

#include "json/keys.h"
#include "scenario/keys_expect.h"

namespace fakestream::internal {

// A step as it is read, and the quotas that it sets: those that it does not name stay as they are
// then, which is known when the whole file is read.
struct StepDraft {
  Step step{};
  std::optional<Value> quotas{};
};

void ReadStep(ReadContext& context, const Node& node, StepDraft& draft);

Value WriteStep(const StepDraft& draft);

// The schema of one step; refers to the definitions that the scenario's schema makes per operation.
Value StepSchema();

}  // namespace fakestream::internal
