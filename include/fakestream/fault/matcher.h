// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a value must look like: one request member in a rule, or a whole result in an expectation.
//
//   ValueMatcher::Equals("eu-west-1")
//   ValueMatcher::Glob("golden-*")
//   ValueMatcher::Members({{"Name", ValueMatcher::Equals("golden")}})     // other members do not
//   matter

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fakestream/service/type.h"
#include "fakestream/service/value.h"

namespace fakestream {

struct NamedMatcher;
class CompiledRegex;

class ValueMatcher {
 public:
  struct Regex {  // in the syntax of RE2, anywhere in the text
    std::string text;
    // Shared by the copies of one matcher, which is immutable: compiling it again would be waste.
    std::shared_ptr<const CompiledRegex> compiled;

    friend bool operator==(const Regex& a, const Regex& b) { return a.text == b.text; }
  };

  struct GlobText {
    std::string text;
    friend bool operator==(const GlobText&, const GlobText&) = default;
  };

  struct AbsentOrNull {
    friend bool operator==(const AbsentOrNull&, const AbsentOrNull&) = default;
  };

  struct AnythingThere {
    friend bool operator==(const AnythingThere&, const AnythingThere&) = default;
  };

  struct SizeIs {
    std::int64_t size = 0;
    friend bool operator==(const SizeIs&, const SizeIs&) = default;
  };

  // A list with at least one element like that (one matcher inside).
  struct ContainsItem {
    std::vector<ValueMatcher> item;
    friend bool operator==(const ContainsItem&, const ContainsItem&);
  };

  using Items = std::vector<ValueMatcher>;        // a list of that length, element by element
  using MembersLike = std::vector<NamedMatcher>;  // these members; others do not matter
  using Kind = std::variant<Value, Regex, GlobText, AbsentOrNull, AnythingThere, SizeIs,
                            ContainsItem, Items, MembersLike>;

  ValueMatcher(Kind kind);  // NOLINT(google-explicit-constructor): a matcher is one of its kinds
  // Compiled once, and not in every file of a user's.
  ValueMatcher(const ValueMatcher& other);
  ValueMatcher(ValueMatcher&& other) noexcept;
  ValueMatcher& operator=(const ValueMatcher& other);
  ValueMatcher& operator=(ValueMatcher&& other) noexcept;
  ~ValueMatcher();

  // The value itself, whole: equal numbers and equal instants are equal however they are written,
  // the order of members does not matter, null is absence.
  static ValueMatcher Equals(Value value);
  // Throws Misuse for an invalid regular expression; RegexProblem tells beforehand.
  static ValueMatcher Matching(std::string regex);
  static ValueMatcher Glob(std::string glob);
  static ValueMatcher Absent();
  static ValueMatcher Any();
  static ValueMatcher Size(std::int64_t size);
  static ValueMatcher Contains(ValueMatcher item);
  static ValueMatcher List(std::vector<ValueMatcher> items);
  static ValueMatcher Members(std::vector<NamedMatcher> members);

  const Kind& kind() const { return kind_; }

  // Returns whether the value is as demanded; null stands for an absent one.
  bool Matches(const Value* actual) const;
  // Regex and Glob only: the same without a Value around the text.
  bool MatchesText(std::string_view text) const;

  friend bool operator==(const ValueMatcher&, const ValueMatcher&);

 private:
  Kind kind_;
};

struct NamedMatcher {
  std::string name;
  ValueMatcher matcher;
  friend bool operator==(const NamedMatcher&, const NamedMatcher&) = default;
};

// Returns `"eu-west-1"`, `text like "golden-*"`, `{Name: "golden"}`.
std::string ToText(const ValueMatcher& matcher);

// A place where a value is not as demanded. `path` is a JSON pointer into the value.
struct Mismatch {
  std::string path;
  std::string expected;
  std::string actual;
  friend bool operator==(const Mismatch&, const Mismatch&) = default;
};

// Returns every place where the value differs, empty when it matches.
std::vector<Mismatch> Explain(const ValueMatcher& matcher, const Value* actual);

// Returns every place where the matcher could match no value of that type.
std::vector<TypeMismatch> FindTypeMismatches(const ValueMatcher& matcher, const Type& type);

// Returns why the text is not a regular expression, or nothing when it is one.
std::optional<std::string> RegexProblem(const std::string& regex);

}  // namespace fakestream
