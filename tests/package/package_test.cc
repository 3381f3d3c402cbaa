// SPDX-License-Identifier: Apache-2.0
// The package as its users meet it: installed into a prefix, then found by CMake, by pkg-config, or
// added as a subdirectory, by projects that know nothing else of this one.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "support/read_file.h"

namespace fakestream::internal {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct CommandResult {
  bool is_success = false;
  std::string output{};
};

// Runs the command by a shell, without what the surrounding tests set for sanitizers.
CommandResult RunShell(const std::string& command) {
  const fs::path log = fs::path(FAKESTREAM_PACKAGE_FOLDER) / "command.log";
  const std::string line = "(unset ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS; " + command + ") >'" +
                           log.string() + "' 2>&1 </dev/null";
  const int status = std::system(line.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
  return {.is_success = status == 0, .output = ReadFile(log)};
}

CommandResult MustRun(const std::string& command) {
  CommandResult result = RunShell(command);
  EXPECT_TRUE(result.is_success) << command << "\n" << result.output;
  return result;
}

const std::string kSource = FAKESTREAM_SOURCE_DIR;
const std::string kFolder = FAKESTREAM_PACKAGE_FOLDER;

// Builds the library as tools/fakestream does, and installs it. Returns the prefix.
std::string Install(const std::string& name, const std::string& build, const std::string& options) {
  std::string prefix = kFolder + "/" + name + "-prefix";
  MustRun("cd '" + kSource + "' && cmake --preset tool -B '" + build + "' " + options);
  MustRun("cmake --build '" + build + "'");
  fs::remove_all(prefix);
  MustRun("cmake --install '" + build + "' --prefix '" + prefix + "'");
  return prefix;
}

// Of the build that tools/fakestream runs: it is there already.
const std::string& StaticPrefix() {
  static const std::string kPrefix = Install("static", kSource + "/build/tool", "");
  return kPrefix;
}

const std::string& SharedPrefix() {
  static const std::string kPrefix =
      Install("shared", kFolder + "/shared", "-DBUILD_SHARED_LIBS=ON");
  return kPrefix;
}

// Configures and builds a project; returns its build folder.
std::string Build(const std::string& name, const fs::path& source, const std::string& options) {
  std::string build = kFolder + "/" + name;
  MustRun("cmake -G Ninja -S '" + source.string() + "' -B '" + build +
          "' -DCMAKE_CXX_STANDARD=20 -DCMAKE_CXX_COMPILER_LAUNCHER=ccache " + options +
          " && cmake --build '" + build + "'");
  return build;
}

std::string BuildNewcomer(const std::string& name, const std::string& flags) {
  return Build(name, fs::path(kSource) / "tests/package/newcomer",
               "-DCMAKE_PREFIX_PATH='" + StaticPrefix() + "' -DCMAKE_CXX_FLAGS='" + flags + "'");
}

// Configures a project of these lines, which finds the installed package, in a folder of its own.
// By Ninja as everything here: the default, make, is not on every machine.
CommandResult Configure(const std::string& name, const std::string& find_package,
                        const std::string& options = "") {
  const std::string source = kFolder + "/" + name + "-source";
  const std::string build = kFolder + "/" + name;
  fs::remove_all(build);
  fs::create_directories(source);
  std::ofstream(source + "/CMakeLists.txt")
      << "cmake_minimum_required(VERSION 3.25)\nproject(p LANGUAGES CXX)\n"
      << find_package << "\n";
  return RunShell("cmake -G Ninja -S '" + source + "' -B '" + build + "' -DCMAKE_PREFIX_PATH='" +
                  StaticPrefix() + "' " + options);
}

// Tests run in any order: none may count on another to have made the folder.
class PackageTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { fs::create_directories(kFolder); }
};

// What builds the library once more, for ./tools/test --all.
class OtherMakesTest : public PackageTest {};

TEST_F(PackageTest, LaysDownAllThatItPromises) {
  for (const char* const file :
       {"bin/fakestream", "include/fakestream/fakestream.h", "include/fakestream/testing.h",
        "include/fakestream/aws_sdk/http_client_factory.h", "share/fakestream/scenario.schema.json",
        "share/doc/fakestream/LICENSE"}) {
    EXPECT_TRUE(fs::exists(fs::path(StaticPrefix()) / file)) << file;
  }
  EXPECT_THAT(MustRun(StaticPrefix() + "/bin/fakestream --version").output,
              HasSubstr(FAKESTREAM_VERSION));
}

TEST_F(PackageTest, IsFoundByCmakeAndCleanUnderStrictWarnings) {
  const std::string build = BuildNewcomer("newcomer", "-Wall -Wextra -Werror");

  EXPECT_THAT(MustRun("ctest --test-dir '" + build + "' --output-on-failure").output,
              AllOf(HasSubstr("MirrorTest.ServesEightThreads"),
                    HasSubstr("mirror_scenarios.copy_works"), HasSubstr("100% tests passed")));
  MustRun("'" + build + "/mirror_test' --gtest_shuffle --gtest_repeat=20");
}

TEST_F(PackageTest, NamesScenarioAndSeedInTheXmlOfGoogleTest) {
  const std::string build = BuildNewcomer("newcomer", "-Wall -Wextra -Werror");

  MustRun("'" + build + "/mirror_test' --gtest_output=xml:'" + kFolder + "/mirror.xml'");
  MustRun("'" + build + "/mirror_scenarios' --gtest_output=xml:'" + kFolder + "/scenarios.xml'");

  EXPECT_THAT(ReadFile(kFolder + "/mirror.xml"), HasSubstr(R"(name="seed" value="42")"));
  EXPECT_THAT(ReadFile(kFolder + "/scenarios.xml"),
              AllOf(HasSubstr(R"(name="scenario" value="a copy is accepted")"),
                    HasSubstr(R"(name="seed" value="0")")));
}

TEST_F(PackageTest, RunsUnderEverySanitizer) {
  for (const std::string sanitizer : {"address,undefined", "thread"}) {
    const std::string build = BuildNewcomer(
        "newcomer-" + sanitizer, "-fsanitize=" + sanitizer + " -fno-sanitize-recover=all");
    MustRun("'" + build + "/mirror_test' --gtest_shuffle --gtest_repeat=20");
  }
}

// A copy of the newcomer's project with a scenario that fails, under a name that filters choke on.
TEST_F(PackageTest, AScenarioWithAStrangeNameFailsInGoogleTestAndInCtest) {
  const fs::path source = fs::path(kFolder) / "strange-source";
  fs::remove_all(source);
  fs::copy(fs::path(kSource) / "tests/package/newcomer", source, fs::copy_options::recursive);
  std::ofstream(source / "scenarios" / "a-b:c.json") << R"({
    "version": 1,
    "steps": [ { "call": "DeleteImage", "with": { "Name": "none" }, "expect": {} } ]
  })";
  const std::string build =
      Build("strange", source, "-DCMAKE_PREFIX_PATH='" + StaticPrefix() + "'");

  const CommandResult by_ctest =
      RunShell("ctest --test-dir '" + build + "' --output-on-failure -R a_b_c");
  const CommandResult by_gtest = RunShell("'" + build + "/mirror_scenarios' --gtest_filter=*a_b_c");

  EXPECT_FALSE(by_ctest.is_success);
  EXPECT_FALSE(by_gtest.is_success);
  EXPECT_THAT(by_gtest.output, AllOf(HasSubstr("[  FAILED  ] Scenarios.a_b_c"),
                                     HasSubstr("ResourceNotFoundException")));
  EXPECT_FALSE(RunShell("ctest --test-dir '" + build + "' -R mirror_scenarios").is_success);
}

TEST_F(PackageTest, SaysWhichComponentIsMissing) {
  const CommandResult result =
      Configure("component", "find_package(fakestream CONFIG REQUIRED COMPONENTS testign)");

  EXPECT_FALSE(result.is_success);
  EXPECT_THAT(result.output, HasSubstr("testign"));
}

TEST_F(PackageTest, SaysWhatItsComponentForTheSdkNeeds) {
  const CommandResult result =
      Configure("sdk", "find_package(fakestream CONFIG REQUIRED COMPONENTS aws_sdk)",
                "-DCMAKE_DISABLE_FIND_PACKAGE_AWSSDK=ON");

  EXPECT_FALSE(result.is_success);
  EXPECT_THAT(result.output, HasSubstr("AWSSDK"));
}

// A stand-in, whose files fail where those of some SDKs do.
const std::string kOldSdk = kSource + "/tests/package/old_sdk";

TEST_F(PackageTest, FindsAnSdkWhoseFilesFailUnderThisCmake) {
  const CommandResult result =
      Configure("old-sdk", "list(APPEND CMAKE_PREFIX_PATH " + kOldSdk +
                               ")\nfind_package(fakestream CONFIG REQUIRED COMPONENTS aws_sdk)\n"
                               "file(WRITE p.cc \"int main() {}\")\nadd_executable(p p.cc)\n"
                               "target_link_libraries(p PRIVATE fakestream::aws_sdk)");

  EXPECT_TRUE(result.is_success) << result.output;
}

TEST_F(PackageTest, ConfiguresItsOwnTestsWithSuchAnSdk) {
  const std::string build = kFolder + "/own-tests";

  MustRun("cmake -G Ninja -S '" + kSource + "' -B '" + build + "' -DCMAKE_PREFIX_PATH='" + kOldSdk +
          "'");

  EXPECT_THAT(ReadFile(build + "/build.ninja"), HasSubstr("aws_sdk/http_client_factory_test.cc"));
}

TEST_F(OtherMakesTest, IsAddedAsASubdirectoryByClangAndLeaksNothing) {
  const std::string build = Build("subdirectory", fs::path(kSource) / "tests/package/subdirectory",
                                  "-DFAKESTREAM_SOURCE='" + kSource +
                                      "' -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release "
                                      "-DCMAKE_CXX_FLAGS_RELEASE=-O2");

  EXPECT_THAT(MustRun("ctest --test-dir '" + build + "' --output-on-failure").output,
              HasSubstr("mirror_scenarios.copy_works"));
  EXPECT_THAT(RunShell("cmake --install '" + build + "' --prefix '" + kFolder + "/nothing'").output,
              Not(HasSubstr("fakestream.h")));
}

TEST_F(PackageTest, IsAddedByFetchContentWithItsScenarios) {
  const std::string build = kFolder + "/fetch";
  MustRun("cmake -G Ninja -S '" + kSource + "/tests/package/subdirectory' -B '" + build +
          "' -DBY_FETCH_CONTENT=ON -DFAKESTREAM_SOURCE='" + kSource + "'");

  EXPECT_THAT(MustRun("ctest --test-dir '" + build + "' -N").output,
              HasSubstr("mirror_scenarios.copy_works"));
}

TEST_F(PackageTest, MakesTestsOfScenariosWhereAnotherFolderFoundIt) {
  const std::string build = Build("elsewhere", fs::path(kSource) / "tests/package/elsewhere",
                                  "-DCMAKE_PREFIX_PATH='" + StaticPrefix() + "'");

  EXPECT_THAT(MustRun("ctest --test-dir '" + build + "' --output-on-failure").output,
              AllOf(HasSubstr("mirror_scenarios.copy_works"), HasSubstr("100% tests passed")));
}

// Compiles a program of tests/package/pkg_config with what pkg-config says of the package, and runs
// it; returns what it prints.
std::string RunByPkgConfig(const std::string& prefix, const std::string& program,
                           const std::string& package, const std::string& options = "") {
  const std::string folder = prefix + "/lib";
  const std::string binary = kFolder + "/" + program + "_by_pkg_config";
  const std::string setup =
      "export PKG_CONFIG_PATH='" + folder + "/pkgconfig' LD_LIBRARY_PATH='" + folder + "'; ";
  MustRun(setup + "g++ -std=c++20 " + options + " '" + kSource + "/tests/package/pkg_config/" +
          program + ".cc' $(pkg-config --cflags --libs " + package + ") -o '" + binary + "'");
  return MustRun(setup + "'" + binary + "'").output;
}

void IsFoundByPkgConfig(const std::string& prefix) {
  EXPECT_THAT(RunByPkgConfig(prefix, "seam", "fakestream-seam"),
              HasSubstr("LimitExceededException"));
  EXPECT_THAT(RunByPkgConfig(prefix, "main", "fakestream", "-fsanitize=address"),
              HasSubstr(R"("call": "DeleteImage")"));
  EXPECT_THAT(RunByPkgConfig(prefix, "endpoint", "fakestream-endpoint"),
              HasSubstr("http://127.0.0.1:"));
  EXPECT_THAT(RunByPkgConfig(prefix, "testing", "fakestream-testing"),
              HasSubstr("[  PASSED  ] 1 test"));
}

TEST_F(PackageTest, IsFoundByPkgConfig) {
  IsFoundByPkgConfig(StaticPrefix());
}

TEST_F(OtherMakesTest, IsFoundByPkgConfigAsASharedLibrary) {
  IsFoundByPkgConfig(SharedPrefix());
}

}  // namespace
}  // namespace fakestream::internal
