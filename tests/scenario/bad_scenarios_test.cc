// SPDX-License-Identifier: Apache-2.0
// Every file in tests/bad_scenarios against the diagnostics beside it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fakestream/scenario/loader.h"

#include "support/read_file.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOnlyLoader = "# the schema cannot tell\n";

fs::path Folder() {
  return fs::path(FAKESTREAM_SOURCE_DIR) / "tests" / "bad_scenarios";
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(Folder())) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class BadScenarioTest : public testing::TestWithParam<std::string> {};

TEST_P(BadScenarioTest, IsRefusedInTheWordsBesideIt) {
  const std::string name = GetParam() + ".json";
  const std::string text = ReadFile(Folder() / name);
  std::string expected = ReadFile(Folder() / (GetParam() + ".expected"));
  if (expected.starts_with(kOnlyLoader)) expected.erase(0, kOnlyLoader.size());

  const Checked<Scenario> scenario = LoadScenario(text, name);

  ASSERT_FALSE(scenario.ok());
  std::string actual;
  for (const Diagnostic& problem : scenario.diagnostics()) actual += ToText(problem) + "\n";
  EXPECT_EQ(actual, expected);
}

INSTANTIATE_TEST_SUITE_P(All, BadScenarioTest, testing::ValuesIn(Names()),
                         [](const auto& tested) { return tested.param; });

TEST(BadScenariosTest, AreManyAndEachHasItsExpectation) {
  const std::vector<std::string> names = Names();

  EXPECT_GE(names.size(), 100U);
  for (const fs::directory_entry& entry : fs::directory_iterator(Folder())) {
    if (entry.path().extension() != ".expected") continue;
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), entry.path().stem().string()))
        << entry.path() << " has no scenario";
  }
}

}  // namespace
}  // namespace fakestream
