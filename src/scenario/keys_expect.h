// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of `expect`.

#include "fakestream/scenario/scenario.h"

#include "json/keys.h"

namespace fakestream::internal {

// `context.operation` is the call's; nothing when it could not be read.
void ReadExpectation(ReadContext& context, const Node& node, Expectation& expectation);

Value WriteExpectation(const Expectation& expectation);

// The schema without what the operation decides: `result` and `exactly` may be any object.
Value ExpectationSchema();

}  // namespace fakestream::internal
