// SPDX-License-Identifier: Apache-2.0
#include "json/tree.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include <nlohmann/json.hpp>

#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

namespace fakestream::internal {
namespace {

// Takes one unescaped step off a JSON pointer that is not empty.
std::string TakeStep(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::size_t end = std::min(pointer.find('/'), pointer.size());
  std::string step;
  for (std::size_t i = 0; i < end; ++i) {
    const bool is_escape = pointer[i] == '~' && i + 1 < end;
    if (is_escape) ++i;
    step += !is_escape ? pointer[i] : pointer[i] == '1' ? '/' : '~';
  }
  pointer.remove_prefix(end);
  return step;
}

const Node* ChildAt(const Node& parent, std::string_view step) {
  if (parent.kind == Node::Kind::kObject) return parent.Find(step);
  const std::optional<std::uint64_t> wanted = ParseNumber(step);
  if (parent.kind != Node::Kind::kList || !wanted) return nullptr;
  std::uint64_t index = 0;
  for (const Node& item : parent.children()) {
    if (index++ == *wanted) return &item;
  }
  return nullptr;
}

const Type* MemberType(const Type* type, std::string_view name) {
  const TypeMember* const member = type != nullptr ? type->Find(name) : nullptr;
  return member != nullptr ? member->type : nullptr;
}

Value ScalarOrTime(Value value, const Type* type) {
  if (type == nullptr || type->kind != TypeKind::kInstant) return value;
  const std::optional<Instant> at = InstantFrom(value);
  return at ? Value(*at) : value;
}

std::size_t CountOf(const Node& node) {
  std::size_t count = 0;
  for ([[maybe_unused]] const Node& child : node.children()) ++count;
  return count;
}

}  // namespace

const Node* Node::Find(std::string_view name) const {
  if (kind != Kind::kObject) return nullptr;
  for (const Node& member : children()) {
    if (member.key == name) return &member;
  }
  return nullptr;
}

void Tree::Clear() {
  nodes.clear();
  duplicates.clear();
  if (!unescaped.empty()) unescaped.clear();
}

std::string_view KindOf(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull: return "null";
    case Node::Kind::kBoolean: return "boolean";
    case Node::Kind::kNumber: return "number";
    case Node::Kind::kText: return "text";
    case Node::Kind::kList: return "list";
    case Node::Kind::kObject: return "object";
  }
  return "";
}

std::string PointerTo(const Node& root, const Node& node) {
  std::string pointer;
  const Node* at = &root;
  while (at != &node) {
    std::size_t index = 0;
    const Node* next = nullptr;
    for (const Node& child : at->children()) {
      if (&node >= &child && &node < &child + child.size) {
        next = &child;
        break;
      }
      ++index;
    }
    if (next == nullptr) break;
    pointer +=
        at->kind == Node::Kind::kObject ? PointerStep(next->key) : "/" + std::to_string(index);
    at = next;
  }
  return pointer;
}

const Node& Resolve(const Node& root, std::string_view pointer) {
  const Node* at = &root;
  while (!pointer.empty()) {
    const std::string step = TakeStep(pointer);
    const Node* next = ChildAt(*at, step);
    // A matcher's operator, as in {"contains": {...}}, stands in the file but not in the pointer.
    if (next == nullptr && at->has_children() && at[1].size + 1 == at->size) {
      next = ChildAt(at[1], step);
    }
    if (next == nullptr) break;
    at = next;
  }
  return *at;
}

void FindDuplicates(Tree& tree, std::size_t object) {
  // Below this, looking at every pair costs less than sorting.
  constexpr std::size_t kFewNodes = 40;
  const Node& parent = tree.nodes[object];
  const auto mark = [&](const Node* member) {
    tree.duplicates.push_back(static_cast<std::uint32_t>(member - tree.nodes.data()));
  };
  std::vector<const Node*> members;
  for (const Node& member : parent.children()) {
    if (parent.size > kFewNodes) {
      members.push_back(&member);
      continue;
    }
    for (const Node& earlier : parent.children()) {
      if (&earlier == &member) break;
      if (earlier.key != member.key) continue;
      mark(&member);
      break;
    }
  }
  std::sort(members.begin(), members.end(), [](const Node* a, const Node* b) {
    return std::tie(a->key, a->place) < std::tie(b->key, b->place);
  });
  for (std::size_t i = 1; i < members.size(); ++i) {
    if (members[i]->key == members[i - 1]->key) mark(members[i]);
  }
}

Value NumberOf(std::string_view spelling) {
  const char* const end = spelling.data() + spelling.size();
  std::int64_t whole = 0;
  const auto [stop, problem] = std::from_chars(spelling.data(), end, whole);
  if (stop == end && problem == std::errc{} && spelling != "-0") return {whole};
  // Of any language of the machine's; libc++ 14 has no std::from_chars for this.
  return {nlohmann::json::parse(spelling).get<double>()};
}

Value ToValue(const Node& node, const Type* type) {
  switch (node.kind) {
    case Node::Kind::kNull: return {};
    case Node::Kind::kBoolean: return {node.text == "true"};
    case Node::Kind::kNumber: return ScalarOrTime(NumberOf(node.text), type);
    case Node::Kind::kText: return ScalarOrTime(node.text, type);
    case Node::Kind::kList: {
      ValueList items;
      items.reserve(CountOf(node));
      const Type* const item = type != nullptr ? type->item : nullptr;
      for (const Node& child : node.children()) items.push_back(ToValue(child, item));
      return {std::move(items)};
    }
    case Node::Kind::kObject: {
      ValueMembers members;
      members.reserve(CountOf(node));
      for (const Node& child : node.children()) {
        members.push_back({std::string(child.key), ToValue(child, MemberType(type, child.key))});
      }
      return {std::move(members)};
    }
  }
  return {};
}

}  // namespace fakestream::internal
