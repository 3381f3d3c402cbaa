// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rules and matchers as JSON, under the keys that a scenario file uses. What is written here reads
// back as an equal rule; but for predicates, which are C++.
//
//   { "on": "CopyImage", "with": {"DestinationRegion": "eu-west-1"}, "calls": "1-2",
//     "fail": "LimitExceededException" }

#include <string_view>

#include "fakestream/base/diagnostic.h"
#include "fakestream/fault/rule.h"
#include "fakestream/fault/script.h"
#include "fakestream/service/value.h"

namespace fakestream {

// Keys in the order of scenarios/README.md; what has its default is left out. A rule with
// predicates
// (`where`) is written with a key that says so, and is refused when it is read.
Value ToValue(const Rule& rule);
Value ToValue(const ValueMatcher& matcher);

// Reads a rule. Diagnostics have places in the text and JSON pointers ("/calls"); broken JSON,
// unknown keys, wrong types and whatever CheckRule objects to are all reported at once. `file` is
// the name that they give it.
Checked<Rule> ParseRule(std::string_view text, std::string_view file = "");

// The same of one rule, or of a list of them ("/1/calls").
Checked<Script> ParseRules(std::string_view text, std::string_view file = "");

// Reads a matcher: a scalar, list or object as it is, or one of {"matches": regex}, {"glob": text},
// {"absent": true}, {"any": true}, {"size": n}, {"contains": matcher}.
Checked<ValueMatcher> ParseMatcher(std::string_view text, std::string_view file = "");

}  // namespace fakestream
