// SPDX-License-Identifier: Apache-2.0

// Matchers against random trees of values. RC_PARAMS=seed=0 makes a run repeatable.

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "fakestream/fault/matcher.h"

#include "property/draw.h"

namespace fakestream {
namespace {

std::string Word() {
  return *rc::gen::elementOf(std::vector<std::string>{"a", "b", "a/b", "~"});
}

Value SomeValue(int depth) {
  switch (Below(depth > 0 ? 7 : 5)) {
    case 0: return nullptr;
    case 1: return Below(2) == 0;
    case 2: return Below(3);
    case 3: return static_cast<double>(Below(4)) / 2;
    case 4: return Word();
    case 5: {
      ValueList items;
      for (int i = Below(3); i > 0; --i) items.push_back(SomeValue(depth - 1));
      return items;
    }
    default: break;
  }
  ValueMembers members;
  for (const std::string name : {"a", "b", "a/b"}) {
    if (Below(2) == 0) members.push_back({name, SomeValue(depth - 1)});
  }
  return members;
}

ValueMatcher SomeMatcher(int depth) {
  switch (Below(depth > 0 ? 9 : 6)) {
    case 0: return ValueMatcher::Equals(SomeValue(depth));
    case 1: return ValueMatcher::Absent();
    case 2: return ValueMatcher::Any();
    case 3: return ValueMatcher::Glob(Word() + "*");
    case 4: return ValueMatcher::Matching("^" + Word());
    case 5: return ValueMatcher::Size(Below(3));
    case 6: return ValueMatcher::Contains(SomeMatcher(depth - 1));
    case 7: {
      std::vector<ValueMatcher> items;
      for (int i = Below(3); i > 0; --i) items.push_back(SomeMatcher(depth - 1));
      return ValueMatcher::List(items);
    }
    default: break;
  }
  std::vector<NamedMatcher> members;
  for (const std::string name : {"a", "b", "a/b"}) {
    if (Below(2) == 0) members.push_back({name, SomeMatcher(depth - 1)});
  }
  return ValueMatcher::Members(members);
}

// The value without the members that are null, and in another order.
Value Rearranged(const Value& value) {
  if (const auto* const items = value.As<ValueList>()) {
    ValueList list;
    for (const Value& item : *items) list.push_back(Rearranged(item));
    return list;
  }
  const auto* const members = value.As<ValueMembers>();
  if (members == nullptr) return value;
  ValueMembers others;
  for (auto member = members->rbegin();
       member != members->rend();  // NOLINT(modernize-loop-convert)
       ++member) {
    if (!member->value.is_null()) others.push_back({member->name, Rearranged(member->value)});
  }
  return others;
}

TEST(MatcherPropertyTest, ExplainsNothingExactlyWhenItMatches) {
  EXPECT_TRUE(rc::check("Explain is empty when Matches", [] {
    const ValueMatcher matcher = SomeMatcher(3);
    const Value value = SomeValue(3);
    const Value* const actual = Below(8) == 0 ? nullptr : &value;
    RC_ASSERT(matcher.Matches(actual) == Explain(matcher, actual).empty());
  }));
}

TEST(MatcherPropertyTest, TakesEveryValueAsEqualToItselfHoweverItIsArranged) {
  EXPECT_TRUE(rc::check("a value equals itself", [] {
    const Value value = SomeValue(3);
    const Value other = Rearranged(value);
    RC_ASSERT(ValueMatcher::Equals(value).Matches(&value));
    RC_ASSERT(ValueMatcher::Equals(value).Matches(&other));
    RC_ASSERT(ValueMatcher::Equals(other).Matches(&value));
  }));
}

TEST(MatcherPropertyTest, TakesEqualityAsSymmetric) {
  EXPECT_TRUE(rc::check("equality is symmetric", [] {
    const Value one = SomeValue(2);
    const Value other = SomeValue(2);
    RC_ASSERT(ValueMatcher::Equals(one).Matches(&other) ==
              ValueMatcher::Equals(other).Matches(&one));
  }));
}

TEST(MatcherPropertyTest, IsEqualToItsCopyAndReadsTheSame) {
  EXPECT_TRUE(rc::check("a copy is equal", [] {
    const ValueMatcher matcher = SomeMatcher(3);
    const ValueMatcher copy =
        matcher;  // NOLINT(performance-unnecessary-copy-initialization): its subject
    const Value value = SomeValue(2);
    RC_ASSERT(copy == matcher);
    RC_ASSERT(ToText(copy) == ToText(matcher));
    RC_ASSERT(copy.Matches(&value) == matcher.Matches(&value));
  }));
}

}  // namespace
}  // namespace fakestream
