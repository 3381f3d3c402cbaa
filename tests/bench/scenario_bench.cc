// SPDX-License-Identifier: Apache-2.0
// From the text of a scenario to rules that are ready, for a file of 1 MB.
#include <benchmark/benchmark.h>
#include "bench/scenario_text.h"

namespace fakestream {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;

void Load(benchmark::State& state, std::size_t (*load)(const std::string&)) {
  const std::string text = ScenarioOf(kMegabyte);
  for (auto _ : state) {
    std::size_t rules = load(text);
    benchmark::DoNotOptimize(rules);
  }
}

BENCHMARK_CAPTURE(Load, Ours, LoadByOurs)->Name("scenario/1MB/ours_load");
BENCHMARK_CAPTURE(Load, Dom, LoadByNlohmannDom)->Name("scenario/1MB/nlohmann_load");
BENCHMARK_CAPTURE(Load, Parse, ParseByNlohmannDom)->Name("scenario/1MB/nlohmann_parse");

}  // namespace
}  // namespace fakestream
