// SPDX-License-Identifier: Apache-2.0
// Reads every source in the checkout and holds it to the rules that tidy_rules.h lists.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "support/read_file.h"
#include "tidy/tidy_rules.h"
#include "tidy/unnamed_names.h"

namespace fakestream::internal {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAreArray;

// Returns the paths of all our sources, relative to the checkout, sorted.
std::vector<std::string> Sources() {
  const fs::path root = FAKESTREAM_SOURCE_DIR;
  std::vector<std::string> sources;
  for (const char* folder : {"include", "src", "tests", "tools"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path extension = entry.path().extension();
      if (extension == ".h" || extension == ".cc") {
        sources.push_back(entry.path().lexically_relative(root).generic_string());
      }
    }
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

void Report(const Findings& findings) {
  for (const Finding& finding : findings) {
    ADD_FAILURE_AT(finding.path.c_str(), finding.line) << finding.what;
  }
}

TEST(TidyTest, SourcesKeepTheRulesOfTheHouse) {
  const std::vector<std::string> sources = Sources();

  for (const std::string& path : sources) {
    Report(CheckSource(path, ReadFile(fs::path(FAKESTREAM_SOURCE_DIR) / path)));
  }

  EXPECT_GT(sources.size(), 2U) << "where are the sources?";
}

TEST(TidyTest, SourcesOfALayerHaveNoNameInCommon) {
  std::map<std::string, std::string> sources;
  for (const std::string& path : Sources()) {
    if (!path.ends_with(".cc") || path.starts_with("tests/")) continue;
    sources[path] = ReadFile(fs::path(FAKESTREAM_SOURCE_DIR) / path);
  }

  Report(CheckUnnamedNames(sources));
}

TEST(TidyTest, EveryTestSourceIsInAProgram) {
  std::ifstream list(FAKESTREAM_REGISTERED_TESTS);
  ASSERT_TRUE(list) << "cannot read " << FAKESTREAM_REGISTERED_TESTS;
  const std::set<std::string> registered{std::istream_iterator<std::string>(list), {}};

  for (const std::string& path : Sources()) Report(CheckRegistered(path, registered));

  EXPECT_TRUE(registered.contains("tests/tidy/tidy_test.cc"));
}

// The headers in the table of src/README.md, as "<layer>/<name>.h".
std::set<std::string> ListedHeaders() {
  std::istringstream lines(ReadFile(fs::path(FAKESTREAM_SOURCE_DIR) / "src" / "README.md"));
  std::set<std::string> listed;
  bool is_in_table = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "| layer | headers |") is_in_table = true;
    if (line.empty()) is_in_table = false;
    if (!is_in_table || line.find('`') == std::string::npos) continue;
    std::string layer;
    for (std::size_t at = line.find('`'); at != std::string::npos; at = line.find('`', at + 1)) {
      const std::size_t end = line.find('`', at + 1);
      const std::string name = line.substr(at + 1, end - at - 1);
      const bool is_layer = at < line.find('|', 1);
      if (is_layer) layer = name + "/";
      if (!is_layer) listed.insert(layer + name + ".h");
      at = end;
    }
  }
  return listed;
}

TEST(TidyTest, EveryPublicHeaderIsListed) {
  const std::string folder = "include/fakestream/";
  std::set<std::string> headers;
  for (const std::string& path : Sources()) {
    if (path.starts_with(folder)) headers.insert(path.substr(folder.size()));
  }

  EXPECT_THAT(ListedHeaders(), ElementsAreArray(headers));
}

}  // namespace
}  // namespace fakestream::internal
