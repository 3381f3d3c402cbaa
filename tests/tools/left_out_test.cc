// SPDX-License-Identifier: Apache-2.0
// What tools/test does where a browser or a client cannot be had: its parts, with an apt that
// refuses.
#include "support/left_out.h"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class LeftOutTest : public ToolTest {
 protected:
  LeftOutTest() {
    // An apt that has no chromium, and installs nothing of a list with chromium in it.
    WriteProgram("apt-get", R"(for word; do [ "$word" != chromium ] || {
  echo "E: Package 'chromium' has no installation candidate" >&2; exit 100; }; done
echo "$@" >>"$FOLDER/installed")");
    WriteProgram("dpkg-query", "true");
    WriteProgram("sudo", R"(exec "$@")");
    WriteProgram("npm", "echo 'npm error network request failed' >&2; exit 1");
  }

  // Runs lines of bash behind the scripts that tools/test is made of.
  ToolRun RunBash(const std::string& lines) const {
    Write("lines", R"(set -euo pipefail
. ')" FAKESTREAM_SOURCE_DIR R"(/tools/lib/build.sh'
build_root=$FOLDER/build
. "$root/tools/lib/packages.sh"
. "$root/tools/lib/clients.sh"
. "$root/tools/lib/stages.sh"
)" + lines + "\n");
    return RunShell(R"(FOLDER="$PWD" PATH="$PWD/bin:$PATH" bash lines)");
  }

 private:
  void WriteProgram(const std::string& name, const std::string& text) const {
    RunShell("mkdir -p bin && touch 'bin/" + name + "' && chmod +x 'bin/" + name + "'");
    Write("bin/" + name, "#!/bin/sh\n" + text + "\n");
  }
};

TEST_F(LeftOutTest, InstallsWhatCanBeHadAndNamesTheRest) {
  const ToolRun run =
      RunBash("want_packages awscli chromium python3-boto3; echo \"${left_out[*]}\"");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "chromium\n");
  EXPECT_THAT(
      run.err,
      HasSubstr("LEFT OUT: chromium (E: Package 'chromium' has no installation candidate)"));
  EXPECT_THAT(Read("installed"), HasSubstr("awscli"));
  EXPECT_THAT(Read("installed"), HasSubstr("python3-boto3"));
}

TEST_F(LeftOutTest, EndsWhereTheCompilerOrALibraryCannotBeHad) {
  const ToolRun run = RunBash("ensure_packages g++ chromium; echo never");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("apt could not install: g++ chromium"));
}

TEST_F(LeftOutTest, LeavesOutAClientThatCannotBeSetUp) {
  const ToolRun run =
      RunBash("leave_out golang-go 'there is none'; ensure_clients; echo \"$FAKESTREAM_LEFT_OUT\"");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "golang-go the-npm-client the-go-client\n");
  EXPECT_THAT(run.err, HasSubstr("the-npm-client (npm error network request failed)"));
  EXPECT_THAT(run.err, HasSubstr("the-go-client (it needs golang-go)"));
}

constexpr const char* kLog = R"(1/1 Testing: html_test
[ RUN      ] HtmlReportTest.IsLegible
[  SKIPPED ] HtmlReportTest.IsLegible (0 ms)
[ RUN      ] HtmlReportTest.IsClosed
[       OK ] HtmlReportTest.IsClosed (3 ms)
Test Passed.
)";

TEST_F(LeftOutTest, SkippedTestsAreNamedAndNotCountedAsPassed) {
  Write("log", kLog);

  const ToolRun run =
      RunBash(R"(count_tests "$FOLDER/log"; mapfile -t skipped < <(skipped_tests "$FOLDER/log")
leave_out chromium 'there is none'; unset CI; finish)");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("1 0\n"));
  EXPECT_THAT(run.out,
              HasSubstr("1 tests were SKIPPED, and show nothing:\n  HtmlReportTest.IsLegible\n"));
  EXPECT_THAT(run.out,
              HasSubstr("LEFT OUT, since it could not be had:\n  chromium: there is none\n"));
}

TEST_F(LeftOutTest, IsAFailureAtTheEndWhereCiSaysTrue) {
  const ToolRun run = RunBash("leave_out chromium 'there is none'; CI=true; finish");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("\n0 passed, 1 failed, 0 skipped\n"));
}

TEST_F(LeftOutTest, SaysNothingWhereNothingIs) {
  const ToolRun run = RunBash("CI=true; finish");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, Not(HasSubstr("LEFT OUT")));
}

TEST_F(LeftOutTest, SkipsTheTestThatNeedsItAndNoOther) {
  const char* const before = std::getenv("FAKESTREAM_LEFT_OUT");  // NOLINT(concurrency-mt-unsafe)
  const std::string kept = before != nullptr ? before : "";
  ::testing::TestPartResultArray results;

  {
    const ::testing::ScopedFakeTestPartResultReporter reporter(&results);
    setenv("FAKESTREAM_LEFT_OUT", "chromium the-go-client", 1);  // NOLINT(concurrency-mt-unsafe)
    SkipIfLeftOut("the-npm-client");
    SkipIfLeftOut("chromium");
    setenv("FAKESTREAM_LEFT_OUT", kept.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  }

  ASSERT_EQ(results.size(), 1);
  EXPECT_TRUE(results.GetTestPartResult(0).skipped());
  EXPECT_THAT(results.GetTestPartResult(0).message(),
              HasSubstr("chromium could not be had on this machine"));
}

}  // namespace
}  // namespace fakestream::internal
