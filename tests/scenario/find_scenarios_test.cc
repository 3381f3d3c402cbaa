// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <unistd.h>

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
