// SPDX-License-Identifier: Apache-2.0
// What must not compile, and what the compiler says instead. Each *.cpp here, but correct_use.cpp,
// opens with a line `// error: <regular expression>`, which both compilers' output must match.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include "support/left_out.h"
#include "support/read_file.h"

namespace {

namespace fs = std::filesystem;
using fakestream::ReadFile;

const fs::path kFolder = fs::path(FAKESTREAM_SOURCE_DIR) / "tests" / "compile_fail";

std::vector<std::string> Cases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".cpp" || entry.path().stem() == "correct_use") continue;
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Public headers, but for those that need aws-sdk-cpp.
std::vector<std::string> PublicHeaders() {
  const fs::path folder = fs::path(FAKESTREAM_SOURCE_DIR) / "include";
  std::vector<std::string> headers;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".h" || entry.path().parent_path().stem() == "aws_sdk")
      continue;
    headers.push_back(entry.path().lexically_relative(folder).string());
  }
  std::sort(headers.begin(), headers.end());
  return headers;
}

struct Compiled {
  bool is_success = false;
  std::string output{};
};

Compiled Compile(const std::string& compiler, const fs::path& source,
                 const std::string& options = "-std=c++20 -fsyntax-only") {
  const std::string log = testing::TempDir() + "compile_fail_" + compiler + ".log";
  const std::string command = compiler + " " + options + " -Werror=unused-result -I'" +
                              FAKESTREAM_SOURCE_DIR + "/include' '" + source.string() + "' >'" +
                              log + "' 2>&1";
  const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
  return {.is_success = status == 0, .output = ReadFile(log)};
}

// With each compiler: its name, and that of a case.
class CompilerTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "clang++") fakestream::internal::SkipIfLeftOut("clang");
  }
};

class CompileFailTest : public testing::TestWithParam<std::tuple<std::string, std::string>> {
 protected:
  void SetUp() override {
    if (std::get<0>(GetParam()) == "clang++") fakestream::internal::SkipIfLeftOut("clang");
  }
};

TEST_P(CompileFailTest, IsRefusedInTheWordsThatItNames) {
  const auto& [compiler, name] = GetParam();
  const fs::path source = kFolder / (name + ".cpp");
  const std::string text = ReadFile(source);
  const std::string mark = "// error: ";
  ASSERT_TRUE(text.starts_with(mark)) << "the first line says what the compiler must say";
  const std::string wanted = text.substr(mark.size(), text.find('\n') - mark.size());

  const Compiled compiled = Compile(compiler, source);

  EXPECT_FALSE(compiled.is_success) << compiler << " takes it";
  EXPECT_TRUE(std::regex_search(compiled.output, std::regex(wanted)))
      << compiler << " does not say \"" << wanted << "\" but\n"
      << compiled.output;
}

const auto kCompilers = testing::Values("g++", "clang++");

std::string NameOfCompiler(const std::string& compiler) {
  return compiler == "g++" ? "Gcc" : "Clang";
}

INSTANTIATE_TEST_SUITE_P(All, CompileFailTest,
                         testing::Combine(kCompilers, testing::ValuesIn(Cases())),
                         [](const auto& tested) {
                           return NameOfCompiler(std::get<0>(tested.param)) + "_" +
                                  std::get<1>(tested.param);
                         });
INSTANTIATE_TEST_SUITE_P(All, CompilerTest, kCompilers,
                         [](const auto& tested) { return NameOfCompiler(tested.param); });

// The same code without the mistake, so that no case fails for a reason of its own.
TEST_P(CompilerTest, TakesTheCorrectUse) {
  const Compiled compiled = Compile(GetParam(), kFolder / "correct_use.cpp");

  EXPECT_TRUE(compiled.is_success) << compiled.output;
}

// As in the README's examples, which use both namespaces: what is ambiguous there, nobody can
// write.
TEST_P(CompilerTest, LeavesNamesUsableUnderTwoUsingDirectivesAndAllPublicHeaders) {
  const fs::path source = fs::path(testing::TempDir()) / "two_using_directives.cpp";
  std::ofstream file(source);
  for (const std::string& header : PublicHeaders()) file << "#include \"" << header << "\"\n";
  file << R"(
#include <gmock/gmock.h>

using namespace fakestream;
using namespace testing;

TEST(TwoUsingDirectives, LeaveNamesUsable) {
  World world({.images = {{.name = "golden"}}});
  NiceMock<MockAppStream> images;
  EXPECT_CALL(images, CopyImage).WillOnce(Return(MakeError(ErrorCode::kLimitExceeded)));
  EXPECT_THAT(world.Client().DescribeImages({}), Succeeds());
  const Matcher<int> one = AllOf(Eq(1), Ge(0), Not(Lt(0)));
  EXPECT_THAT(1, one);
  EXPECT_THAT(std::vector<int>(), AnyOf(SizeIs(0), Contains(1), Each(_)));
  const Message message = Message() << "text";
  const Action<int()> action = Invoke([] { return 1; });
  world.Inject(On<ops::CopyImage>().Where([](const CopyImageRequest&) { return true; }).Optional()
                   .Fails(ErrorCode::kLimitExceeded));
  static_cast<void>(message), static_cast<void>(action);
}
)";
  file.close();

  const Compiled compiled = Compile(GetParam(), source);

  EXPECT_TRUE(compiled.is_success) << compiled.output;
}

// The first error of each header, and the last: a thousand others would bury it.
TEST(PublicHeadersTest, EveryPublicHeaderAsksForCxx20) {
  for (const std::string& header : PublicHeaders()) {
    const fs::path source = fs::path(testing::TempDir()) / "cxx17.cpp";
    std::ofstream(source) << "#include \"" << header << "\"\n";

    const Compiled compiled = Compile("g++", source, "-std=c++17 -E -o /dev/null");

    EXPECT_FALSE(compiled.is_success) << header;
    EXPECT_TRUE(std::regex_search(
        compiled.output,
        std::regex("#error \"?fakestream needs C\\+\\+20: compile with -std=c\\+\\+20")))
        << header << " says\n"
        << compiled.output;
    EXPECT_NE(compiled.output.find("compilation terminated"), std::string::npos) << header;
  }
}

}  // namespace
