// SPDX-License-Identifier: Apache-2.0
#pragma once

// Collects what is wrong with a document while it is read in pieces. Lines, columns and JSON
// pointers are worked out for what is reported only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/base/diagnostic.h"

#include "json/syntax.h"
#include "json/tree.h"

namespace fakestream::internal {

class Problems {
 public:
  // Both must outlive this.
  Problems(std::string_view source, std::string_view file) : source_(source), file_(file) {}

  // Says which piece the nodes belong to from now on, and where in the document it stands:
  // "/faults" and 3, or "/name" alone. The tree must outlive its use. Reports its duplicate keys.
  void Enter(const Tree& tree, std::string_view list, std::int64_t index);

  void Enter(const Tree& tree, std::string_view pointer) { Enter(tree, pointer, -1); }

  // At a value, at a member's key, at any place.
  void Add(const Node& node, std::string what, std::string hint = {});
  void AddAtKey(const Node& member, std::string what, std::string hint = {});
  void AddAt(std::size_t place, std::string where, std::string what, std::string hint = {});

  // At a value; nothing else is reported then.
  void AddFatal(const Node& node, std::string what, std::string hint = {});

  // Returns the node's JSON pointer in the document.
  std::string PointerTo(const Node& node) const;

  // Whether the piece repeats a key.
  bool has_duplicates() const { return !tree_->duplicates.empty(); }

  std::size_t count() const { return count_; }

  // Whether one more problem would be reported, and not only counted.
  bool has_room() const { return count_ < kMaxReported; }

  // Counts so many more problems, once there is no room.
  void CountMore(std::size_t count) { count_ += count; }

  // The hints below, while there is room: looking for a name is dear.
  std::string HintOfNearest(std::string_view word,
                            const std::vector<std::string_view>& candidates) const;
  std::string HintOfNames(std::string_view word,
                          const std::vector<std::string_view>& candidates) const;

  bool empty() const { return count_ == 0; }

  // Returns all problems in the order of the file; of very many the first 100 and how many follow.
  Diagnostics Take();
  // Returns the syntax problem alone: what follows from a broken text is noise.
  Diagnostics Take(const SyntaxProblem& problem);

 private:
  static constexpr std::size_t kMaxReported = 100;

  struct Found {
    std::size_t place = 0;
    Diagnostic diagnostic{};
  };

  void Locate();

  std::string_view source_;
  std::string_view file_;
  const Tree* tree_ = nullptr;
  std::string_view pointer_{};
  std::int64_t index_ = -1;
  std::vector<Found> found_{};
  std::size_t count_ = 0;
  std::optional<Found> fatal_{};
};

// Returns `did you mean "with"?` for the nearest candidate, or nothing when none is near.
std::string HintOfNearest(std::string_view word, const std::vector<std::string_view>& candidates);

// The same, but names the candidates when none is near and they are few enough to read.
std::string HintOfNames(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace fakestream::internal
