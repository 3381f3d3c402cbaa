// SPDX-License-Identifier: Apache-2.0
#pragma once

// One planted client under a few faults, and what becomes of it.
//
//   const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kFailed)};
//   const Ran ran = RunUnder("any_end_is_good", faults);
//   EXPECT_EQ(ran.claim, Claim::kCopied);
//   EXPECT_EQ(StraightUnder(faults), Claim::kNotCopied);

#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "bench/planted/client.h"

#include "fakestream/explore/claim.h"
#include "fakestream/world/world.h"

namespace fakestream::planted {

// Calls that a client may make. Those behind them are refused for good, so that every run ends.
inline constexpr std::uint64_t kCallLimit = 1000;

struct Ran {
  std::unique_ptr<World> world{};
  Claim claim = Claim::kNone;
};

// Runs the client of that name. Fails the test unless there are as many faults as the client says
// it needs, and each of them fired.
Ran RunUnder(std::string_view client, const Script& faults);

// Runs the reference "straight" and returns its claim. Fails the test when the claim is wrong, or
// when it harmed an image or left one.
Claim StraightUnder(const Script& faults);

// The same for any client without a bug.
Claim ClaimOfCorrect(const Client& client, const Script& faults);

// The calls of that operation, in order.
template <class Op>
std::vector<CallEvent> CallsOf(const World& world) {
  std::vector<CallEvent> calls;
  for (const TraceEvent& event : world.trace().events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call != nullptr && OperationOf(call->request) == kOperation<Op>) calls.push_back(*call);
  }
  return calls;
}

}  // namespace fakestream::planted
