// SPDX-License-Identifier: Apache-2.0
#pragma once

// What only a person at a terminal gets: colour, and word of how far a long run is.

#include <chrono>
#include <cstddef>
#include <string>

namespace fakestream::tool {

// Returns whether to colour what goes to standard output: a terminal, and neither NO_COLOR nor
// TERM=dumb.
bool WantsColor();

// Returns what this tool is called by whoever runs it, when a script stands in front of it and says
// so in FAKESTREAM_PROGRAM; otherwise nothing.
std::string ProgramName();

// Shows how far it is on standard error once a run takes more than half a second, if that is a
// terminal. The only thing here that reads the machine's clock; nothing of it enters a report.
class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Wipes its line.
  ~Progress();

  void Show(const std::string& text);

 private:
  bool is_wanted_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace fakestream::tool
