// SPDX-License-Identifier: Apache-2.0
#pragma once

// Matchers between fault/matcher.h and their spelling in a scenario file.

#include "fakestream/fault/matcher.h"

#include "json/keys.h"

namespace fakestream::internal {

// Reads a matcher of values of that type (null: of any). Where `is_whole`, an object without
// operators demands equality instead of these members among others.
struct MatcherStyle {
  const Type* type = nullptr;
  bool is_whole = false;
};

ValueMatcher ReadMatcher(ReadContext& context, const Node& node, MatcherStyle style);

// Returns whether an operator such as {"glob": …} stands anywhere in the node.
bool HasOperator(const Node& node);

// Members of an object, each as a matcher: of a `with`.
std::vector<NamedMatcher> ReadMemberMatchers(ReadContext& context, const Node& node,
                                             const Type* type);
Value WriteMemberMatchers(const std::vector<NamedMatcher>& members);

// One of the objects that say how to match: its schema, with the definitions that it refers to.
Value OperatorSchema();

}  // namespace fakestream::internal
