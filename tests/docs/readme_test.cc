// SPDX-License-Identifier: Apache-2.0
// Every example in a document is a file that is compiled or run: the text before a block of code
// names the file in an HTML comment, and the block must stand in that file word for word.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

struct Example {
  std::string language;
  std::string file;  // empty: the document does not say
  std::string text;
  int line = 0;
};

std::string Read(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// The fenced blocks of a document, with the file that a comment right above each names.
std::vector<Example> ExamplesIn(const std::string& document) {
  const std::regex source(R"(<!-- from ([A-Za-z0-9_/.]+) -->)");
  std::vector<Example> examples;
  std::istringstream lines(document);
  std::string file;
  std::string line;
  bool is_inside = false;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::smatch match;
    if (is_inside) {
      is_inside = line != "```";
      if (is_inside) examples.back().text += line + "\n";
    } else if (line.rfind("```", 0) == 0) {
      examples.push_back({line.substr(3), file, "", number});
      is_inside = true;
      file.clear();
    } else if (std::regex_match(line, match, source)) {
      file = match[1];
    } else if (!line.empty()) {
      file.clear();
    }
  }
  return examples;
}

bool MustComeFromAFile(const Example& example) {
  return example.language == "cpp" || example.language == "json" || example.language == "python";
}

class DocumentTest : public testing::TestWithParam<const char*> {};

TEST_P(DocumentTest, EveryExampleStandsInAFileThatIsCompiledOrRun) {
  const fs::path root = FAKESTREAM_SOURCE_DIR;

  const std::vector<Example> examples = ExamplesIn(Read(root / GetParam()));

  for (const Example& example : examples) {
    if (!MustComeFromAFile(example)) continue;
    SCOPED_TRACE(std::string(GetParam()) + ":" + std::to_string(example.line));
    ASSERT_FALSE(example.file.empty()) << "write <!-- from FILE --> above the block";
    EXPECT_NE(Read(root / example.file).find(example.text), std::string::npos)
        << "the block differs from " << example.file << ":\n"
        << example.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Documents, DocumentTest,
                         testing::Values("README.md", "scenarios/README.md", "tests/README.md",
                                         "src/README.md"),
                         [](const auto& document) {
                           std::string name = document.param;
                           for (char& c : name) {
                             if (c == '/' || c == '.') c = '_';
                           }
                           return name;
                         });

TEST(ReadmeTest, ShowsAScenarioAndAUnitTest) {
  const std::vector<Example> examples =
      ExamplesIn(Read(fs::path(FAKESTREAM_SOURCE_DIR) / "README.md"));

  const auto count = [&](const std::string& language) {
    return std::count_if(examples.begin(), examples.end(),
                         [&](const Example& example) { return example.language == language; });
  };
  EXPECT_GE(count("cpp"), 1);
  EXPECT_GE(count("json"), 1);
}

TEST(ReadmeTest, FindsABlockThatNamesNoFile) {
  const std::vector<Example> examples = ExamplesIn("text\n```cpp\nint x;\n```\n");

  ASSERT_EQ(examples.size(), 1U);
  EXPECT_EQ(examples[0].text, "int x;\n");
  EXPECT_EQ(examples[0].file, "");
}

}  // namespace
