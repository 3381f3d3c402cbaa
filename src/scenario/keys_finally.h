// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of a condition in `finally`.

#include "fakestream/scenario/scenario.h"

#include "json/keys.h"

namespace fakestream::internal {

void ReadCondition(ReadContext& context, const Node& node, Condition& condition);

Value WriteCondition(const Condition& condition);

Value ConditionSchema();

}  // namespace fakestream::internal
