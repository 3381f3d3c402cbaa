// SPDX-License-Identifier: Apache-2.0
#pragma once

// One scripted fault: which calls, what goes wrong, how often. A rule is a value; fault/script.h
// writes it in C++ as a sentence, json/rules.h in JSON (all but `where`).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fakestream/backend/directives.h"
#include "fakestream/base/diagnostic.h"
#include "fakestream/fault/matcher.h"
#include "fakestream/fault/predicate.h"
#include "fakestream/service/error_catalog.h"
#include "fakestream/service/operations.h"
#include "fakestream/service/other_operations.h"
#include "fakestream/sim/random.h"

namespace fakestream {

// How a connection breaks. Each reaches the caller as an error without HTTP status.
enum class ConnectionFault : std::uint8_t { kRefused, kTimeout, kReset, kTruncated, kGarbage };
template <>
inline constexpr std::array kEnumNames<ConnectionFault> =
    std::to_array<std::string_view>({"refused", "timeout", "reset", "truncated", "garbage"});

// Before the service acts, or after: the effect is there and the reply is lost.
enum class Moment : std::uint8_t { kBefore, kAfter };
template <>
inline constexpr std::array kEnumNames<Moment> = std::to_array<std::string_view>({"before",
                                                                                  "after"});

// What goes wrong. `std::monostate` is a delay alone.
struct Fail {
  std::string error;                     // wire name
  std::optional<std::string> message{};  // default: the catalogue's
  std::optional<std::int64_t> status{};  // default: the catalogue's
  friend bool operator==(const Fail&, const Fail&) = default;
};

struct Reply {
  Value result;  // fits the operation's result type
  friend bool operator==(const Reply&, const Reply&) = default;
};

struct Drop {
  ConnectionFault fault{};
  friend bool operator==(const Drop&, const Drop&) = default;
};

struct Becomes {
  Ending ending{};
  friend bool operator==(const Becomes&, const Becomes&) = default;
};

struct Stale {
  Duration age{};  // the read sees the state of that long ago
  friend bool operator==(const Stale&, const Stale&) = default;
};

using Effect = std::variant<std::monostate, Fail, Reply, Drop, Becomes, Stale>;

// Which of the calls that match a rule's filters, counted from 1: the first behind its injection.
struct CallWindow {
  std::uint64_t first = 1;
  std::optional<std::uint64_t> last{};  // nothing: from `first` on
  std::uint64_t every = 0;              // n > 0: each n-th call, `first` and `last` unused

  bool Contains(std::uint64_t call) const {
    if (every > 0) return call % every == 0;
    return call >= first && (!last || call <= *last);
  }

  bool is_closed() const { return every == 0 && last.has_value(); }

  friend bool operator==(const CallWindow&, const CallWindow&) = default;
};

// "3", "1-2", "3-", "every 5"; nothing for anything else and for a window that holds no call.
std::optional<CallWindow> ParseCallWindow(std::string_view text);
std::string ToText(const CallWindow& window);

// A window of virtual time since the start of the World, whenever the rule is injected:
// from <= t < to.
struct TimeWindow {
  Duration from{};
  Duration to{};
  friend bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

struct Rule {
  std::optional<Operation> on{};  // nothing: every operation, or `other`
  // An operation that is not simulated: only a client on a wire can call it. With it, `on` is
  // nothing.
  std::optional<OtherOperation> other{};
  std::string region{};                   // empty: every region
  std::vector<NamedMatcher> with{};       // request members by wire name; all must match
  std::vector<RequestPredicate> where{};  // all must hold; JSON has no form for them
  CallWindow calls{};
  std::optional<TimeWindow> between{};
  std::optional<Chance> chance{};
  Effect effect{};
  std::optional<Duration> delay{};  // passes before the effect
  Moment at = Moment::kBefore;
  bool is_optional = false;   // need not fire
  bool is_unmodeled = false;  // may answer what the operation does not document
  std::string id{};           // for reports; also names the rule's random stream

  friend bool operator==(const Rule&, const Rule&) = default;
};

// Returns the name of the operation, or "*".
std::string_view OperationNameOf(const Rule& rule);

// Returns the rule as a sentence: `on CopyImage with DestinationRegion "eu-west-1", calls 1-2: fail
// with LimitExceededException`.
std::string ToText(const Rule& rule);

// Returns why the rule could never fire or makes no sense; `where` are JSON pointers into the rule
// (json/rules.h has the keys). Empty for a good rule.
Diagnostics CheckRule(const Rule& rule);

// Returns the error that the caller of a broken connection sees.
ServiceError TransportError(ConnectionFault fault);

}  // namespace fakestream
