// SPDX-License-Identifier: Apache-2.0
// Scenario files as test cases. What ctest and the filters of a whole program make of them is
// tested from outside, in tests/package.
#include "fakestream/testing/scenario_test.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using ::testing::UnitTest;

const std::string kFolder = std::string(FAKESTREAM_SOURCE_DIR) + "/scenarios";
// Every scenario of this repository, once more: as cases of this program.
const bool kRegistered = RegisterScenarios(kFolder);

TEST(CaseNameTest, IsTheStemInLettersAndDigits) {
  EXPECT_EQ(internal::CaseName("s/copy.json", "s"), "copy");
  EXPECT_EQ(internal::CaseName("s/a-b:c.json", "s"), "a_b_c");
  EXPECT_EQ(internal::CaseName("s/deep/copy.json", "s"), "deep_copy");
  EXPECT_EQ(internal::CaseName("s/copy.json", "s/copy.json"), "copy");
  EXPECT_EQ(internal::CaseName("s/na\xC3\xAFve.json", "s/"), "na__ve");
}

TEST(RegisterScenariosTest, MakesACaseOfEveryFile) {
  ASSERT_TRUE(kRegistered);
  const auto files = FindScenarios({kFolder});
  const UnitTest& program = *UnitTest::GetInstance();
  int cases = 0;
  for (int i = 0; i < program.total_test_suite_count(); ++i) {
    const ::testing::TestSuite& suite = *program.GetTestSuite(i);
    if (std::string(suite.name()) == "Scenarios") cases = suite.total_test_count();
  }

  EXPECT_EQ(cases, static_cast<int>(files->size()));
}

}  // namespace
}  // namespace fakestream
