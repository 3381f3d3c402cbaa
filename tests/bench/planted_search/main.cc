// SPDX-License-Identifier: Apache-2.0
// Measures the search on the planted clients, beside faults by chance; see tools/planted.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <vector>

#include <fmt/format.h>
#include "bench/planted/client.h"
#include "explore/random_faults.h"

#include "fakestream/base/text.h"
#include "fakestream/explore/explorer.h"
#include "fakestream/sim/random.h"

namespace fakestream::planted {
namespace {

constexpr std::size_t kOrders = 51;
constexpr std::uint64_t kSeeds = 101;

using Time = std::chrono::steady_clock;

double SecondsSince(Time::time_point start) {
  return std::chrono::duration<double>(Time::now() - start).count();
}

Experiment ExperimentOf(const Client& client) {
  return {.given = Given(),
          .body = [run = client.run](World& world) { return RunOutcome{.claim = run(world)}; },
          .oracles = {.goal = GoalOfAll(), .transient_faults = 3}};
}

Runner RunnerOf(const Client& client) {
  return [experiment = ExperimentOf(client)](const RunRequest& request) {
    return RunInWorld(experiment, request);
  };
}

// Which schedules of each number of faults fail, in the order of the search.
using Levels = std::vector<std::vector<bool>>;

Levels RunLevels(const Client& client, std::size_t faults, bool collapses) {
  Levels levels(faults + 1);
  ExploreOptions options{.max_faults = faults, .collapses_polls = collapses, .keeps_going = true};
  options.on_run = [&](const FaultSchedule& schedule, const RunRecord& record) {
    levels.at(schedule.size()).push_back(record.finding.has_value());
  };
  Explore(options, RunnerOf(client));
  return levels;
}

// The 1-based index, within its level, of the schedule that fails first when the level is run in
// another order.
std::size_t FirstInOrder(const std::vector<bool>& fails, std::uint64_t order) {
  std::vector<bool> shuffled = fails;
  const RandomStream stream(order, "order of a level");
  for (std::size_t i = shuffled.size(); i > 1; --i) {
    const std::size_t j = stream.Below(i, i);
    const bool kept = shuffled[i - 1];
    shuffled[i - 1] = shuffled[j];
    shuffled[j] = kept;
  }
  return static_cast<std::size_t>(std::find(shuffled.begin(), shuffled.end(), true) -
                                  shuffled.begin()) +
         1;
}

struct Found {
  std::optional<std::size_t> faults{};
  std::size_t natural = 0;
  std::size_t median = 0;
  std::size_t worst = 0;
  std::size_t level = 0;  // schedules of at most so many faults
};

Found FindBySearch(const Client& client, bool collapses) {
  const auto most = static_cast<std::size_t>(std::max(client.faults, 0));
  const Levels levels = RunLevels(client, most, collapses);
  std::size_t before = 0;
  for (std::size_t faults = 0; faults < levels.size(); ++faults) {
    const std::vector<bool>& fails = levels[faults];
    const auto first = std::find(fails.begin(), fails.end(), true);
    if (first == fails.end()) {
      before += fails.size();
      continue;
    }
    std::vector<std::size_t> orders;
    for (std::size_t i = 1; i <= kOrders; ++i) orders.push_back(before + FirstInOrder(fails, i));
    std::sort(orders.begin(), orders.end());
    return {.faults = faults,
            .natural = before + static_cast<std::size_t>(first - fails.begin()) + 1,
            .median = orders[kOrders / 2],
            .worst = orders.back(),
            .level = before + fails.size()};
  }
  return {};
}

struct ByChance {
  std::string median{};
  std::string p90{};
  std::uint64_t missed = 0;
};

ByChance FindByChance(const Client& client, ChancePlan plan, std::uint64_t most) {
  const Runner run = RunnerOf(client);
  const std::vector<Operation> operations{
      kOperation<ops::CopyImage>, kOperation<ops::DescribeImages>, kOperation<ops::DeleteImage>};
  std::vector<std::uint64_t> runs;
  ByChance result;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    std::uint64_t number = 0;
    while (number < most &&
           !run({.faults = ToScript(FaultsByChance(plan, operations, seed, number)), .seed = seed})
                .finding) {
      ++number;
    }
    if (number == most) ++result.missed;
    runs.push_back(number + 1);
  }
  std::sort(runs.begin(), runs.end());
  const auto text = [&](std::uint64_t count) {
    return count > most ? std::string("-") : std::to_string(count);
  };
  result.median = text(runs[kSeeds / 2]);
  result.p90 = text(runs[kSeeds * 9 / 10]);
  return result;
}

void PrintPlanted(std::uint64_t most) {
  std::cout << fmt::format(
      "| client | faults | natural | shuffled: median | worst | level | uniform 1/16: median | p90 "
      "| missed | two-phase: median | p90 | missed |\n"
      "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
  for (const Client& client : Clients()) {
    if (client.faults == kCorrect) continue;
    const Found found = FindBySearch(client, client.faults > 2);
    const ByChance uniform = FindByChance(client, ChancePlan::kUniform, most);
    const ByChance two_phase = FindByChance(client, ChancePlan::kTwoPhase, most);
    const std::string faults =
        found.faults ? std::to_string(*found.faults) : std::string("not found");
    std::cout << fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
                             client.name, faults, found.natural, found.median, found.worst,
                             found.level, uniform.median, uniform.p90, uniform.missed,
                             two_phase.median, two_phase.p90, two_phase.missed)
              << std::flush;
  }
}

long PeakKilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// The median of several searches, as short ones vary by half on a machine that others use.
void PrintRate(const Client& client, std::size_t faults, bool collapses, std::size_t times) {
  std::vector<double> seconds;
  Exploration found;
  for (std::size_t i = 0; i < times; ++i) {
    const Time::time_point start = Time::now();
    found = Explore({.max_faults = faults, .collapses_polls = collapses}, RunnerOf(client));
    seconds.push_back(SecondsSince(start));
  }
  std::sort(seconds.begin(), seconds.end());
  const double median = seconds[seconds.size() / 2];
  const auto runs = static_cast<double>(found.runs() + found.other_runs);
  constexpr double kYear = 365.0 * 24 * 3600 * 1e6;
  std::cout
      << fmt::format(
             "| `{}`, {} faults{} | {} | {:.3f} s | {:.0f} | {:.1f} | {:.1f} | {} | {} MB |\n",
             client.name, faults, collapses ? ", polls collapsed" : "", found.runs(), median,
             runs / median, static_cast<double>(found.calls) / static_cast<double>(found.runs()),
             static_cast<double>(found.elapsed.count()) / kYear / median,
             found.passed() ? "none" : "some", PeakKilobytes() / 1024)
      << std::flush;
}

void PrintRates() {
  std::cout << "| reference | schedules | time | runs/s | calls/run | virtual years/s | violations "
               "| peak |\n"
               "|---|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const Client& client : Clients()) {
    if (client.faults != kCorrect) continue;
    PrintRate(client, 2, false, 31);
  }
  PrintRate(Clients().front(), 3, true, 11);
  PrintRate(Clients().front(), 3, false, 1);
}

}  // namespace
}  // namespace fakestream::planted

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "all";
  const std::uint64_t most = argc > 2 ? fakestream::ParseNumber(argv[2]).value_or(20'000) : 20'000;
  if (what != "rates" && what != "planted" && what != "all") {
    std::cerr << "usage: fakestream_planted_bench [rates|planted|all] [MOST_RANDOM_RUNS]\n";
    return 2;
  }
  if (what != "planted") fakestream::planted::PrintRates();
  if (what != "rates") fakestream::planted::PrintPlanted(most);
  return 0;
}
