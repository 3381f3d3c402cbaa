// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rules and matchers as trees of values, under the keys that a scenario file uses. What is written
// here reads back as an equal rule, and the other way round; but for predicates, which are C++.
//
//   { "on": "CopyImage", "with": {"DestinationRegion": "eu-west-1"}, "calls": "1-2",
//     "fail": "LimitExceededException" }

#include "fakestream/base/diagnostic.h"
#include "fakestream/fault/rule.h"
#include "fakestream/service/value.h"

namespace fakestream {

// Keys in the order of scenarios/README.md; what has its default is left out. A rule with
// predicates
// (`where`) is written with a key that says so, and is refused when it is read.
Value ToValue(const Rule& rule);
Value ToValue(const ValueMatcher& matcher);

// Reads a rule. Diagnostics have JSON pointers into the value ("/calls"); unknown keys, wrong types
// and whatever CheckRule objects to are all reported at once.
Checked<Rule> RuleFromValue(const Value& value);

// Reads a matcher: a scalar, list or object as it is, or one of {"matches": regex}, {"glob": text},
// {"absent": true}, {"any": true}, {"size": n}, {"contains": matcher}.
Checked<ValueMatcher> MatcherFromValue(const Value& value);

}  // namespace fakestream
