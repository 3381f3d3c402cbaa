// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/scenario/loader.h"

#include "support/temp_folder.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class FindScenariosTest : public testing::Test {
 public:
  FindScenariosTest(const FindScenariosTest&) = delete;
  FindScenariosTest& operator=(const FindScenariosTest&) = delete;
  ~FindScenariosTest() override = default;

 protected:
  FindScenariosTest() = default;

  std::string Write(const std::string& name) {
    const fs::path path = fs::path(root_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "{}";
    return path.string();
  }

  static std::string Problem(const std::vector<std::string>& paths) {
    const auto found = FindScenarios(paths);
    return found.ok() ? "none" : ToText(found.diagnostics().front());
  }

  internal::TempFolder folder_{};
  std::string root_ = folder_.path().string();
};

TEST_F(FindScenariosTest, FindsJsonBelowAFolderInTheOrderOfBytes) {
  const std::string b = Write("b.json");
  const std::string upper = Write("Z.json");
  const std::string deep = Write("a/deep/c.json");
  Write("scenario.schema.json");
  Write("README.md");

  EXPECT_THAT(FindScenarios({root_}).value(), ElementsAre(upper, deep, b));
}

TEST_F(FindScenariosTest, TakesANamedFileWhateverItsName) {
  const std::string path = Write("scenario.txt");

  EXPECT_THAT(FindScenarios({path}).value(), ElementsAre(path));
}

TEST_F(FindScenariosTest, NamesEachFileOnce) {
  const std::string path = Write("a.json");

  EXPECT_EQ(FindScenarios({root_, path, root_ + "/./a.json"}).value().size(), 1U);
}

TEST_F(FindScenariosTest, IsNotCaughtByALoopOfLinks) {
  const std::string path = Write("a/b.json");
  fs::create_directory_symlink(root_, root_ + "/a/loop");

  EXPECT_THAT(FindScenarios({root_}).value(), ElementsAre(path));
}

TEST_F(FindScenariosTest, TellsWhatIsCalledLikeAScenarioAndIsNone) {
  Write("a.json");
  fs::create_directory_symlink(root_, root_ + "/folder.json");
  fs::create_symlink("nothing", root_ + "/broken.json");
  fs::create_symlink("loop.json", root_ + "/loop.json");
  ASSERT_EQ(mkfifo((root_ + "/pipe.json").c_str(), 0600), 0);
  fs::create_symlink("nothing", root_ + "/broken.md");

  const auto found = FindScenarios({root_});

  std::vector<std::string> problems;
  for (const Diagnostic& problem : found.diagnostics()) problems.push_back(ToText(problem));
  std::sort(problems.begin(), problems.end());
  ASSERT_EQ(problems.size(), 4U);
  EXPECT_THAT(problems[0], HasSubstr("/broken.json: it is a link that leads nowhere"));
  EXPECT_THAT(problems[1], HasSubstr("/folder.json: it is a link to a folder, which is not"));
  EXPECT_THAT(problems[2], HasSubstr("/loop.json: cannot be read: "));
  EXPECT_THAT(problems[3], HasSubstr("/pipe.json: cannot be read: it is neither a file nor"));
  EXPECT_THAT(Problem({root_ + "/broken.json"}), HasSubstr("it is a link that leads nowhere"));
}

TEST_F(FindScenariosTest, TakesAFolderThatIsCalledLikeAScenario) {
  const std::string path = Write("folder.json/a.json");

  EXPECT_THAT(FindScenarios({root_}).value(), ElementsAre(path));
}

TEST_F(FindScenariosTest, NamesStandardInputOnce) {
  EXPECT_THAT(FindScenarios({"-"}).value(), ElementsAre("-"));
  EXPECT_EQ(Problem({"-", "-"}), "-: standard input can be read only once");
}

TEST_F(FindScenariosTest, RefusesWhatIsNotThere) {
  EXPECT_THAT(Problem({root_ + "/none.json"}), HasSubstr("there is no such file or folder"));
  EXPECT_THAT(Problem({root_}), HasSubstr("there are no scenarios in this folder"));
  EXPECT_THAT(Problem({"/dev/null"}), HasSubstr("it is neither a file nor a folder"));
}

TEST_F(FindScenariosTest, RefusesAFolderThatItMayNotRead) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  Write("closed/a.json");
  fs::permissions(root_ + "/closed", fs::perms::none);

  EXPECT_THAT(Problem({root_}), HasSubstr("cannot be read"));

  fs::permissions(root_ + "/closed", fs::perms::all);
}

}  // namespace
}  // namespace fakestream
