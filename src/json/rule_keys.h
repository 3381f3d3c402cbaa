// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of a rule in a scenario file.

#include "fakestream/fault/rule.h"

#include "json/keys.h"

namespace fakestream::internal {

// Reads a rule and reports all that is wrong with it, whatever CheckRule objects to included.
// Returns whether it is good.
bool ReadRule(ReadContext& context, const Node& node, Rule& rule);

Value WriteRule(const Rule& rule);

// The schema of the keys alone, and the names of those that are effects.
Value RuleKeysSchema();
std::vector<std::string_view> RuleEffects();

// The schema of one rule; refers to the definitions that the scenario's schema makes per operation.
Value RuleSchema();

}  // namespace fakestream::internal
