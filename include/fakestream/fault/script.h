// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rules as sentences of C++.
//
//   On<ops::CopyImage>()
//       .With(&CopyImageRequest::destination_region, "eu-west-1")
//       .Fails(ErrorCode::kLimitExceeded)
//       .Times(2)
//
// Filters (In, With, Where) say which calls are counted, windows (Times, OnCall, OnCalls, FromCall,
// EveryNth, Between, WithChance) which of those the rule acts on, and exactly one effect (Fails,
// Replies, Drops, Becomes, SeesStateOf, or Takes alone) what happens. Clauses may stand in any
// order. Two effects, two windows of calls, or another clause twice are Misuse; With and Where may
// stand several times, and all of them must hold.
//
// Calls are counted from the moment when the rule is injected; the time of Between, from the moment
// when the World began. A rule for the next minute says so:
//
//   const Duration now = world.clock().Elapsed();
//   world.Inject(On<ops::CopyImage>().Between(now, now + 1min).Fails(ErrorCode::kThrottling));

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "fakestream/fault/rule.h"
#include "fakestream/service/codec.h"

namespace fakestream {

using Script = std::vector<Rule>;

namespace internal {

template <class Op, class List = AllOperations>
inline constexpr bool kIsOperation = false;
template <class Op, class... Known>
inline constexpr bool kIsOperation<Op, std::tuple<Known...>> = (std::is_same_v<Op, Known> || ...);

// A stand-in for "every operation", which has no request members to filter by.
struct EveryOperation {
  struct Request {};

  struct Result {};
};

template <class Request, class Field>
std::string WireName(Field Request::*wanted) {
  std::string name;
  ForEachMember<Request>([&]<class Other>(const Member<Request, Other>& member) {
    if constexpr (std::is_same_v<Other, Field>) {
      if (member.pointer == wanted) name = member.name;
    }
  });
  FAKESTREAM_CHECK(!name.empty());
  return name;
}

// Whether a filter can ask for it: a value of the member's type, the member itself, or a matcher.
template <class Member, class Wanted>
inline constexpr bool kCanBeWanted =
    std::is_same_v<Wanted, ValueMatcher> || std::is_same_v<Wanted, Member> ||
    std::is_constructible_v<typename Member::value_type, Wanted>;

// Throw Misuse: a rule that has the first is given the second.
[[noreturn]] void RefuseSecond(const CallWindow& first, const CallWindow& second);
[[noreturn]] void RefuseSecond(const Effect& first, const Effect& second);
[[noreturn]] void RefuseSecond(std::string_view clause);

}  // namespace internal

// Clauses return the builder by value, so that a rule kept in an `auto` never dangles. A clause too
// many throws Misuse at once; any that makes no sense is reported, with all others, when the rule
// is injected.
template <class Op>
class RuleBuilder {
 public:
  using Request = typename Op::Request;

  explicit RuleBuilder(std::optional<Operation> on, std::optional<OtherOperation> other = {}) {
    rule_.on = on;
    rule_.other = other;
  }

  // Only calls of clients in that region.
  RuleBuilder In(std::string region) && {
    if (!rule_.region.empty()) internal::RefuseSecond(".In(…)");
    return Set(&Rule::region, std::move(region));
  }

  // Only calls whose request member is that value, or is as the matcher demands.
  template <class Struct, class Member, class Wanted = Member>
  RuleBuilder With(Member Struct::*member, Wanted&& wanted) && {
    constexpr bool kIsOnOne = !std::is_same_v<Op, internal::EveryOperation>;
    constexpr bool kIsOwn = !kIsOnOne || std::is_same_v<Struct, Request>;
    constexpr bool kIsWanted = internal::kCanBeWanted<Member, std::remove_cvref_t<Wanted>>;
    static_assert(kIsOnOne,
                  "a rule on every operation cannot filter by request members: name the operation");
    static_assert(kIsOwn, "the member belongs to the request of another operation");
    static_assert(
        kIsWanted,
        "With() takes a value of the member's type, or a ValueMatcher such as "
        "ValueMatcher::Glob(\"golden-*\"); what neither can say, as GoogleTest's matchers, "
        "goes into .Where([](const CopyImageRequest& request) { return ...; })");
    if constexpr (kIsOnOne && kIsOwn && kIsWanted) {
      rule_.with.push_back(
          {internal::WireName(member), ToMatcher<Member>(std::forward<Wanted>(wanted))});
    }
    return std::move(*this);
  }

  // Only calls for whose request the function holds. It is called under the lock of the World,
  // which it must not use, and again when the World tells why a rule did not fire: it answers the
  // same then. A scenario with such a rule cannot be saved.
  template <class Function>
  RuleBuilder Where(Function&& holds) && {
    constexpr bool kIsOnOne = !std::is_same_v<Op, internal::EveryOperation>;
    constexpr bool kIsPredicate =
        std::is_constructible_v<std::function<bool(const Request&)>, Function>;
    static_assert(kIsOnOne,
                  "a rule on every operation cannot look at requests: name the operation");
    static_assert(!kIsOnOne || kIsPredicate,
                  "Where() takes a function of the operation's request that returns bool, as in "
                  ".Where([](const CopyImageRequest& request) { return ...; })");
    if constexpr (kIsOnOne && kIsPredicate) {
      rule_.where.push_back(RequestPredicate::Of<Op>(std::forward<Function>(holds)));
    }
    return std::move(*this);
  }

  // The first n calls; the n-th call alone; calls n to m; the n-th and all later; every n-th.
  // Counted are those that pass the filters, from the injection of the rule on.
  RuleBuilder Times(std::uint64_t n) && { return SetCalls({.first = 1, .last = n}); }

  RuleBuilder OnCall(std::uint64_t n) && { return SetCalls({.first = n, .last = n}); }

  RuleBuilder OnCalls(std::uint64_t first, std::uint64_t last) && {
    return SetCalls({.first = first, .last = last});
  }

  RuleBuilder FromCall(std::uint64_t n) && { return SetCalls({.first = n}); }

  RuleBuilder EveryNth(std::uint64_t n) && {
    // "Every 0th" holds no call, and says so in the form that is refused.
    return SetCalls({.first = n == 0 ? 0U : 1U, .every = n});
  }

  // Only while that much virtual time has passed since the World began, whenever the rule is
  // injected: from <= t < to.
  RuleBuilder Between(Duration from, Duration to) && {
    if (rule_.between) internal::RefuseSecond(".Between(…)");
    return Set(&Rule::between, TimeWindow{from, to});
  }

  // Only when a draw from the rule's own stream says so.
  RuleBuilder WithChance(std::uint32_t numerator, std::uint32_t denominator) && {
    if (rule_.chance) internal::RefuseSecond(".WithChance(…)");
    return Set(&Rule::chance, Chance{numerator, denominator});
  }

  RuleBuilder Fails(ErrorCode code) && {
    return SetEffect(Fail{.error = std::string(RowOf(code).name)});
  }

  RuleBuilder Fails(ErrorCode code, std::string message) && {
    return SetEffect(Fail{.error = std::string(RowOf(code).name), .message = std::move(message)});
  }

  RuleBuilder Fails(const ServiceError& error) && {
    return SetEffect(Fail{
        .error = std::string(error.name()), .message = error.message, .status = error.http_status});
  }

  template <std::convertible_to<std::string_view> Text, class... More>
  RuleBuilder Fails(const Text& /*name*/, const More&... /*more*/) && {
    static_assert(
        !std::is_convertible_v<Text, std::string_view>,
        "Fails() takes an ErrorCode, as in Fails(ErrorCode::kLimitExceeded); for a name that "
        "AppStream does not know, Fails(MakeNamedError(\"OddException\", \"why\")) and "
        ".Unmodeled()");
    return std::move(*this);
  }

  RuleBuilder Replies(const typename Op::Result& result) && {
    return SetEffect(Reply{ToValue(result)});
  }

  RuleBuilder Drops(ConnectionFault fault) && { return SetEffect(Drop{fault}); }

  RuleBuilder Becomes(Ending ending) && { return SetEffect(fakestream::Becomes{ending}); }

  RuleBuilder SeesStateOf(Duration ago) && { return SetEffect(Stale{ago}); }

  // The call takes that long; alone, or before the effect.
  RuleBuilder Takes(Duration delay) && {
    if (rule_.delay) internal::RefuseSecond(".Takes(…)");
    return Set(&Rule::delay, delay);
  }

  // The service acts first, then the effect hides its reply.
  RuleBuilder AfterTheEffect() && { return Set(&Rule::at, Moment::kAfter); }

  // It is no failure when the rule never fires.
  RuleBuilder Optional() && { return Set(&Rule::is_optional, true); }

  // The operation need not document the error.
  RuleBuilder Unmodeled() && { return Set(&Rule::is_unmodeled, true); }

  RuleBuilder Named(std::string id) && {
    if (!rule_.id.empty()) internal::RefuseSecond(".Named(…)");
    return Set(&Rule::id, std::move(id));
  }

  operator Rule() && { return std::move(rule_); }  // NOLINT(google-explicit-constructor)

  operator Rule() const& { return rule_; }  // NOLINT(google-explicit-constructor)

 private:
  template <class Field, class T>
  RuleBuilder&& Set(Field Rule::*clause, T&& value) {
    rule_.*clause = std::forward<T>(value);
    return std::move(*this);
  }

  RuleBuilder&& SetCalls(CallWindow value) {
    if (has_calls_) internal::RefuseSecond(rule_.calls, value);
    has_calls_ = true;
    rule_.calls = value;
    return std::move(*this);
  }

  RuleBuilder&& SetEffect(Effect value) {
    if (!std::holds_alternative<std::monostate>(rule_.effect)) {
      internal::RefuseSecond(rule_.effect, value);
    }
    rule_.effect = std::move(value);
    return std::move(*this);
  }

  template <class Member, class Wanted>
  static ValueMatcher ToMatcher(Wanted&& wanted) {
    using Field = typename Member::value_type;
    using Given = std::remove_cvref_t<Wanted>;
    if constexpr (std::is_same_v<Given, ValueMatcher>) {
      return std::forward<Wanted>(wanted);
    } else if constexpr (std::is_same_v<Given, Member>) {
      return wanted ? ValueMatcher::Equals(internal::Encode(*wanted)) : ValueMatcher::Absent();
    } else {
      return ValueMatcher::Equals(internal::Encode(Field(std::forward<Wanted>(wanted))));
    }
  }

  Rule rule_{};
  bool has_calls_ = false;
};

// Starts a rule about one operation, or about all of them.
template <class Op>
RuleBuilder<Op> On() {
  static_assert(internal::kIsOperation<Op>, "On<> takes an operation, such as ops::CopyImage");
  return RuleBuilder<Op>(kOperation<Op>);
}

inline RuleBuilder<internal::EveryOperation> OnEveryOperation() {
  return RuleBuilder<internal::EveryOperation>(std::nullopt);
}

// Starts a rule about an operation that is not simulated, such as "CreateFleet". Only clients of an
// Endpoint can call it. Throws Misuse when AppStream has none of that name, or it is simulated.
inline RuleBuilder<internal::EveryOperation> OnUnsimulated(std::string_view name) {
  const std::optional<OtherOperation> other = EnumOf<OtherOperation>(name);
  if (!other) {
    throw Misuse("unknown operation \"" + std::string(name) +
                 "\" besides those that are simulated; for those write On<ops::CopyImage>()");
  }
  return RuleBuilder<internal::EveryOperation>(std::nullopt, other);
}

}  // namespace fakestream
