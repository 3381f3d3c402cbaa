// SPDX-License-Identifier: Apache-2.0

// Properties of the service layer. The generators are built from the member tables, so that a new
// member or operation is covered without a line here. RC_PARAMS=seed=0 makes a run repeatable.

#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "fakestream/base/text.h"
#include "fakestream/base/time.h"
#include "fakestream/service/codec.h"

#include "property/draw.h"
#include "service/validation.h"

namespace fakestream {
namespace {

const std::string kAlphabet = "aZ0_.-/:+=,@\\ !\n\x7f";

rc::Gen<std::string> TextGen() {
  return rc::gen::container<std::string>(rc::gen::elementOf(kAlphabet));
}

template <class T>
struct Generator;

template <class T>
T Pick() {
  return *Generator<T>::Make();
}

// Fills every member of a tabled struct; an optional one is absent half the time.
template <class T>
struct Generator {
  static rc::Gen<T> Make() {
    if constexpr (NamedEnum<T>) {
      return rc::gen::map(rc::gen::inRange<std::size_t>(0, kEnumNames<T>.size()),
                          [](std::size_t i) { return static_cast<T>(i); });
    } else {
      return rc::gen::exec([] {
        T structure{};
        ForEachMember<T>([&]<class Field>(const Member<T, Field>& member) {
          structure.*member.pointer = Pick<Field>();
        });
        return structure;
      });
    }
  }
};

template <class T>
struct Generator<std::optional<T>> {
  static rc::Gen<std::optional<T>> Make() {
    return rc::gen::exec([]() -> std::optional<T> {
      if (!*rc::gen::arbitrary<bool>()) return std::nullopt;
      return Pick<T>();
    });
  }
};

template <class T>
struct Generator<std::vector<T>> {
  static rc::Gen<std::vector<T>> Make() {
    return rc::gen::exec([] {
      std::vector<T> items;
      const int size = *rc::gen::inRange(0, 3);
      items.reserve(static_cast<std::size_t>(size));
      for (int i = 0; i < size; ++i) items.push_back(Pick<T>());
      return items;
    });
  }
};

template <class E>
struct Generator<EnumOrUnknown<E>> {
  static rc::Gen<EnumOrUnknown<E>> Make() {
    return rc::gen::map(
        TextGen(), [](std::string name) { return EnumOrUnknown<E>::FromName(std::move(name)); });
  }
};

template <>
struct Generator<std::string> {
  static rc::Gen<std::string> Make() { return TextGen(); }
};

template <>
struct Generator<Tags> {
  static rc::Gen<Tags> Make() { return rc::gen::container<Tags>(TextGen(), TextGen()); }
};

template <>
struct Generator<std::int64_t> {
  static rc::Gen<std::int64_t> Make() { return rc::gen::arbitrary<std::int64_t>(); }
};

template <>
struct Generator<bool> {
  static rc::Gen<bool> Make() { return rc::gen::arbitrary<bool>(); }
};

template <>
struct Generator<Instant> {
  static rc::Gen<Instant> Make() {
    return rc::gen::map(rc::gen::inRange<std::int64_t>(0, kLatestInstant.since_epoch.count()),
                        [](std::int64_t count) { return Instant{Duration{count}}; });
  }
};

template <class T>
std::uint64_t Digest(const T& structure) {
  StableHash hash;
  HashInto(hash, structure);
  return hash.value();
}

// The value as it comes back from JSON: times are text.
Value AsWritten(const Value& value) {
  if (const auto* const at = value.As<Instant>()) return ToText(*at);
  if (const auto* const items = value.As<ValueList>()) {
    ValueList written;
    for (const Value& item : *items) written.push_back(AsWritten(item));
    return written;
  }
  if (const auto* const members = value.As<ValueMembers>()) {
    ValueMembers written;
    for (const NamedValue& member : *members) {
      written.push_back({member.name, AsWritten(member.value)});
    }
    return written;
  }
  return value;
}

template <class T>
void CheckRoundTrip(const T& structure) {
  const Value value = ToValue(structure);

  RC_ASSERT(FindTypeMismatches(value, TypeOf<T>()).empty());
  RC_ASSERT(DecodeUnchecked<T>(value) == structure);
  RC_ASSERT(DecodeUnchecked<T>(AsWritten(value)) == structure);
  RC_ASSERT(ToValue(DecodeUnchecked<T>(value)) == value);
}

TEST(ServicePropertyTest, EveryRequestComesBackFromItsValue) {
  ForEachOperation([](auto op) {
    using Op = decltype(op);
    ExpectHolds(std::string(Op::kName), [] {
      const auto request = Pick<typename Op::Request>();
      CheckRoundTrip(request);
      RC_ASSERT(DecodeRequestUnchecked(kOperation<Op>, ToValue(AnyRequest{request})) ==
                AnyRequest{request});
    });
  });
}

TEST(ServicePropertyTest, EveryResultComesBackFromItsValue) {
  ForEachOperation([](auto op) {
    using Op = decltype(op);
    ExpectHolds(std::string(Op::kName), [] {
      const auto result = Pick<typename Op::Result>();
      CheckRoundTrip(result);
      RC_ASSERT(DecodeResultUnchecked(kOperation<Op>, ToValue(AnyResult{result})) ==
                AnyResult{result});
    });
  });
}

TEST(ServicePropertyTest, DigestsDifferExactlyWhenRequestsDo) {
  ForEachOperation([](auto op) {
    using Request = typename decltype(op)::Request;
    ExpectHolds(std::string(decltype(op)::kName), [] {
      const auto left = Pick<Request>();
      const auto right = Pick<Request>();

      RC_ASSERT((Digest(left) == Digest(right)) == (left == right));
      RC_ASSERT(Digest(left) == Digest(DecodeUnchecked<Request>(ToValue(left))));
    });
  });
}

TEST(ServicePropertyTest, EveryRequiredMemberIsMissedAndNoOther) {
  ForEachOperation([](auto op) {
    using Request = typename decltype(op)::Request;
    const Violations violations = Validate(Request{});

    std::size_t required = 0;
    for (const TypeMember& member : TypeOf<Request>().members) {
      required += static_cast<std::size_t>(member.constraint.is_required);
    }
    EXPECT_EQ(violations.size(), required) << decltype(op)::kName;
  });
}

TEST(BasePropertyTest, EveryDurationComesBackFromItsText) {
  ExpectHolds("ParseDuration(ToText(d)) == d", [] {
    const Duration length{*rc::gen::inRange<std::int64_t>(0, kMaxDuration.count() + 1)};
    RC_ASSERT(ParseDuration(ToText(length)) == length);
  });
}

TEST(BasePropertyTest, EveryInstantComesBackFromItsText) {
  ExpectHolds("ParseInstant(ToText(at)) == at", [] {
    const auto at = Pick<Instant>();
    RC_ASSERT(ParseInstant(ToText(at)) == at);
  });
}

TEST(BasePropertyTest, GlobsAreDecidedAsByTheRegularExpressionOfTheSameMeaning) {
  ExpectHolds("MatchesGlob", [] {
    const auto short_of = [](const std::string& bytes) {
      return *rc::gen::resize(8, rc::gen::container<std::string>(rc::gen::elementOf(bytes)));
    };
    const std::string glob = short_of("ab*?");
    const std::string text = short_of("ab");
    std::string pattern;
    for (const char c : glob) {
      if (c == '*') pattern += '.';
      pattern += c == '?' ? '.' : c;
    }
    RC_ASSERT(MatchesGlob(glob, text) == std::regex_match(text, std::regex(pattern)));
  });
}

TEST(BasePropertyTest, RepairedTextIsValidAndValidTextIsLeftAlone) {
  ExpectHolds("ValidUtf8", [] {
    const auto text = *rc::gen::container<std::string>(
        rc::gen::elementOf(std::string("a\x80\xBF\xC2\xC3\xE0\xED\xA0\xF0\x90\xF4\xFF")));
    const std::string repaired = ValidUtf8(text);
    RC_ASSERT(IsValidUtf8(repaired));
    RC_ASSERT((repaired == text) == IsValidUtf8(text));
    RC_ASSERT(ValidUtf8(repaired) == repaired);
  });
}

}  // namespace
}  // namespace fakestream
