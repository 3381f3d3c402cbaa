// SPDX-License-Identifier: Apache-2.0
// What fuzzing started from and what it ever found, as ordinary tests.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include "fuzz/targets.h"

namespace fakestream::internal {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = FAKESTREAM_SOURCE_DIR;

std::vector<fs::path> FilesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

void RunAll(const FuzzTarget& target, const fs::path& folder) {
  const std::vector<fs::path> files = FilesIn(folder);
  EXPECT_FALSE(files.empty()) << folder;
  for (const fs::path& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_NO_THROW(target.run(bytes)) << file;
  }
}

TEST(FuzzTest, EveryTargetTakesItsCorpus) {
  for (const FuzzTarget& target : kFuzzTargets) {
    RunAll(target, kRoot / "tests" / "fuzz" / "corpus" / target.name);
  }
}

TEST(FuzzTest, TheLoaderTakesEveryScenarioGoodOrBad) {
  for (const char* const folder : {"scenarios", "tests/bad_scenarios"}) {
    RunAll({"scenario", FuzzScenario}, kRoot / folder);
    RunAll({"json", FuzzJson}, kRoot / folder);
  }
}

}  // namespace
}  // namespace fakestream::internal
