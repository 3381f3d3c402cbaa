// SPDX-License-Identifier: Apache-2.0
#include "json/problems.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/text.h"

namespace fakestream::internal {

void Problems::Enter(const Tree& tree, std::string_view list, std::int64_t index) {
  tree_ = &tree;
  pointer_ = list;
  index_ = index;
  for (const std::uint32_t node : tree.duplicates) {
    const Node& member = tree.nodes[node];
    AddAtKey(member, "duplicate key " + Quoted(member.key), "keep one of them");
  }
}

std::string Problems::PointerTo(const Node& node) const {
  std::string pointer(pointer_);
  if (index_ >= 0) pointer += "/" + std::to_string(index_);
  return pointer + internal::PointerTo(tree_->root(), node);
}

void Problems::Add(const Node& node, std::string what, std::string hint) {
  AddAt(node.place, has_room() ? PointerTo(node) : "", std::move(what), std::move(hint));
}

void Problems::AddAtKey(const Node& member, std::string what, std::string hint) {
  AddAt(member.key_place, count_ < kMaxReported ? PointerTo(member) : "", std::move(what),
        std::move(hint));
}

void Problems::AddAt(std::size_t place, std::string where, std::string what, std::string hint) {
  if (count_++ >= kMaxReported) return;
  found_.push_back({.place = place,
                    .diagnostic = {.file = std::string(file_),
                                   .where = std::move(where),
                                   .what = std::move(what),
                                   .hint = std::move(hint)}});
}

void Problems::AddFatal(const Node& node, std::string what, std::string hint) {
  fatal_ = {.place = node.place,
            .diagnostic = {.file = std::string(file_),
                           .where = PointerTo(node),
                           .what = std::move(what),
                           .hint = std::move(hint)}};
  ++count_;
}

// Sets lines and columns, in one pass over the source.
void Problems::Locate() {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Found& a, const Found& b) { return a.place < b.place; });
  std::size_t at = 0;
  std::size_t line_start = source_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  int line = 1;
  for (Found& found : found_) {
    const std::size_t place = std::min(found.place, source_.size());
    for (; at < place; ++at) {
      if (source_[at] != '\n') continue;
      ++line;
      line_start = at + 1;
    }
    found.diagnostic.line = line;
    found.diagnostic.column = static_cast<int>(place - std::min(line_start, place)) + 1;
  }
}

Diagnostics Problems::Take() {
  if (fatal_) {
    found_ = {std::move(*fatal_)};
    count_ = 1;
    fatal_.reset();
  }
  Locate();
  Diagnostics diagnostics;
  for (Found& found : found_) diagnostics.push_back(std::move(found.diagnostic));
  if (count_ > kMaxReported) {
    diagnostics.push_back({.file = std::string(file_),
                           .what = fmt::format("and {} more problems", count_ - kMaxReported)});
  }
  found_.clear();
  count_ = 0;
  return diagnostics;
}

Diagnostics Problems::Take(const SyntaxProblem& problem) {
  fatal_.reset();
  found_.clear();
  count_ = 0;
  AddAt(problem.place, "", problem.what, problem.hint);
  return Take();
}

namespace {

// Swapped letters are the commonest slip, and two edits to NearestWord.
std::optional<std::string_view> WithLettersSwapped(
    std::string_view word, const std::vector<std::string_view>& candidates) {
  for (const std::string_view candidate : candidates) {
    if (word.size() == candidate.size() &&
        std::is_permutation(word.begin(), word.end(), candidate.begin())) {
      return candidate;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string HintOfNearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  auto nearest = NearestWord(word, candidates);
  if (!nearest) nearest = WithLettersSwapped(word, candidates);
  return nearest ? fmt::format("did you mean {}?", Quoted(*nearest)) : "";
}

std::string HintOfNames(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kFew = 12;
  std::string nearest = HintOfNearest(word, candidates);
  if (!nearest.empty()) return nearest;
  if (candidates.empty() || candidates.size() > kFew) return "";
  std::vector<std::string> names;
  names.reserve(candidates.size());
  for (const std::string_view candidate : candidates) names.push_back(Quoted(candidate));
  return (names.size() == 1 ? "known is " : "known are ") + Join(names, ", ");
}

std::string Problems::HintOfNearest(std::string_view word,
                                    const std::vector<std::string_view>& candidates) const {
  return has_room() ? internal::HintOfNearest(word, candidates) : "";
}

std::string Problems::HintOfNames(std::string_view word,
                                  const std::vector<std::string_view>& candidates) const {
  return has_room() ? internal::HintOfNames(word, candidates) : "";
}

}  // namespace fakestream::internal
