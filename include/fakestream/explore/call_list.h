// SPDX-License-Identifier: Apache-2.0
#pragma once

// What happened in a run, for people: a line per call and change.

#include <cstdint>
#include <string>
#include <vector>

#include "fakestream/trace/trace.h"

namespace fakestream {

struct CallLine {
  std::string text{};
  // The same for calls that asked and got the same, and met the same fault; 0: like no other.
  std::uint64_t likeness = 0;
  bool is_turn = false;  // a fault acted, or something changed

  friend bool operator==(const CallLine& a, const CallLine& b) { return a.text == b.text; }
};

// Returns a line for each event that the trace keeps. With a branch: up to the call of that number,
// of which only what it asked is told.
std::vector<CallLine> CallLinesOf(const Trace& trace, std::uint64_t branch = 0);

// Returns a hash of what the call asked and got.
std::uint64_t ExchangeOf(const CallEvent& call);

// Returns the lines, indented, where calls that repeat one to four others in a row are told by
// their number. Of what is still too long, calls that no fault met are left out of the middle; what
// says so is in their place. The last call is always there.
std::string FoldedText(const std::vector<CallLine>& lines);
// The same of all that the trace keeps; only what stays is ever printed.
std::string FoldedText(const Trace& trace);

}  // namespace fakestream
