// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whole processes, for what cannot be measured inside one: start-up, and peak memory.

#include <functional>
#include <string>
#include <vector>

namespace fakestream {

struct ProcessCost {
  double seconds = 0;      // of wall time
  double cpu_seconds = 0;  // of all its processes
  double peak_bytes = 0;   // resident at most
};

// Runs the work in a child process. Throws when it fails.
ProcessCost CostOf(const std::function<void()>& work);
// Runs a program, its output thrown away. Throws when it fails.
ProcessCost CostOf(const std::vector<std::string>& command);

// One row of the table: a name, and the median of its rounds in nanoseconds.
struct Row {
  std::string name;
  double nanoseconds = 0;
  double peak_bytes = 0;  // 0: not measured
};

// The rows that need processes: `scenario/100MB/*`, `tool/*`, `replay/*`, and `compile/*` in CPU
// time.
std::vector<Row> MeasureProcesses(const std::string& tool, int rounds);

}  // namespace fakestream
