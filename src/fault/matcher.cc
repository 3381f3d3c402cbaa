// SPDX-License-Identifier: Apache-2.0
#include "fakestream/fault/matcher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include "base/clean_text.h"
#include "base/regex.h"

#include "fakestream/base/check.h"
#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

namespace fakestream {

namespace {

bool IsAbsent(const Value* value) {
  return value == nullptr || value->is_null();
}

// Equal as the service means it: numbers by value, times however they are written, members in any
// order and absent where they are null.
bool SameValue(const Value& wanted, const Value& actual);

bool SameMembers(const ValueMembers& wanted, const Value& actual) {
  const auto* const members = actual.As<ValueMembers>();
  if (members == nullptr) return false;
  const bool all_there = std::all_of(wanted.begin(), wanted.end(), [&](const NamedValue& member) {
    const Value* const found = actual.Find(member.name);
    return IsAbsent(found) ? member.value.is_null() : SameValue(member.value, *found);
  });
  return all_there && std::all_of(members->begin(), members->end(), [&](const NamedValue& member) {
           const auto named = [&](const NamedValue& other) { return other.name == member.name; };
           return member.value.is_null() || std::any_of(wanted.begin(), wanted.end(), named);
         });
}

bool SameValue(const Value& wanted, const Value& actual) {
  if (wanted.data == actual.data) return true;
  if (const auto* const at = actual.As<Instant>()) return InstantFrom(wanted) == *at;
  if (const auto* const number = actual.As<double>()) {
    const auto* const whole = wanted.As<std::int64_t>();
    return whole != nullptr && static_cast<double>(*whole) == *number;
  }
  if (const auto* const number = actual.As<std::int64_t>()) {
    const auto* const real = wanted.As<double>();
    return real != nullptr && *real == static_cast<double>(*number);
  }
  if (const auto* const members = wanted.As<ValueMembers>()) return SameMembers(*members, actual);
  const auto* const items = wanted.As<ValueList>();
  const auto* const actual_items = actual.As<ValueList>();
  return items != nullptr && actual_items != nullptr &&
         std::equal(items->begin(), items->end(), actual_items->begin(), actual_items->end(),
                    SameValue);
}

const Value* ItemAt(const ValueList& items, std::size_t i) {
  return i < items.size() ? &items[i] : nullptr;
}

std::string TextOf(const Value* value) {
  return IsAbsent(value) ? "absent" : ToText(*value);
}

// Walks a matcher and a value side by side and notes where they differ.
class Differ {
 public:
  void Compare(const ValueMatcher& matcher, const Value* actual, const std::string& path) {
    std::visit([&, this](const auto& kind) { this->CompareKind(kind, matcher, actual, path); },
               matcher.kind());
  }

  std::vector<Mismatch> mismatches{};

 private:
  void Differs(const std::string& path, std::string expected, std::string actual) {
    mismatches.push_back({path, std::move(expected), std::move(actual)});
  }

  template <class Kind>
  void CompareKind(const Kind&, const ValueMatcher& matcher, const Value* actual,
                   const std::string& path) {
    if (!matcher.Matches(actual)) Differs(path, ToText(matcher), TextOf(actual));
  }

  void CompareKind(const Value& wanted, const ValueMatcher& matcher, const Value* actual,
                   const std::string& path) {
    if (matcher.Matches(actual)) return;
    const auto* const members = wanted.As<ValueMembers>();
    const auto* const actual_members = IsAbsent(actual) ? nullptr : actual->As<ValueMembers>();
    if (members == nullptr || actual_members == nullptr) {
      Differs(path, ToText(matcher), TextOf(actual));
      return;
    }
    for (const NamedValue& member : *members) {
      Compare(ValueMatcher::Equals(member.value), actual->Find(member.name),
              path + PointerStep(member.name));
    }
    for (const NamedValue& member : *actual_members) {
      if (wanted.Find(member.name) == nullptr && !member.value.is_null()) {
        Differs(path + PointerStep(member.name), "absent", ToText(member.value));
      }
    }
  }

  void CompareKind(const ValueMatcher::Items& wanted, const ValueMatcher& matcher,
                   const Value* actual, const std::string& path) {
    const auto* const items = IsAbsent(actual) ? nullptr : actual->As<ValueList>();
    if (items == nullptr) {
      Differs(path, ToText(matcher), TextOf(actual));
      return;
    }
    if (items->size() != wanted.size()) {
      Differs(path, fmt::format("a list of {}", wanted.size()),
              fmt::format("a list of {}", items->size()));
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      Compare(wanted[i], ItemAt(*items, i), fmt::format("{}/{}", path, i));
    }
  }

  void CompareKind(const ValueMatcher::MembersLike& wanted, const ValueMatcher& matcher,
                   const Value* actual, const std::string& path) {
    if (!IsAbsent(actual) && actual->As<ValueMembers>() == nullptr) {
      Differs(path, ToText(matcher), TextOf(actual));
      return;
    }
    for (const NamedMatcher& member : wanted) {
      Compare(member.matcher, IsAbsent(actual) ? nullptr : actual->Find(member.name),
              path + PointerStep(member.name));
    }
  }
};

struct Tester {
  const ValueMatcher* matcher;
  const Value* actual;

  bool operator()(const Value& wanted) const {
    return IsAbsent(actual) ? wanted.is_null() : SameValue(wanted, *actual);
  }

  bool operator()(const ValueMatcher::Regex&) const { return TestText(); }

  bool operator()(const ValueMatcher::GlobText&) const { return TestText(); }

  bool operator()(const ValueMatcher::AbsentOrNull&) const { return IsAbsent(actual); }

  bool operator()(const ValueMatcher::AnythingThere&) const { return !IsAbsent(actual); }

  bool operator()(const ValueMatcher::SizeIs& wanted) const {
    if (IsAbsent(actual)) return false;
    if (const auto* const items = actual->As<ValueList>()) {
      return static_cast<std::int64_t>(items->size()) == wanted.size;
    }
    const auto* const members = actual->As<ValueMembers>();
    return members != nullptr && static_cast<std::int64_t>(members->size()) == wanted.size;
  }

  bool operator()(const ValueMatcher::ContainsItem& wanted) const {
    const auto* const items = IsAbsent(actual) ? nullptr : actual->As<ValueList>();
    return items != nullptr && std::any_of(items->begin(), items->end(), [&](const Value& item) {
             return wanted.item.front().Matches(&item);
           });
  }

  bool operator()(const ValueMatcher::Items& wanted) const {
    const auto* const items = IsAbsent(actual) ? nullptr : actual->As<ValueList>();
    return items != nullptr &&
           std::equal(
               wanted.begin(), wanted.end(), items->begin(), items->end(),
               [](const ValueMatcher& item, const Value& value) { return item.Matches(&value); });
  }

  bool operator()(const ValueMatcher::MembersLike& wanted) const {
    const bool is_object = !IsAbsent(actual) && actual->As<ValueMembers>() != nullptr;
    if (!IsAbsent(actual) && !is_object) return false;
    return std::all_of(wanted.begin(), wanted.end(), [&](const NamedMatcher& member) {
      return member.matcher.Matches(is_object ? actual->Find(member.name) : nullptr);
    });
  }

 private:
  bool TestText() const {
    const auto* const text = IsAbsent(actual) ? nullptr : actual->As<std::string>();
    return text != nullptr && matcher->MatchesText(*text);
  }
};

struct MatcherPrinter {
  std::string operator()(const Value& value) const { return ToText(value); }

  std::string operator()(const ValueMatcher::Regex& regex) const {
    return "text that matches " + Quoted(regex.text);
  }

  std::string operator()(const ValueMatcher::GlobText& glob) const {
    return "text like " + Quoted(glob.text);
  }

  std::string operator()(const ValueMatcher::AbsentOrNull&) const { return "absent"; }

  std::string operator()(const ValueMatcher::AnythingThere&) const { return "anything"; }

  std::string operator()(const ValueMatcher::SizeIs& size) const {
    return fmt::format("{} elements", size.size);
  }

  std::string operator()(const ValueMatcher::ContainsItem& contains) const {
    return "a list with " + ToText(contains.item.front());
  }

  std::string operator()(const ValueMatcher::Items& items) const {
    std::vector<std::string> texts;
    texts.reserve(items.size());
    for (const ValueMatcher& item : items) texts.push_back(ToText(item));
    return "[" + Join(texts, ", ") + "]";
  }

  std::string operator()(const ValueMatcher::MembersLike& members) const {
    std::vector<std::string> texts;
    texts.reserve(members.size());
    for (const NamedMatcher& member : members) {
      texts.push_back(MemberName(member.name) + ": " + ToText(member.matcher));
    }
    return "{" + Join(texts, ", ") + "}";
  }
};

}  // namespace

bool operator==(const ValueMatcher::ContainsItem& a, const ValueMatcher::ContainsItem& b) {
  return a.item == b.item;
}

bool operator==(const ValueMatcher& a, const ValueMatcher& b) {
  return a.kind_ == b.kind_;
}

ValueMatcher::ValueMatcher(Kind kind) : kind_(std::move(kind)) {}

ValueMatcher::ValueMatcher(const ValueMatcher& other) = default;

ValueMatcher::ValueMatcher(ValueMatcher&& other) noexcept = default;

ValueMatcher& ValueMatcher::operator=(const ValueMatcher& other) = default;

ValueMatcher& ValueMatcher::operator=(ValueMatcher&& other) noexcept = default;

ValueMatcher::~ValueMatcher() = default;

ValueMatcher ValueMatcher::Equals(Value value) {
  return {Kind{std::move(value)}};
}

ValueMatcher ValueMatcher::Matching(std::string regex) {
  auto compiled = std::make_shared<const CompiledRegex>(regex);
  if (const auto problem = compiled->Problem()) throw Misuse(*problem);
  return {Kind{Regex{std::move(regex), std::move(compiled)}}};
}

ValueMatcher ValueMatcher::Glob(std::string glob) {
  return {Kind{GlobText{std::move(glob)}}};
}

ValueMatcher ValueMatcher::Absent() {
  return {Kind{AbsentOrNull{}}};
}

ValueMatcher ValueMatcher::Any() {
  return {Kind{AnythingThere{}}};
}

ValueMatcher ValueMatcher::Size(std::int64_t size) {
  return {Kind{SizeIs{size}}};
}

ValueMatcher ValueMatcher::Contains(ValueMatcher item) {
  return {Kind{ContainsItem{std::vector<ValueMatcher>{std::move(item)}}}};
}

ValueMatcher ValueMatcher::List(std::vector<ValueMatcher> items) {
  return {Kind{std::move(items)}};
}

ValueMatcher ValueMatcher::Members(std::vector<NamedMatcher> members) {
  return {Kind{std::move(members)}};
}

bool ValueMatcher::Matches(const Value* actual) const {
  return std::visit(Tester{this, actual}, kind_);
}

bool ValueMatcher::MatchesText(std::string_view text) const {
  if (const auto* const regex = std::get_if<Regex>(&kind_)) return regex->compiled->Search(text);
  if (const auto* const glob = std::get_if<GlobText>(&kind_)) return MatchesGlob(glob->text, text);
  return false;
}

std::string ToText(const ValueMatcher& matcher) {
  return std::visit(MatcherPrinter{}, matcher.kind());
}

std::vector<Mismatch> Explain(const ValueMatcher& matcher, const Value* actual) {
  Differ differ;
  differ.Compare(matcher, actual, "");
  return std::move(differ.mismatches);
}

std::optional<std::string> RegexProblem(const std::string& regex) {
  return CompiledRegex(regex).Problem();
}

}  // namespace fakestream
