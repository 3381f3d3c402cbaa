// SPDX-License-Identifier: Apache-2.0
// What a page of DescribeImages costs among few and among many images.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "fakestream/fakestream.h"

namespace fakestream {
namespace {

void PageAmong(benchmark::State& state, std::size_t images) {
  WorldOptions options;
  for (std::size_t i = 0; i < images; ++i) {
    options.images.push_back({.name = fmt::format("image-{:06}", i)});
  }
  World world(std::move(options));
  AppStream& client = world.Client();
  const auto first = client.DescribeImages({});
  for (auto _ : state) {
    auto page = client.DescribeImages({.next_token = first->next_token});
    benchmark::DoNotOptimize(page);
  }
}

BENCHMARK_CAPTURE(PageAmong, Few, 1'000)->Name("page/25/among_1000");
BENCHMARK_CAPTURE(PageAmong, Many, 100'000)->Name("page/25/among_100000");

}  // namespace
}  // namespace fakestream
