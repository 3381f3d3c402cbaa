// SPDX-License-Identifier: Apache-2.0
#pragma once

// A piece of a JSON document with the place of every key and value, for code that must say where
// something is wrong.
//
// The nodes of a tree lie in one vector, each before its children, so that a tree that is filled
// again and again allocates nothing. Texts are views into the source where nothing is escaped.

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/service/type.h"
#include "fakestream/service/value.h"

namespace fakestream::internal {

struct Node {
  enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kText, kList, kObject };

  std::string_view key{};       // of a member
  std::string_view text{};      // what a text says; how a number, boolean or null is spelt
  std::uint32_t key_place = 0;  // offsets into the source; a list's item has its own place here
  std::uint32_t place = 0;
  std::uint32_t size = 1;  // nodes from this one to its next sibling
  Kind kind = Kind::kNull;

  // The items or members: `for (const Node& member : node.children())`.
  class Children;
  Children children() const;

  bool has_children() const { return size > 1; }

  // The member of that name, or null.
  const Node* Find(std::string_view name) const;
};

class Node::Children {
 public:
  class Iterator {
   public:
    explicit Iterator(const Node* at) : at_(at) {}

    const Node& operator*() const { return *at_; }

    Iterator& operator++() {
      at_ += at_->size;
      return *this;
    }

    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Node* at_;
  };

  explicit Children(const Node& parent) : parent_(&parent) {}

  Iterator begin() const { return Iterator(parent_ + 1); }

  Iterator end() const { return Iterator(parent_ + parent_->size); }

 private:
  const Node* parent_;
};

inline Node::Children Node::children() const {
  return Children(*this);
}

// Views in the nodes point into the source and into `unescaped`: both must outlive their use.
// Escapes are rare, and a list costs nothing while it is empty.
struct Tree {
  std::vector<Node> nodes{};
  std::list<std::string> unescaped{};
  std::vector<std::uint32_t> duplicates{};  // nodes whose key an earlier sibling has

  const Node& root() const { return nodes.front(); }

  void Clear();
};

// Marks in `tree.duplicates` the members of an object that an earlier member's key repeats.
void FindDuplicates(Tree& tree, std::size_t object);

// Returns "text", "number", "boolean", "null", "list" or "object".
std::string_view KindOf(const Node& node);

// Returns the JSON pointer of a node below `root` ("" for the root itself).
std::string PointerTo(const Node& root, const Node& node);

// Returns the node at the end of the pointer, or the deepest one on the way that exists.
const Node& Resolve(const Node& root, std::string_view pointer);

// Returns the node as a value. Where `type` (may be null) has an instant, text and numbers that
// name one become it.
Value ToValue(const Node& node, const Type* type);

// Returns the number as whole if it is spelt so and fits, else as double.
Value NumberOf(std::string_view spelling);

}  // namespace fakestream::internal
