// SPDX-License-Identifier: Apache-2.0
// What a machine does not give (descriptors) makes runs slower, or is said; it is no fault of ours.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DescriptorsTest : public ToolTest {
 protected:
  // Runs the tool in a shell of which `ulimit ARGUMENTS` was asked before.
  ToolRun RunLimited(const std::string& limit, const std::string& arguments) const {
    return RunShell("ulimit " + limit + "; '" FAKESTREAM_TOOL "' " + arguments);
  }

  void WriteScenarios(int count) const {
    for (int i = 0; i < count; ++i) Write("s" + std::to_string(i) + ".json", ScenarioText());
  }
};

TEST_F(DescriptorsTest, ReplayTakesFewerJobsAndSaysSo) {
  WriteScenarios(40);

  const ToolRun run = RunLimited("-n 80", "replay . --via direct,endpoint-json --jobs 40");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("40 passed"));
  EXPECT_THAT(run.err, HasSubstr("2 at a time instead of 40: only 80 files and connections may be "
                                 "open (see ulimit -n)"));
}

TEST_F(DescriptorsTest, ReplayRaisesItsLimit) {
  WriteScenarios(8);

  const ToolRun run = RunLimited("-Sn 40", "replay . --via endpoint-json --jobs 8");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.err, Not(HasSubstr("at a time")));
}

TEST_F(DescriptorsTest, ExecRaisesItsOwnLimitAndGivesItsProgramTheOriginalOne) {
  Write("x.json", ScenarioText());

  // Ours is the original one, too, until the program has started.
  const ToolRun run = RunLimited("-Sn 99",
                                 "exec x.json -- sh -c 'ulimit -n; for i in $(seq 100); do "
                                 "grep -q \"open files *99 \" /proc/$PPID/limits || { echo raised; "
                                 "break; }; sleep 0.1; done'");

  EXPECT_THAT(run.out, HasSubstr("99\nraised\n")) << run.err;
}

TEST_F(DescriptorsTest, ExploreTakesFewerJobsAndGivesItsProgramTheOriginalLimit) {
  Write("x.json", R"({"version": 1, "name": "x"})");

  const ToolRun run = RunLimited(
      "-n 90", "explore x.json --jobs 50 --max-faults 0 -- sh -c 'test \"$(ulimit -n)\" = 90'");

  EXPECT_THAT(run.err, HasSubstr("2 at a time instead of 50"));
  EXPECT_THAT(run.out, Not(HasSubstr("it ended with exit code")));
}

TEST_F(DescriptorsTest, TooFewForAnEndpointAreSaidAndAreNoFaultOfOurs) {
  Write("x.json", ScenarioText());

  const ToolRun serve = RunLimited("-n 7", "serve x.json");
  EXPECT_EQ(serve.exit_code, 2) << serve.err;
  EXPECT_THAT(serve.err, HasSubstr("Too many open files"));
  EXPECT_THAT(serve.err, Not(HasSubstr("internal error")));

  const ToolRun replay = RunLimited("-n 7", "replay x.json --via endpoint-json");
  EXPECT_EQ(replay.exit_code, 2) << replay.err;
  EXPECT_THAT(replay.err, HasSubstr("Too many open files"));
  EXPECT_THAT(replay.err, Not(HasSubstr("internal error")));
}

}  // namespace
}  // namespace fakestream::internal
