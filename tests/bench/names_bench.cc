// SPDX-License-Identifier: Apache-2.0
// What it costs to check a name against its pattern.
#include <regex>
#include <string>

#include <benchmark/benchmark.h>

#include "fakestream/service/shapes.h"

namespace fakestream {
namespace {

const std::string kShort = "golden-image-2026-11-22_";
const std::string kLong = "g" + std::string(100, 'x');

void Ours(benchmark::State& state, const std::string& name) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(name.data());
    bool is_name = IsImageName(name);
    benchmark::DoNotOptimize(is_name);
  }
}

void StdRegex(benchmark::State& state, const std::string& name) {
  const std::regex pattern{std::string(kNamePattern.regex)};
  for (auto _ : state) {
    bool is_name = std::regex_match(name, pattern);
    benchmark::DoNotOptimize(is_name);
  }
}

BENCHMARK_CAPTURE(Ours, Short, kShort)->Name("name/24_chars/ours");
BENCHMARK_CAPTURE(StdRegex, Short, kShort)->Name("name/24_chars/std_regex");
BENCHMARK_CAPTURE(Ours, Long, kLong)->Name("name/101_chars/ours");
BENCHMARK_CAPTURE(StdRegex, Long, kLong)->Name("name/101_chars/std_regex");

}  // namespace
}  // namespace fakestream
