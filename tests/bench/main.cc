// SPDX-License-Identifier: Apache-2.0
// Runs all benchmarks in random turns, takes the median of each and prints ratios: what is compared
// was measured side by side, and an absolute time says nothing on another machine.
#include <array>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include "bench/processes.h"

#include "fakestream/scenario/loader.h"

namespace {

using fakestream::Row;

// What we aim for: this row at most so many times that one.
struct Aim {
  std::string_view row;
  std::string_view against;
  double at_most;
  bool is_memory = false;  // peak memory against the size of the file
};

constexpr std::array kAims = std::to_array<Aim>({
    {"call/error/ours", "call/error/gmock", 0.20},
    {"call/error/ours", "call/error/bare", 0},
    {"call/error_20_rules/ours", "call/error/ours", 1.2},
    {"call/error_10000_rules/ours", "call/error/ours", 1.2},
    {"call/fixture/ours", "call/fixture/gmock", 0.25},
    {"name/24_chars/ours", "name/24_chars/std_regex", 0.03},
    {"name/101_chars/ours", "name/101_chars/std_regex", 0.03},
    {"scenario/1MB/ours_load", "scenario/1MB/nlohmann_load", 1 / 1.5},
    {"scenario/1MB/ours_load", "scenario/1MB/nlohmann_parse", 0},
    {"scenario/100MB/ours_load", "scenario/100MB/nlohmann_load", 1 / 1.5},
    {"scenario/100MB/ours_load", "", 5.4, true},
    {"page/25/among_100000", "page/25/among_1000", 2},
    {"tool/version/ours", "tool/version/empty", 2},
    {"compile/umbrella_header", "compile/gmock_header", 0.5},
    {"compile/test_with_fakestream", "compile/test_with_gmock", 1.5},
    {"compile/mock_ours", "compile/mock_by_hand", 1.1},
});

// Keeps the medians that the library has computed over the repetitions.
class MedianCollector : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median") {
        rows.push_back({run.run_name.function_name, run.GetAdjustedCPUTime(), 0});
      }
    }
    ConsoleReporter::ReportRuns(runs);
  }

  std::vector<Row> rows{};
};

void PrintTable(const std::vector<Row>& rows) {
  std::map<std::string_view, Row> by_name;
  for (const Row& row : rows) by_name[row.name] = row;
  fmt::print("\n| row | median | against | ratio | aim | |\n|---|--:|---|--:|--:|---|\n");
  for (const Aim& aim : kAims) {
    if (!by_name.contains(aim.row) || (!aim.is_memory && !by_name.contains(aim.against))) continue;
    const Row& row = by_name[aim.row];
    const double ratio =
        aim.is_memory ? row.peak_bytes / 100e6 : row.nanoseconds / by_name[aim.against].nanoseconds;
    fmt::print("| `{}` | {} | {} | {:.3f} | {} | {} |\n", aim.row,
               aim.is_memory ? fmt::format("{:.0f} MB peak", row.peak_bytes / 1e6)
                             : fmt::format("{:.0f} ns", row.nanoseconds),
               aim.is_memory ? "size of the file" : fmt::format("`{}`", aim.against), ratio,
               aim.at_most > 0 ? fmt::format("≤ {:.2f}", aim.at_most) : "",
               aim.at_most == 0       ? ""
               : ratio <= aim.at_most ? "held"
                                      : "missed");
  }
  if (by_name.contains("replay/1000_files/ours")) {
    const double seconds = by_name["replay/1000_files/ours"].nanoseconds / 1e9;
    fmt::print("| `replay/1000_files/ours` | {:.3f} s | | | ≤ 0.5 s | {} |\n", seconds,
               seconds <= 0.5 ? "held" : "missed");
  }
  fmt::print("| `fakestream schema` | {} bytes | | | | |\n", fakestream::ScenarioSchema().size());
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleMock();
  std::vector<char*> arguments(argv, argv + argc);
  std::string repetitions = "--benchmark_repetitions=7";
  std::string interleaving = "--benchmark_enable_random_interleaving=true";
  std::string aggregates = "--benchmark_report_aggregates_only=true";
  std::string shortest = "--benchmark_min_time=0.1";
  for (std::string* flag : {&repetitions, &interleaving, &aggregates, &shortest}) {
    arguments.insert(arguments.begin() + 1, flag->data());
  }
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  MedianCollector collector;
  benchmark::RunSpecifiedBenchmarks(&collector);
  std::vector<Row> rows = std::move(collector.rows);
  // The rows that need whole processes take a minute; FAKESTREAM_TOOL_PATH asks for them.
  if (const char* const tool = std::getenv("FAKESTREAM_TOOL_PATH")) {
    const std::vector<Row> more = fakestream::MeasureProcesses(tool, 3);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  PrintTable(rows);
  return 0;
}
