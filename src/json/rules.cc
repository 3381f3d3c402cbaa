// SPDX-License-Identifier: Apache-2.0
#include "fakestream/json/rules.h"

#include "fakestream/json/values.h"

#include "json/matchers.h"
#include "json/rule_keys.h"

namespace fakestream {
namespace {

using internal::Node;
using internal::Problems;
using internal::ReadContext;
using internal::Reader;
using internal::Tree;

// Reads a value as if it stood in a file: nodes are what all reading here works on. `read` is given
// a context and the root.
template <class T, class Read>
Checked<T> ReadValueAsNode(const Value& value, Read&& read) {
  const std::string text = ToJson(value);
  Problems problems(text, "");
  Reader reader(text, kMaxJsonDepth);
  Tree tree;
  if (!reader.ReadTree(tree)) {
    return Diagnostic{.what = reader.problem()->what, .hint = reader.problem()->hint};
  }
  problems.Enter(tree, "");
  ReadContext context{problems};
  T result = read(context, tree.root());
  if (problems.empty()) return result;
  Diagnostics diagnostics = problems.Take();
  for (Diagnostic& diagnostic : diagnostics) {
    // Places in a text that nobody has seen.
    diagnostic.line = 0;
    diagnostic.column = 0;
  }
  return diagnostics;
}

}  // namespace

Value ToValue(const Rule& rule) {
  return internal::WriteRule(rule);
}

Checked<Rule> RuleFromValue(const Value& value) {
  return ReadValueAsNode<Rule>(value, [](ReadContext& context, const Node& node) {
    Rule rule;
    internal::ReadRule(context, node, rule);
    return rule;
  });
}

Checked<ValueMatcher> MatcherFromValue(const Value& value) {
  return ReadValueAsNode<ValueMatcher>(value, [](ReadContext& context, const Node& node) {
    return internal::ReadMatcher(context, node, {});
  });
}

}  // namespace fakestream
