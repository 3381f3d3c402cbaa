// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class ReplayToolTest : public ToolTest {
 protected:
  // Five scenarios: a.json … e.json in folder s; c fails when asked for.
  void WriteFive(bool c_fails = false) const {
    for (const char* const name : {"a", "b", "c", "d", "e"}) {
      const bool fails = c_fails && *name == 'c';
      Write(std::string("s/") + name + ".json", ScenarioText(fails ? "COPYING" : "AVAILABLE"));
    }
  }
};

TEST_F(ReplayToolTest, ExitsWith0WhenEverythingHolds) {
  Write("a.json", ScenarioText());

  const ToolRun run = Run("replay a.json");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out,
            "ok      a.json: one image is there\n"
            "1 passed, 0 failed; 1 call in 0s of virtual time\n");
  EXPECT_EQ(run.err, "");
}

TEST_F(ReplayToolTest, ExitsWith1AndNamesTheStepWhenAnExpectationFails) {
  Write("a.json", ScenarioText("COPYING"));

  const ToolRun run = Run("replay a.json --seed 5");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(
      run.out,
      AllOf(HasSubstr("FAILED  a.json: one image is there\n"),
            HasSubstr("steps[0] (a.json:6): DescribeImages in us-east-1\n"),
            HasSubstr("/result/Images/0/State\n"), HasSubstr("expected: \"COPYING\"\n"),
            HasSubstr("actual:   \"AVAILABLE\"\n"), HasSubstr("call #1"),
            HasSubstr("  fakestream replay a.json --seed 5\n"), HasSubstr("0 passed, 1 failed")));
}

TEST_F(ReplayToolTest, RunsThroughEverySeamThatIsNamed) {
  Write("a.json", ScenarioText());

  const ToolRun run =
      Run("replay a.json --via json,direct,cbor,endpoint-json,endpoint-cbor --report json");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(
      run.out,
      HasSubstr("replay a.json --seed 0 --via json,direct,cbor,endpoint-json,endpoint-cbor\""));
}

TEST_F(ReplayToolTest, RefusesASeamThatIsNoneOrNamedTwice) {
  Write("a.json", ScenarioText());

  EXPECT_THAT(Run("replay a.json --via xml").err,
              HasSubstr("--via: there is no \"xml\"; there are direct, json, cbor, "));
  EXPECT_THAT(Run("replay a.json --via json,").err, HasSubstr("--via: there is no \"\""));
  EXPECT_THAT(Run("replay a.json --via json,json").err, HasSubstr("--via: json is named twice"));
  EXPECT_EQ(Run("replay a.json --via json,json").exit_code, 2);
}

TEST_F(ReplayToolTest, ExitsWith2AndNamesLineAndColumnWhenOneByteIsBroken) {
  std::string text = ScenarioText();
  text[text.find("\"name\"") + 6] = ';';
  Write("a.json", text);

  const ToolRun run = Run("replay a.json");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, StartsWith("a.json:3:9: "));
  EXPECT_EQ(run.out, "");
}

TEST_F(ReplayToolTest, ReportsEveryMalformedFileAndRunsNothing) {
  WriteFive();
  Write("s/b.json", "{");
  Write("s/d.json", R"({ "version": 1, "name": "d", "stepz": [] })");

  const ToolRun run = Run("replay s --report junit=report.xml");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, AllOf(HasSubstr("s/b.json:1:"), HasSubstr("s/d.json:1:"),
                             HasSubstr("nothing was run\n")));
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(Names(), ElementsAre("s"));
}

TEST_F(ReplayToolTest, RefusesPathsWithoutScenarios) {
  Write("empty/readme.txt", "");
  Write("empty/scenario.schema.json", "{}");

  for (const char* const path : {"empty", "no-such-file.json", "''"}) {
    const ToolRun run = Run(std::string("replay ") + path);

    EXPECT_EQ(run.exit_code, 2) << path;
    EXPECT_THAT(run.err, Not(IsEmpty())) << path;
  }
}

// Root may read every file, so permissions prove nothing here.
TEST_F(ReplayToolTest, RefusesAFileThatItCannotRead) {
  Write("s/keep.txt", "");
  ASSERT_EQ(Run("--version; ln -s nowhere dangling.json; mkdir folder.json").exit_code, 0);

  EXPECT_EQ(Run("replay dangling.json").exit_code, 2);
  EXPECT_THAT(Run("replay dangling.json").err, HasSubstr("dangling.json"));
  EXPECT_EQ(Run("replay folder.json").exit_code, 2);
}

TEST_F(ReplayToolTest, RefusesBadOptionsWithAHint) {
  Write("a.json", ScenarioText());
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"--seed -1", "--seed"},
      {"--seed x", "--seed"},
      {"--seed 99999999999999999999", "--seed"},
      {"--seed ''", "--seed"},
      {"--jobs 0", "--jobs"},
      {"--jobs many", "--jobs"},
      {"--shard 0/3", "--shard"},
      {"--shard 4/3", "--shard"},
      {"--shard 2", "--shard"},
      {"--filter ''", "--filter"},
      {"--filter 'zz*'", "zz*"},
      {"--report xml", "junit"},
      {"--report junit=", "file name"},
      {"--report json --report tap", "standard output"},
      {"--report json=x --report tap=x", "x"},
      {"--wrong", "--wrong"},
  };

  for (const auto& [option, said] : bad) {
    const ToolRun run = Run("replay a.json " + option);

    EXPECT_EQ(run.exit_code, 2) << option;
    EXPECT_THAT(run.err, HasSubstr(said)) << option;
    EXPECT_EQ(run.out, "") << option;
  }
  EXPECT_EQ(Run("replay").exit_code, 2);
  EXPECT_THAT(Names(), ElementsAre("a.json"));
}

TEST_F(ReplayToolTest, FiltersByPathAndByName) {
  WriteFive();

  EXPECT_EQ(Run("replay s --filter b --list").out, "s/b.json\n");
  EXPECT_EQ(Run("replay s --filter 's/[!x]*' --list").exit_code, 2);
  EXPECT_EQ(Run("replay s --filter '*/d.json' --list").out, "s/d.json\n");
  EXPECT_THAT(Run("replay s --filter '?'").out, HasSubstr("5 passed"));
}

TEST_F(ReplayToolTest, ListsWithoutRunning) {
  WriteFive(true);

  const ToolRun run = Run("replay s --list");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out, "s/a.json\ns/b.json\ns/c.json\ns/d.json\ns/e.json\n");
}

TEST_F(ReplayToolTest, DealsEveryScenarioToExactlyOneShard) {
  WriteFive();
  std::multiset<std::string> seen;

  for (const char* const shard : {"1/3", "2/3", "3/3"}) {
    std::istringstream lines(Run(std::string("replay s --list --shard ") + shard).out);
    for (std::string line; std::getline(lines, line);) seen.insert(line);
  }

  EXPECT_THAT(seen, ElementsAre("s/a.json", "s/b.json", "s/c.json", "s/d.json", "s/e.json"));
  const ToolRun empty = Run("replay s --shard 9/9");
  EXPECT_EQ(empty.exit_code, 0);
  EXPECT_THAT(empty.out, HasSubstr("0 passed"));
}

TEST_F(ReplayToolTest, TakesTheShardOfTheTestRunnerUnlessToldOtherwise) {
  WriteFive();

  EXPECT_EQ(Run("replay s --list",
                "TEST_SHARD_INDEX=1 TEST_TOTAL_SHARDS=3 "
                "TEST_SHARD_STATUS_FILE=status")
                .out,
            "s/b.json\ns/e.json\n");
  EXPECT_TRUE(Exists("status"));
  EXPECT_EQ(Run("replay s --list", "GTEST_SHARD_INDEX=0 GTEST_TOTAL_SHARDS=3").out,
            "s/a.json\ns/d.json\n");
  EXPECT_EQ(Run("replay s --list --shard 3/3", "GTEST_SHARD_INDEX=0 GTEST_TOTAL_SHARDS=3").out,
            "s/c.json\n");
  EXPECT_EQ(Run("replay s", "TEST_SHARD_INDEX=3 TEST_TOTAL_SHARDS=3").exit_code, 2);
  EXPECT_EQ(Run("replay s", "TEST_SHARD_INDEX=3").exit_code, 2);
}

TEST_F(ReplayToolTest, StopsAtTheFirstFailureWhenAsked) {
  WriteFive(true);

  const ToolRun run = Run("replay s --fail-fast --jobs 4");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("2 passed, 1 failed, 2 skipped"));
}

TEST_F(ReplayToolTest, NumberOfJobsDoesNotShow) {
  WriteFive(true);

  const ToolRun one = Run("replay s --report json --jobs 1");
  const ToolRun eight = Run("replay s --report json --jobs 8");

  EXPECT_EQ(one.exit_code, 1);
  EXPECT_FALSE(one.out.empty());
  EXPECT_EQ(one.out, eight.out);
}

TEST_F(ReplayToolTest, KeepsTextOnStandardOutputBesideReportFiles) {
  Write("a.json", ScenarioText());

  const ToolRun run =
      Run("replay a.json --report junit=r.xml --report tap=r.tap --report github=r "
          "--report html=r.html");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, StartsWith("ok "));
  EXPECT_THAT(Read("r.xml"), StartsWith("<?xml"));
  EXPECT_THAT(Read("r.tap"), StartsWith("TAP version 13\n"));
  EXPECT_THAT(Read("r.html"), StartsWith("<!DOCTYPE html>\n"));
  EXPECT_THAT(Names(), ElementsAre("a.json", "r", "r.html", "r.tap", "r.xml"));
}

TEST_F(ReplayToolTest, ReplacesAnOldReportAndFollowsALink) {
  Write("a.json", ScenarioText());
  Write("real.xml", "old");

  EXPECT_EQ(Run("--version; ln -s real.xml link.xml").exit_code, 0);
  EXPECT_EQ(Run("replay a.json --report junit=link.xml").exit_code, 0);
  EXPECT_THAT(Read("real.xml"), StartsWith("<?xml"));
}

TEST_F(ReplayToolTest, GivesStandardOutputToTheReportThatAsksForIt) {
  Write("a.json", ScenarioText());

  for (const char* const target : {"tap", "tap=-", "tap=/dev/stdout"}) {
    const ToolRun run = Run(std::string("replay a.json --report ") + target);

    EXPECT_THAT(run.out, StartsWith("TAP version 13\n")) << target;
    EXPECT_THAT(run.out, Not(HasSubstr("ok      a.json"))) << target;
  }
}

TEST_F(ReplayToolTest, SaysWhenADiskIsFull) {
  Write("a.json", ScenarioText());

  const ToolRun report = Run("replay a.json --report junit=/dev/fd/7 7>/dev/full");
  EXPECT_EQ(report.exit_code, 2);
  EXPECT_THAT(report.err, HasSubstr("cannot write /dev/fd/7: No space left on device"));

  const ToolRun out = Run("replay a.json >/dev/full");
  EXPECT_EQ(out.exit_code, 2);
  EXPECT_THAT(out.err, HasSubstr("cannot write to standard output: No space left on device"));
}

TEST_F(ReplayToolTest, LeavesNothingBehindWhenAReportCannotBeWritten) {
  Write("a.json", ScenarioText());

  const ToolRun run = Run("replay a.json --report junit=no/such/folder/r.xml");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("no/such/folder/r.xml: No such file or directory"));
  EXPECT_EQ(Run("replay a.json --report junit=.").exit_code, 2);
  EXPECT_THAT(Names(), ElementsAre("a.json"));
}

TEST_F(ReplayToolTest, SaysWhenNobodyReadsAnyMore) {
  Write("a.json", ScenarioText());

  // The reader is gone before the tool starts, whatever the scheduler does.
  const ToolRun run = Run("--version >/dev/null; (sleep 0.3; '" FAKESTREAM_TOOL
                          "' replay a.json; echo $? >code) | true");

  EXPECT_EQ(Read("code"), "2\n");
  EXPECT_THAT(run.err, HasSubstr("cannot write to standard output: Broken pipe"));
}

TEST_F(ReplayToolTest, UsesColorAtATerminal) {
  Write("a.json", ScenarioText());

  const ToolRun run = RunAtTerminal("replay a.json");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("\x1b[32mok"));
}

TEST_F(ReplayToolTest, NamesTheProgramThatStandsInFrontOfItInTheCommandToRepeat) {
  Write("a.json", ScenarioText("COPYING"));

  const ToolRun run = Run("replay a.json", "FAKESTREAM_PROGRAM=./tools/fakestream");

  EXPECT_THAT(run.out, HasSubstr("  ./tools/fakestream replay a.json --seed 0\n"));
}

TEST_F(ReplayToolTest, UsesNoColorInAPipe) {
  Write("a.json", ScenarioText("COPYING"));

  const ToolRun run = Run("replay a.json", "TERM=xterm");

  EXPECT_THAT(run.out + run.err, Not(HasSubstr("\x1b")));
}

TEST_F(ReplayToolTest, ListsAScriptAsNeitherPassedNorFailed) {
  Write("a.json", R"({ "version": 1, "name": "faults alone" })");

  const ToolRun run = Run("replay a.json");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(StartsWith("script  a.json: faults alone\n"),
                             HasSubstr("0 passed, 0 failed, 1 script;")));
}

}  // namespace
}  // namespace fakestream::internal
