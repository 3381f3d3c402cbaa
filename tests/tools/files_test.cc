// SPDX-License-Identifier: Apache-2.0
// What the tool writes, and what it refuses to write.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kAccount =
    R"({ "version": 1, "given": { "images": [{ "Name": "golden" }] } })";

class FilesTest : public ToolTest {
 protected:
  FilesTest() {
    Write("a.json", ScenarioText());
    Write("account.json", kAccount);
  }

  // It says so before it does anything, with exit code 2.
  void ExpectRefused(const std::string& arguments, const std::string& why) const {
    const ToolRun run = Run(arguments);

    EXPECT_EQ(run.exit_code, 2) << arguments << "\n" << run.err;
    EXPECT_EQ(run.err, "fakestream: cannot write " + why + "\n") << arguments;
    EXPECT_EQ(run.out, "") << arguments;
    EXPECT_FALSE(Exists("ran")) << arguments;
  }
};

TEST_F(FilesTest, RefusesWhatIsNoRegularFileWhoeverWouldWriteIt) {
  ASSERT_EQ(RunShell("mkfifo pipe; mkdir folder; ln -s nothing link").exit_code, 0);
  const std::string why = "to pipe: it is a pipe, not a regular file";

  ExpectRefused("replay a.json --report junit=pipe", "the junit report " + why);
  ExpectRefused("replay a.json --report tap=folder", "the tap report to folder: it is a folder");
  ExpectRefused("replay a.json --report tap=link",
                "the tap report to link: it is a link that leads nowhere");
  ExpectRefused("serve a.json --port-file pipe", "the port " + why);
  ExpectRefused("exec a.json --report text=pipe -- touch ran", "the text report " + why);
  ExpectRefused("explore account.json --found pipe -- touch ran", "what is found " + why);
  ExpectRefused("explore account.json --certificate pipe -- touch ran", "the certificate " + why);

  EXPECT_EQ(RunShell("test -p pipe -a -d folder -a -L link -a ! -e nothing").exit_code, 0);
}

TEST_F(FilesTest, LeavesADeviceAsItIs) {
  // Of our own, so that a mistake costs nobody anything.
  if (RunShell("mknod null c 1 3").exit_code != 0) GTEST_SKIP() << "only root can make a device";
  const std::string why = "to null: it is a device, not a regular file";

  ExpectRefused("explore account.json --found null -- touch ran", "what is found " + why);
  ExpectRefused("replay a.json --report json=null", "the json report " + why);

  EXPECT_EQ(RunShell("test -c null").exit_code, 0);
}

TEST_F(FilesTest, RefusesToWriteOverWhatItReads) {
  ASSERT_EQ(RunShell("ln a.json same.json; ln -s a.json link.json; mkdir s; cp a.json s").exit_code,
            0);

  ExpectRefused("replay s --report junit=s/a.json",
                "the junit report to s/a.json: s/a.json is read");
  ExpectRefused("replay a.json --report junit=same.json",
                "the junit report to same.json: a.json is read");
  ExpectRefused("replay a.json --report junit=link.json",
                "the junit report to link.json: a.json is read");
  ExpectRefused("replay - --report junit=a.json <a.json", "the junit report to a.json: - is read");
  ExpectRefused("serve a.json --port-file ./a.json", "the port to ./a.json: a.json is read");
  ExpectRefused("explore account.json --found ./account.json -- touch ran",
                "what is found to ./account.json: account.json is read");

  EXPECT_EQ(Read("a.json"), ScenarioText());
  EXPECT_EQ(Read("account.json"), kAccount);
}

TEST_F(FilesTest, RefusesToWriteOneFileTwice) {
  ExpectRefused("replay a.json --report junit=r --report tap=./r",
                "the tap report to ./r: the junit report goes there");
  ExpectRefused("explore account.json --found r --certificate r -- touch ran",
                "the certificate to r: what is found goes there");
  ExpectRefused("replay a.json --report junit=../out",
                "the junit report to ../out: standard output goes there");

  EXPECT_FALSE(Exists("r"));
}

TEST_F(FilesTest, MakesNoFolder) {
  ExpectRefused("replay a.json --report junit=new/r",
                "the junit report to new/r: No such file or directory");
  ExpectRefused("explore account.json --found new/found.json -- touch ran",
                "what is found to new/found.json: No such file or directory");

  EXPECT_FALSE(Exists("new"));
}

TEST_F(FilesTest, WritesToWhatAShellOpenedForIt) {
  const ToolRun run = RunShell("bash -c \"'" FAKESTREAM_TOOL
                               "' replay a.json --report tap=>(cat >tap.txt) "
                               "--report junit=/dev/fd/7 7>junit.txt >text.txt; wait; sleep 0.2\"");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(Read("tap.txt"), StartsWith("TAP version 13\n"));
  EXPECT_THAT(Read("junit.txt"), StartsWith("<?xml"));
  EXPECT_THAT(Read("text.txt"), StartsWith("ok "));
  ExpectRefused("replay a.json --report tap=/dev/fd/9",
                "the tap report to /dev/fd/9: it is not open for writing");
}

TEST_F(FilesTest, ALimitOfFileSizesLeavesTheOldReportAndNothingBeside) {
  Write("r.html", "old");

  const ToolRun run =
      RunShell("ulimit -f 8; '" FAKESTREAM_TOOL "' replay a.json --report html=r.html");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err, "fakestream: cannot write r.html: File too large\n");
  EXPECT_EQ(Read("r.html"), "old");
  EXPECT_THAT(Names(), ElementsAre("a.json", "account.json", "r.html"));
}

// Starts a server with the port file `port`, waits until it is there, runs the line, ends the
// server.
std::string WithServer(const std::string& line) {
  return "'" FAKESTREAM_TOOL
         "' serve account.json --port-file port & pid=$!; "
         "for i in $(seq 200); do test -s port && ! grep -q stale port && break; sleep 0.05; done; "
         "cat port; " +
         line + "; kill $pid; wait $pid";
}

TEST_F(FilesTest, PortFileGoesWithItsServer) {
  Write("port", "stale\n");

  const ToolRun run = RunShell(WithServer("true"));

  EXPECT_THAT(run.out, HasSubstr("listening on http://127.0.0.1:"));
  EXPECT_THAT(Names(), ElementsAre("a.json", "account.json"));
}

TEST_F(FilesTest, PortFileOfAnEarlierServerIsGoneBeforeAnythingListens) {
  Write("port", "stale\n");

  // It cannot listen, so that nothing stands there.
  EXPECT_EQ(Run("serve account.json --port-file port --address 192.0.2.1").exit_code, 2);

  EXPECT_FALSE(Exists("port"));
}

TEST_F(FilesTest, PortFileOfAnotherServerStays) {
  RunShell(WithServer("echo 4711 >port"));

  EXPECT_EQ(Read("port"), "4711\n");
}

TEST_F(FilesTest, InitPrintsACommandThatWorksWhateverTheName) {
  for (const std::string name : {"-x.json", "two words.json", "it's.json", "a\x1b[31m\n::x.json"}) {
    std::string quoted = name;
    if (const std::size_t quote = name.find('\''); quote != std::string::npos) {
      quoted.replace(quote, 1, "'\\''");
    }
    const ToolRun run = Run("init -- '" + quoted + "'");
    ASSERT_EQ(run.exit_code, 0) << run.err;

    const std::size_t start = run.out.find("replay ");
    const std::string command = run.out.substr(start, run.out.find('\n', start) - start);
    Write("command.sh", "'" FAKESTREAM_TOOL "' " + command);
    EXPECT_EQ(RunShell("bash command.sh").exit_code, 0) << command;
  }
}

TEST_F(FilesTest, ReadsAScenarioFromStandardInputOnce) {
  EXPECT_EQ(Run("lint - <a.json").out, "1 scenario checked, no problems\n");
  EXPECT_THAT(Run("replay - <a.json").out, StartsWith("ok      -: one image is there\n"));
  EXPECT_EQ(Run("replay - --list <a.json").out, "-\n");
  EXPECT_THAT(RunShell("cat a.json account.json | '" FAKESTREAM_TOOL "' lint -").err,
              HasSubstr("-:10:1: "));
  EXPECT_THAT(Run("exec - -- true <account.json").err, HasSubstr("-: "));

  const ToolRun twice = Run("replay - a.json - <a.json");
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.err, HasSubstr("-: standard input can be read only once"));
}

}  // namespace
}  // namespace fakestream::internal
