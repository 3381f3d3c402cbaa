// SPDX-License-Identifier: Apache-2.0
#pragma once

// What happened in a World: every call in the order in which it was served, every change of an
// image's state, and every change of the account. The trace keeps values; text is made when
// somebody asks for it. Its digest names the whole run: same scenario and same seed, same digest,
// on every compiler.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fakestream/backend/settings.h"
#include "fakestream/base/hash.h"
#include "fakestream/base/time.h"
#include "fakestream/service/operations.h"
#include "fakestream/service/other_operations.h"
#include "fakestream/service/outcome.h"

namespace fakestream {

struct CallEvent {
  std::uint64_t number = 0;  // of the call in its World, from 1
  std::string region{};      // the client's
  Instant start{};
  Instant end{};  // later than start when the call took virtual time
  AnyRequest request{};
  // Exactly one of the two: what the caller got.
  std::shared_ptr<const AnyResult> result{};  // shared by copies of the event; immutable
  std::optional<ServiceError> error{};
  // The rule that acted on the call: its place in the script, from 0.
  std::optional<std::size_t> rule{};
  bool is_hidden_success = false;  // the service acted and succeeded; the caller got an error
  // Whether rules counted it: its request was valid. Neither flag is part of the digest.
  bool is_counted = false;
  bool is_fault_free = false;  // no rule may act on it: World::WithoutFaults

  bool succeeded() const { return result != nullptr; }
};

// An image changed its state. `from` is nothing for a new image, `to` for one that is gone.
struct StateEvent {
  Instant at{};
  std::string region{};
  std::string image{};
  std::optional<ImageState> from{};
  std::optional<ImageState> to{};
};

// The account was changed from outside, as its administrator would.
struct SettingEvent {
  Instant at{};
  std::optional<AccountStatus> account_status{};
  std::optional<Quotas> quotas{};
};

// A call of an operation that is not simulated, by a client on a wire: it fails, as a rule says or
// because it is not simulated.
struct OtherCallEvent {
  std::uint64_t number = 0;  // among all calls
  std::string region{};
  Instant start{};
  Instant end{};
  OtherOperation operation{};
  ServiceError error{};
  std::optional<std::size_t> rule{};
  bool is_fault_free = false;  // as above
  bool is_answered = false;    // by a rule: the error is the service's, or the connection broke
};

using TraceEvent = std::variant<CallEvent, StateEvent, SettingEvent, OtherCallEvent>;

// Returns whether somebody answered the call: the simulated service, or a rule in its place. True
// of what is no call.
bool IsAnswered(const TraceEvent& event);

// Returns one line without line end, such as
// `#3 +1m30s us-east-1 CopyImage {SourceImageName: "golden", …} -> LimitExceededException (400): …
// [fault 1]`. Times are relative to `start`; without it they are instants.
std::string ToText(const TraceEvent& event, std::optional<Instant> start);

class Trace {
 public:
  // Keeps at most `limit` events, but always the latest; older ones are dropped but stay in the
  // digest and the counts.
  explicit Trace(Instant start, std::size_t limit = kDefaultLimit);

  static constexpr std::size_t kDefaultLimit = 100'000;

  // Numbers a call when it arrives. Its event is added when it is answered, behind the changes of
  // state that it caused.
  std::uint64_t StartCall() { return ++calls_; }

  // Adds an empty event, to be filled at once.
  CallEvent& AddCall();
  void Add(StateEvent event);
  void Add(SettingEvent event);
  void Add(OtherCallEvent event);

  const std::deque<TraceEvent>& events() const { return events_; }

  std::uint64_t dropped() const { return dropped_; }

  std::uint64_t calls() const { return calls_; }  // ever made, dropped ones included

  // How many calls of each operation nothing answered, dropped ones included.
  const std::map<std::string, std::uint64_t>& unanswered() const { return unanswered_; }

  Instant start() const { return start_; }

  // Returns a hash of every event ever added, as 16 hexadecimal digits.
  std::string Digest() const;

  // Returns for each kept call numbered up to `last`, in the order of the trace, a hash of what it
  // and all calls before it asked, when, and how those failed. Two runs that went the same way
  // until then have the same.
  std::vector<std::uint64_t> ArrivalDigests(std::uint64_t last) const;

  // Returns all kept events, a line each; the first line says how many were dropped, if any.
  std::string ToText() const;

 private:
  void MakeRoom();

  Instant start_;
  std::size_t limit_;
  std::uint64_t dropped_ = 0;
  std::uint64_t calls_ = 0;
  std::map<std::string, std::uint64_t> unanswered_{};
  StableHash dropped_digest_{};
  std::deque<TraceEvent> events_{};
};

}  // namespace fakestream
