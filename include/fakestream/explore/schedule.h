// SPDX-License-Identifier: Apache-2.0
#pragma once

// Faults named by meaning: "the 2nd CopyImage in us-east-1 is throttled". A schedule is a few of
// them. It survives changes of the code under test that a seed or the number of a call would not,
// and it is a script: each fault becomes one rule of a scenario file.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/fault/script.h"
#include "fakestream/service/enum_names.h"
#include "fakestream/service/operations.h"

namespace fakestream {

// Whether a service that behaves could ever answer so.
enum class Plausibility : std::uint8_t {
  kAlways,
  kWhileCopying,  // an answer of the past: the image that the call shows is still being copied
  kNever,         // a lie about the state, such as AlreadyExists where nothing exists
};

// One way for a call of an operation to go wrong.
struct FaultKind {
  std::string name{};  // "ThrottlingException", "timeout after the effect", "ends FAILED"
  Effect effect{};
  Duration delay{};  // zero: none
  Moment at = Moment::kBefore;
  Plausibility plausibility{};
};

// What may go wrong with calls of an operation, from mild to nasty. That order is the order of the
// search, and what shrinking prefers. It follows from the operation's table of errors; operations
// that change something have the losses of a reply after the effect, those that start a transition
// its bad ends.
const std::vector<FaultKind>& FaultKindsOf(Operation operation);

// The names of all kinds of all operations, each once.
std::vector<std::string> FaultKindNames();

// Returns what is wrong with the first that is no such name; empty when each is one.
std::string ProblemOfKinds(const std::vector<std::string>& names);

// A fault at a call.
struct ScheduledFault {
  Operation operation{};
  std::string region{};        // the client's
  std::uint64_t call = 1;      // which of the valid calls of that operation in that region
  std::size_t kind = 0;        // place in FaultKindsOf(operation)
  bool is_persistent = false;  // at every later one, too

  friend bool operator==(const ScheduledFault&, const ScheduledFault&) = default;
};

const FaultKind& KindOf(const ScheduledFault& fault);

// In the order in which they act.
using FaultSchedule = std::vector<ScheduledFault>;

Rule ToRule(const ScheduledFault& fault);
Script ToScript(const FaultSchedule& schedule);

// Returns `CopyImage call 1 in us-east-1: timeout after the effect`, with `, and from then on`.
std::string ToText(const ScheduledFault& fault);
// Returns the faults with `; then ` between them, `no faults` for none.
std::string ToText(const FaultSchedule& schedule);

}  // namespace fakestream
