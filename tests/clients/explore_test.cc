// SPDX-License-Identifier: Apache-2.0
// The example of README.md for real: boto3 tries a lost CopyImage again by itself, and a script that
// trusts it denies a copy that is there.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream::internal {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ExploreClientsTest, FindsTheLostReplyInANaiveScriptOfBoto3) {
  std::string name = (fs::temp_directory_path() / "fakestream_explore_XXXXXX").string();
  const fs::path folder = mkdtemp(name.data());
  // Two attempts of boto3 show what five do, with less real sleep between them.
  const std::string command =
      "cd '" + folder.string() + "' && AWS_MAX_ATTEMPTS=2 '" FAKESTREAM_TOOL
      "' explore '" FAKESTREAM_SOURCE_DIR "/tests/docs/account.json' --goal eu-west-1/golden-eu -- "
      "/usr/bin/python3 '" FAKESTREAM_SOURCE_DIR "/tests/docs/naive_mirror.py' >out 2>err";

  const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe): one thread

  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_THAT(ReadFile(folder / "out"),
              AllOf(HasSubstr("no_false_failure: it says not copied, but image golden-eu is COPYING "
                              "in eu-west-1\n"
                              "  1. CopyImage call 1 in us-east-1: timeout after the effect\n"
                              "     or: reset after the effect\n"),
                    HasSubstr("ResourceAlreadyExistsException (400)")))
      << ReadFile(folder / "err");
  EXPECT_THAT(ReadFile(folder / "err"), HasSubstr("ResourceAlreadyExistsException"));
  EXPECT_TRUE(fs::exists(folder / "account.found.json"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace fakestream::internal
