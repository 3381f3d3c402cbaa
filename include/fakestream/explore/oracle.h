// SPDX-License-Identifier: Apache-2.0
#pragma once

// What must hold of a client whatever goes wrong, judged by the trace and the state of its World
// when it is done. Each oracle has an id, and can be switched off by it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/explore/claim.h"
#include "fakestream/scenario/scenario.h"
#include "fakestream/world/world.h"

namespace fakestream {

struct Oracle {
  std::string_view id;
  std::string_view demand;  // as a sentence
};

// All of them, in the order in which they are asked: the first that is broken counts.
std::vector<Oracle> Oracles();

// How often a failed request may be repeated with no pause to speak of: aws-sdk-cpp does so the
// first time at once, and the second after 50 ms.
inline constexpr std::size_t kSwiftRepeats = 2;

struct OracleOptions {
  // What the code under test is to bring about; nothing: the oracles about claims are not asked.
  std::optional<Goal> goal{};
  std::vector<std::string> disabled{};  // ids
  // What must hold when the code says that it has succeeded, or claims nothing and does not fail: a
  // scenario's `finally`.
  std::vector<Condition> conditions{};
  Limits limits{
      .calls = 1'000, .elapsed = std::chrono::hours{7 * 24}, .max_clock_reads = 1'000'000};
  std::size_t attempts = 20;  // of one request that fails, with nothing changed in between
  // Shortest between two of them, from the third repetition on.
  Duration pause = std::chrono::milliseconds{100};
  // How long a read may go on failing, in any number of attempts that have such pauses between
  // them: that is polling until a deadline.
  Duration polling = std::chrono::hours{12};
  std::size_t transient_faults = 2;  // that it must get over

  friend bool operator==(const OracleOptions&, const OracleOptions&) = default;
};

// The ids of those that are not asked: switched off, or about a goal that is not given.
std::vector<std::string> DisabledOracles(const OracleOptions& options);

// What the one who ran the code under test saw, beside what its World shows.
struct RunOutcome {
  Claim claim = Claim::kNone;
  std::string failure{};  // of the body's own expectations; empty: they held
  // That the code itself says it failed: right where a fault acted that does not pass.
  std::string reported_failure{};
  std::string place{};      // in its source where the first failed
  std::string exception{};  // that left the body; empty: none
  std::string exhausted{};  // the limit that ended it; empty: it came to its end by itself
};

// An oracle that was broken, and by what.
struct OracleViolation {
  std::string oracle{};
  std::string what{};
  std::string place{};  // of the expectation that failed; two of them are two findings

  friend bool operator==(const OracleViolation&, const OracleViolation&) = default;
};

// Returns what is wrong with the run, or nothing.
std::optional<OracleViolation> EvaluateOracles(const World& world, const RunOutcome& run_outcome,
                                               const OracleOptions& options);

}  // namespace fakestream
