// SPDX-License-Identifier: Apache-2.0
// The formatter's verdict on every source.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include "support/left_out.h"
#include "support/read_file.h"

namespace fakestream::internal {
namespace {

class FormatTest : public ::testing::Test {
 protected:
  void SetUp() override { SkipIfLeftOut("clang-format"); }
};

TEST_F(FormatTest, SourcesAreAsClangFormatHasThem) {
  const std::string log = ::testing::TempDir() + "clang-format.log";
  const std::string command =
      "cd '" FAKESTREAM_SOURCE_DIR
      "' && find include src tests tools -name '*.h' -o -name '*.cc' | xargs clang-format "
      "--dry-run -Werror >'" +
      log + "' 2>&1";

  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  EXPECT_EQ(std::system(command.c_str()), 0)
      << ReadFile(log).substr(0, 2000) << "\nclang-format -i mends it";
}

}  // namespace
}  // namespace fakestream::internal
