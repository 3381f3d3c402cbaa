// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of an object in a scenario file, each said once: what it is called, what it means, what
// may stand there, how it is read and how it is written. The loader, the writer and the schema are
// loops over tables of these, so that they cannot disagree.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakestream/base/text.h"
#include "fakestream/service/operations.h"
#include "fakestream/service/type.h"
#include "fakestream/service/value.h"

#include "json/problems.h"
#include "json/tree.h"

namespace fakestream::internal {

// A region that AppStream does not have. It is right all the same if the file says that any is, and
// that may stand behind it.
struct DoubtfulRegion {
  std::size_t place = 0;
  std::string where{};
  std::string region{};
};

// An expected error that the operation does not document. It is right all the same if a fault of
// the file scripts it or a behavior answers it, and these may stand behind the steps.
struct DoubtfulError {
  std::string name{};
  std::optional<Operation> operation{};
  std::size_t place = 0;
  std::string where{};
  std::string what{};
  std::string hint{};
};

// What the reading of a key may need to know besides its node.
struct ReadContext {
  Problems& problems;
  std::optional<Operation> operation{};  // that the object is about
  // Null: nobody asks.
  std::vector<DoubtfulRegion>* doubtful_regions = nullptr;
  std::vector<DoubtfulError>* doubtful_errors = nullptr;
};

// What is written for a key; nothing where it is left out.
using Written = std::optional<Value>;

template <class T>
struct Key {
  std::string_view name;
  std::string_view meaning;     // a sentence, for editors
  Value (*schema)() = nullptr;  // of the value; every key has one
  // Reports what is wrong, or fills the target. Null: the value is not looked at.
  void (*read)(ReadContext& context, const Node& node, T& target) = nullptr;
  // Nothing where the value has its default. Null: never written.
  Written (*write)(const T& source) = nullptr;
  bool is_required = false;
  std::string_view belongs_to{};  // a key that must be there, too

  constexpr Key BelongingTo(std::string_view other) const {
    Key key = *this;
    key.belongs_to = other;
    return key;
  }
};

template <class T, std::size_t N>
std::vector<std::string_view> NamesOf(const std::array<Key<T>, N>& keys) {
  std::vector<std::string_view> names;
  names.reserve(N);
  for (const Key<T>& key : keys) names.push_back(key.name);
  return names;
}

// Reports that the value should be something else. False, always.
bool Expected(ReadContext& context, const Node& node, std::string_view what, std::string hint = {});

// Returns the node of each key, null where it is absent, and reports those that no key has.
template <class T, std::size_t N>
std::array<const Node*, N> FindKeys(ReadContext& context, const Node& node,
                                    const std::array<Key<T>, N>& keys) {
  std::array<const Node*, N> found{};
  if (node.kind != Node::Kind::kObject) {
    Expected(context, node, "object");
    return found;
  }
  for (const Node& member : node.children()) {
    std::size_t i = 0;
    while (i < N && keys[i].name != member.key) ++i;
    if (i < N) {
      found[i] = &member;
    } else {
      context.problems.AddAtKey(member, "unknown key " + Quoted(member.key),
                                context.problems.HintOfNames(member.key, NamesOf(keys)));
    }
  }
  return found;
}

// Reports that a key must stand beside another, which is not there.
void ReportAlone(ReadContext& context, const Node& member, std::string_view belongs_to);

// Reads an object by its table, in the order of the table and not of the file, so that a key may
// rely on those before it. Returns the node of each key, as FindKeys does.
template <class T, std::size_t N>
std::array<const Node*, N> ReadObject(ReadContext& context, const Node& node,
                                      const std::array<Key<T>, N>& keys, T& target) {
  const std::array<const Node*, N> found = FindKeys(context, node, keys);
  if (node.kind != Node::Kind::kObject) return found;
  for (std::size_t i = 0; i < N; ++i) {
    const Key<T>& key = keys[i];
    if (found[i] == nullptr) {
      if (key.is_required) context.problems.Add(node, "missing key " + Quoted(key.name));
    } else if (!key.belongs_to.empty() && node.Find(key.belongs_to) == nullptr) {
      ReportAlone(context, *found[i], key.belongs_to);
    } else if (key.read != nullptr) {
      key.read(context, *found[i], target);
    }
  }
  return found;
}

// Writes an object by its table.
template <class T, std::size_t N>
Value WriteObject(const T& source, const std::array<Key<T>, N>& keys) {
  ValueMembers members;
  for (const Key<T>& key : keys) {
    std::optional<Value> value = key.write != nullptr ? key.write(source) : std::nullopt;
    if (value) members.push_back({std::string(key.name), std::move(*value)});
  }
  return {std::move(members)};
}

// Reading of single values: nothing, and a problem, when it is something else.
std::optional<std::string_view> ReadText(ReadContext& context, const Node& node);
std::optional<std::string_view> ReadNonemptyText(ReadContext& context, const Node& node);
// The same of a region's name; what is none is noted as doubtful.
std::optional<std::string_view> ReadRegionName(ReadContext& context, const Node& node);
void NoteRegion(ReadContext& context, const Node& node, std::string_view region);
std::optional<bool> ReadBoolean(ReadContext& context, const Node& node);
std::optional<Duration> ReadDuration(ReadContext& context, const Node& node);

struct Range {
  std::int64_t min = 0;
  std::int64_t max = 0;
};

std::optional<std::int64_t> ReadWhole(ReadContext& context, const Node& node, Range range);
// Returns the place in `names`, where the text must be one of them.
std::optional<std::size_t> ReadName(ReadContext& context, const Node& node, std::string_view what,
                                    const std::vector<std::string_view>& names);

// Returns `did you mean "LimitExceededException"?` for an error's name without its suffix, else
// nothing.
std::string HintOfFullError(std::string_view name);

// Reports a problem at the end of a JSON pointer into the node, or as near as there is something:
// what only the finished value showed.
void AddResolved(ReadContext& context, const Node& node, const Diagnostic& problem);
// Reports what does not fit, with hints. Returns whether everything fits.
bool AddTypeMismatches(ReadContext& context, const Node& node,
                       const std::vector<TypeMismatch>& misfits);

template <NamedEnum E>
std::optional<E> ReadEnum(ReadContext& context, const Node& node, std::string_view what) {
  if (node.kind == Node::Kind::kText) {
    if (const std::optional<E> known = EnumOf<E>(node.text)) return known;
  }
  ReadName(context, node, what, {kEnumNames<E>.begin(), kEnumNames<E>.end()});
  return std::nullopt;
}

// Assigns what was read, if it was.
template <class Target, class T>
void Assign(Target& target, std::optional<T>&& value) {
  if (value) target = Target(std::move(*value));
}

}  // namespace fakestream::internal
