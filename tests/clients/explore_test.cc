// SPDX-License-Identifier: Apache-2.0
// The example of README.md for real: boto3 tries a lost CopyImage again by itself, and a script
// that trusts it denies a copy that is there.
#include <filesystem>
#include <string>
#include <sys/wait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "support/left_out.h"
#include "support/temp_folder.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class ExploreClientsTest : public ::testing::Test {
 protected:
  void SetUp() override { SkipIfLeftOut("python3-boto3"); }
};

TEST_F(ExploreClientsTest, FindsTheLostReplyInANaiveScriptOfBoto3) {
  const TempFolder folder;
  // Two attempts of boto3 show what five do, with less real sleep between them.
  const int status = RunShell(
      "cd '" + folder.path().string() +
      "' && AWS_MAX_ATTEMPTS=2 '" FAKESTREAM_TOOL "' explore '" FAKESTREAM_SOURCE_DIR
      "/tests/docs/account.json' --goal eu-west-1/golden-eu -- "
      "/usr/bin/python3 '" FAKESTREAM_SOURCE_DIR "/tests/docs/naive_mirror.py' >out 2>err");

  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_THAT(
      folder.Read("out"),
      AllOf(HasSubstr("no_false_failure: it says not copied, but image golden-eu is COPYING "
                      "in eu-west-1\n"
                      "  1. CopyImage call 1 in us-east-1: timeout after the effect\n"
                      "     or: reset after the effect\n"),
            HasSubstr("ResourceAlreadyExistsException (400)")))
      << folder.Read("err");
  EXPECT_THAT(folder.Read("err"), HasSubstr("ResourceAlreadyExistsException"));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "account.found.json"));
}

}  // namespace
}  // namespace fakestream::internal
