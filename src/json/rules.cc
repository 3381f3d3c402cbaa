// SPDX-License-Identifier: Apache-2.0
#include "fakestream/json/rules.h"

#include <utility>

#include "fakestream/json/values.h"

#include "json/matchers.h"
#include "json/reader.h"
#include "json/rule_keys.h"

namespace fakestream {
namespace {

using internal::Node;
using internal::Problems;
using internal::ReadContext;
using internal::Tree;

// Returns what `read(context, root)` makes of the text.
template <class T, class Read>
Checked<T> ReadText(std::string_view text, std::string_view file, Read&& read) {
  Problems problems(text, file);
  Tree tree;
  if (auto problem = internal::ReadJson(text, kMaxJsonDepth, tree)) return problems.Take(*problem);
  problems.Enter(tree, "");
  ReadContext context{problems};
  T result = read(context, tree.root());
  if (!problems.empty()) return problems.Take();
  return result;
}

Rule ReadRule(ReadContext& context, const Node& node) {
  Rule rule;
  internal::ReadRule(context, node, rule);
  return rule;
}

Script ReadRules(ReadContext& context, const Node& node) {
  if (node.kind != Node::Kind::kList) return {ReadRule(context, node)};
  Script script;
  for (const Node& item : node.children()) script.push_back(ReadRule(context, item));
  return script;
}

}  // namespace

Value ToValue(const Rule& rule) {
  return internal::WriteRule(rule);
}

Checked<Rule> ParseRule(std::string_view text, std::string_view file) {
  return ReadText<Rule>(text, file, ReadRule);
}

Checked<Script> ParseRules(std::string_view text, std::string_view file) {
  return ReadText<Script>(text, file, ReadRules);
}

Checked<ValueMatcher> ParseMatcher(std::string_view text, std::string_view file) {
  return ReadText<ValueMatcher>(text, file, [](ReadContext& context, const Node& node) {
    return internal::ReadMatcher(context, node, {});
  });
}

}  // namespace fakestream
