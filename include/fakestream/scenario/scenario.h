// SPDX-License-Identifier: Apache-2.0
#pragma once

// A scenario file as a value: what is given, what goes wrong, what is done and what is expected.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fakestream/backend/settings.h"
#include "fakestream/fault/script.h"
#include "fakestream/service/operations.h"
#include "fakestream/world/world.h"

namespace fakestream {

// Tries a call again after transport faults, 5xx, throttling and LimitExceeded, with a doubling
// pause on virtual time, until it has been made `attempts` times.
struct RetryPolicy {
  std::int64_t attempts = 1;
  Duration backoff{};
  friend bool operator==(const RetryPolicy&, const RetryPolicy&) = default;
};

// What must hold after a call; of the last attempt, where there are several. What is not named does
// not matter; an empty expectation still demands success.
struct Expectation {
  static constexpr std::int64_t kStatusOfSuccess = 200;

  std::optional<ValueMatcher> error{};    // wire name of the error, text or text matcher
  std::optional<ValueMatcher> message{};  // of the error
  std::optional<std::int64_t> status{};
  std::optional<ValueMatcher> result{};  // subset ("result") or whole ("exactly")
  bool is_exact = false;
  std::optional<std::int64_t> attempts{};
  std::optional<Duration> elapsed{};  // virtual time that the step took
  friend bool operator==(const Expectation&, const Expectation&) = default;
};

struct CallStep {
  AnyRequest request{};
  std::string region{};    // empty: the scenario's
  bool next_page = false;  // with the NextToken of the last reply that succeeded
  std::optional<RetryPolicy> retry{};
  // Nothing: whatever comes is right.
  std::optional<Expectation> expect{};
  friend bool operator==(const CallStep&, const CallStep&) = default;
};

struct AdvanceStep {
  Duration length{};
  friend bool operator==(const AdvanceStep&, const AdvanceStep&) = default;
};

struct SetStep {
  std::optional<AccountStatus> account_status{};
  std::optional<Quotas> quotas{};  // whole: what the step does not name is as given before
  friend bool operator==(const SetStep&, const SetStep&) = default;
};

struct Step {
  std::variant<CallStep, AdvanceStep, SetStep> action{};
  std::int64_t repeat = 1;
  int line = 0;  // in the file; 0 when it came from elsewhere; not compared

  friend bool operator==(const Step& a, const Step& b) {
    return a.action == b.action && a.repeat == b.repeat;
  }
};

// What must hold of an image when all is done. It is read from the World's state: no call is made,
// no fault fires, no time passes.
struct Condition {
  std::string image{};
  std::string region{};  // empty: the scenario's
  // Of the value of a PlacedImage; an image that is not there is absent.
  ValueMatcher is = ValueMatcher::Any();
  int line = 0;  // in the file; 0 when it came from elsewhere; not compared

  friend bool operator==(const Condition& a, const Condition& b) {
    return a.image == b.image && a.region == b.region && a.is == b.is;
  }
};

struct Scenario {
  std::string file{};
  std::string name{};
  std::string note{};    // a comment for people
  WorldOptions given{};  // its seed is the scenario's
  Script faults{};
  std::vector<int> fault_lines{};  // of each fault in the file; empty when it came from elsewhere
  std::optional<std::vector<Step>> steps{};  // nothing: a script for somebody else's client
  std::vector<Condition> finally{};          // judged at the end, of whoever's client
};

// The version of the format that this library writes, and the newest that it reads.
inline constexpr std::int64_t kScenarioVersion = 1;

}  // namespace fakestream
