// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rules as sentences of C++.
//
//   On<ops::CopyImage>()
//       .With(&CopyImageRequest::destination_region, "eu-west-1")
//       .Fails(ErrorCode::kLimitExceeded)
//       .Times(2)
//
// Filters (In, With) say which calls are counted, windows (Times, Calls, FromCall, EveryNth,
// Between, WithChance) which of those the rule acts on, and exactly one effect (Fails, Replies,
// Drops, Becomes, SeesStateOf, or Takes alone) what happens. Clauses may stand in any order; the
// last of a kind wins.

#include <string>
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
std::string WireName(std::optional<Field> Request::*wanted) {
  std::string name;
  ForEachMember<Request>([&]<class Other>(const Member<Request, Other>& member) {
    if constexpr (std::is_same_v<Other, std::optional<Field>>) {
      if (member.pointer == wanted) name = member.name;
    }
  });
  FAKESTREAM_CHECK(!name.empty());
  return name;
}

}  // namespace internal

// Clauses return the builder by value, so that a rule kept in an `auto` never dangles. Any clause
// that makes no sense is reported, all at once, when the rule is injected.
template <class Op>
class RuleBuilder {
 public:
  explicit RuleBuilder(std::optional<Operation> on, std::optional<OtherOperation> other = {}) {
    rule_.on = on;
    rule_.other = other;
  }

  // Only calls of clients in that region.
  RuleBuilder In(std::string region) && { return Set(&Rule::region, std::move(region)); }

  // Only calls whose request member is that value, or is as the matcher demands.
  template <class Request, class Field, class Wanted>
  RuleBuilder With(std::optional<Field> Request::*member, Wanted&& wanted) && {
    static_assert(!std::is_same_v<Op, internal::EveryOperation>,
                  "a rule on every operation cannot filter by request members: name the operation");
    static_assert(std::is_same_v<Op, internal::EveryOperation> ||
                      std::is_same_v<Request, typename Op::Request>,
                  "the member belongs to the request of another operation");
    rule_.with.push_back(
        {internal::WireName(member), ToMatcher<Field>(std::forward<Wanted>(wanted))});
    return std::move(*this);
  }

  // The first n calls; the n-th call alone; calls n to m; the n-th and all later; every n-th.
  RuleBuilder Times(std::uint64_t n) && { return Set(&Rule::calls, {.first = 1, .last = n}); }

  RuleBuilder OnCall(std::uint64_t n) && { return Set(&Rule::calls, {.first = n, .last = n}); }

  RuleBuilder OnCalls(std::uint64_t first, std::uint64_t last) && {
    return Set(&Rule::calls, {.first = first, .last = last});
  }

  RuleBuilder FromCall(std::uint64_t n) && { return Set(&Rule::calls, {.first = n}); }

  RuleBuilder EveryNth(std::uint64_t n) && {
    // "Every 0th" holds no call, and says so in the form that is refused.
    return Set(&Rule::calls, {.first = n == 0 ? 0U : 1U, .every = n});
  }

  // Only while that much virtual time has passed since the World began: from <= t < to.
  RuleBuilder Between(Duration from, Duration to) && {
    return Set(&Rule::between, TimeWindow{from, to});
  }

  // Only when a draw from the rule's own stream says so.
  RuleBuilder WithChance(std::uint32_t numerator, std::uint32_t denominator) && {
    return Set(&Rule::chance, Chance{numerator, denominator});
  }

  RuleBuilder Fails(ErrorCode code) && {
    return Set(&Rule::effect, Fail{.error = std::string(RowOf(code).name)});
  }

  RuleBuilder Fails(ErrorCode code, std::string message) && {
    return Set(&Rule::effect,
               Fail{.error = std::string(RowOf(code).name), .message = std::move(message)});
  }

  RuleBuilder Fails(const ServiceError& error) && {
    return Set(&Rule::effect, Fail{.error = std::string(error.name()),
                                   .message = error.message,
                                   .status = error.http_status});
  }

  RuleBuilder Replies(const typename Op::Result& result) && {
    return Set(&Rule::effect, Reply{ToValue(result)});
  }

  RuleBuilder Drops(ConnectionFault fault) && { return Set(&Rule::effect, Drop{fault}); }

  RuleBuilder Becomes(Ending ending) && { return Set(&Rule::effect, fakestream::Becomes{ending}); }

  RuleBuilder SeesStateOf(Duration ago) && { return Set(&Rule::effect, Stale{ago}); }

  // The call takes that long; alone, or before the effect.
  RuleBuilder Takes(Duration delay) && { return Set(&Rule::delay, delay); }

  // The service acts first, then the effect hides its reply.
  RuleBuilder AfterTheEffect() && { return Set(&Rule::at, Moment::kAfter); }

  // It is no failure when the rule never fires.
  RuleBuilder Optional() && { return Set(&Rule::is_optional, true); }

  // The operation need not document the error.
  RuleBuilder Unmodeled() && { return Set(&Rule::is_unmodeled, true); }

  RuleBuilder Named(std::string id) && { return Set(&Rule::id, std::move(id)); }

  operator Rule() && { return std::move(rule_); }  // NOLINT(google-explicit-constructor)

  operator Rule() const& { return rule_; }  // NOLINT(google-explicit-constructor)

 private:
  template <class Field, class T>
  RuleBuilder&& Set(Field Rule::*clause, T&& value) {
    rule_.*clause = std::forward<T>(value);
    return std::move(*this);
  }

  RuleBuilder&& Set(CallWindow Rule::*clause, CallWindow value) {
    rule_.*clause = value;
    return std::move(*this);
  }

  template <class Field, class Wanted>
  static ValueMatcher ToMatcher(Wanted&& wanted) {
    if constexpr (std::is_same_v<std::remove_cvref_t<Wanted>, ValueMatcher>) {
      return std::forward<Wanted>(wanted);
    } else {
      return ValueMatcher::Equals(internal::Encode(Field(std::forward<Wanted>(wanted))));
    }
  }

  Rule rule_{};
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
    throw Misuse("AppStream has no operation \"" + std::string(name) +
                 "\" besides those that are simulated; for those write On<ops::CopyImage>()");
  }
  return RuleBuilder<internal::EveryOperation>(std::nullopt, other);
}

}  // namespace fakestream
