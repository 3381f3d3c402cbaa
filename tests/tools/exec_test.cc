// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// A script of one fault, for somebody else's client.
constexpr const char* kThrottled = R"({
  "version": 1,
  "name": "the first call is throttled",
  "given": { "region": "eu-west-1", "images": [{ "Name": "golden" }] },
  "faults": [{ "on": "DescribeImages", "calls": "1", "fail": "ThrottlingException" }]
})";

// Describes images by bash alone, and prints the reply.
constexpr const char* kClient = R"(exec 3<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}
printf '%s\r\n' 'POST / HTTP/1.1' 'Host: x' 'X-Amz-Target: PhotonAdminProxyService.DescribeImages' \
  'Content-Type: application/x-amz-json-1.1' 'Content-Length: 2' 'Connection: close' '' >&3
printf '{}' >&3
cat <&3
)";

class ExecToolTest : public ToolTest {
 protected:
  ExecToolTest() {
    Write("throttled.json", kThrottled);
    Write("client.sh", kClient);
  }
};

TEST_F(ExecToolTest, RunsAProgramAgainstTheScenarioAndJudgesIt) {
  const ToolRun run = Run("exec throttled.json -- bash client.sh");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(StartsWith("HTTP/1.1 400 Bad Request"),
                             HasSubstr(R"({"__type":"ThrottlingException")")));
  EXPECT_THAT(run.err, HasSubstr("1 passed, 0 failed; 1 call in 1s of virtual time"));
}

TEST_F(ExecToolTest, HandsOverWordsOfTheProgramAsTheyAre) {
  const ToolRun run = Run("exec throttled.json -- sh -c '[ -f x ] || exit 7'");

  EXPECT_EQ(run.exit_code, 7) << run.err;
}

// As scripts do that cannot tell which errors matter.
constexpr const char* kRoll = R"(. ./client.sh > /dev/null
exec 3<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}
printf '%s\r\n' 'POST / HTTP/1.1' 'Host: x' 'X-Amz-Target: PhotonAdminProxyService.StopFleet' \
  'Content-Type: application/x-amz-json-1.1' 'Content-Length: 2' 'Connection: close' '' >&3
printf '{}' >&3
cat <&3 > /dev/null
echo 'successfully updated'
)";

TEST_F(ExecToolTest, ExitsWith1WhenNothingAnsweredACall) {
  Write("roll.sh", kRoll);
  Write("roll.json", R"({ "version": 1 })");
  Write("allowed.json",
        R"({ "version": 1, "given": { "unanswered": { "StopFleet": "allowed" } } })");

  const ToolRun run = Run("exec roll.json -- bash roll.sh");
  const ToolRun allowed = Run("exec allowed.json -- bash roll.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, AllOf(HasSubstr("nothing answered StopFleet (1 call)"),
                             HasSubstr(R"("unanswered": {"StopFleet": "allowed"})"),
                             HasSubstr("0 passed, 1 failed")));
  EXPECT_EQ(allowed.exit_code, 0);
  EXPECT_THAT(allowed.err, HasSubstr("nothing answered StopFleet (1 call): allowed"));
}

TEST_F(ExecToolTest, SaysHowManyStepsOfTheFileWereNotRun) {
  Write("steps.json", R"({ "version": 1, "steps": [{ "call": "DescribeImages", "expect":
      { "result": { "Images": [{ "Name": "nope" }] } } }] })");

  const ToolRun run = Run("exec steps.json -- bash client.sh");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err, AllOf(HasSubstr("1 step of the file was not run: steps are for replay"),
                             HasSubstr("; 1 step not run")));
}

TEST_F(ExecToolTest, JudgesWhatMustHoldWhenTheProgramHasEnded) {
  Write("finally.json", R"({ "version": 1, "given": { "images": [{ "Name": "golden" }] },
  "finally": [
    { "image": "golden", "is": { "State": "AVAILABLE" } },
    { "image": "g2", "is": { "State": "AVAILABLE" } }] })");

  const ToolRun run = Run("exec finally.json -- bash client.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, AllOf(HasSubstr("finally[1] (finally.json:4): image \"g2\" in us-east-1 is"),
                             HasSubstr("    actual:   absent\n"), Not(HasSubstr("finally[0]"))));
}

TEST_F(ExecToolTest, ExitsWith1WhenAFaultNeverFired) {
  const ToolRun run = Run("exec throttled.json -- true");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("never fired"), HasSubstr("fakestream exec throttled.json -- true")));
}

TEST_F(ExecToolTest, NamesTheCommandThatDoesTheSameAgain) {
  const ToolRun run =
      Run("exec throttled.json --clock manual --hang 50ms --drip 9/2ms --close-after 3 "
          "--verify-signatures --no-control --worlds by-access-key --address 127.0.0.2 -- sh -c "
          "'echo \"a b\"'");

  EXPECT_EQ(run.out, "a b\n");
  EXPECT_THAT(
      run.err,
      HasSubstr(
          "fakestream exec throttled.json --address 127.0.0.2 --clock manual "
          "--worlds by-access-key --hang 50ms --drip 9/2ms --close-after 3 --verify-signatures "
          "--no-control -- sh -c 'echo \"a b\"'\n"));
}

TEST_F(ExecToolTest, HearsOfTheEndThoughWhoeverStartedItDidNotWantTo) {
  const ToolRun run = RunShell("timeout 20 env --ignore-signal=CHLD " FAKESTREAM_TOOL
                               " exec throttled.json -- true");

  EXPECT_EQ(run.exit_code, 1);  // the fault never fired
}

TEST_F(ExecToolTest, ExitsWithTheProgramsOwnCode) {
  EXPECT_EQ(Run("exec throttled.json -- sh -c 'exit 7'").exit_code, 7);
  EXPECT_EQ(Run("exec throttled.json -- sh -c 'kill -9 $$'").exit_code, 137);
}

TEST_F(ExecToolTest, SaysWhyAProgramDidNotRun) {
  Write("plain.txt", "");

  const ToolRun missing = Run("exec throttled.json -- ./no-such-program");
  EXPECT_EQ(missing.exit_code, 127);
  EXPECT_EQ(missing.err, "fakestream: cannot run ./no-such-program: No such file or directory\n");

  const ToolRun plain = Run("exec throttled.json -- ./plain.txt");
  EXPECT_EQ(plain.exit_code, 126);
  EXPECT_EQ(plain.err, "fakestream: cannot run ./plain.txt: Permission denied\n");
}

TEST_F(ExecToolTest, JudgesAProgramThatSaysThatSomethingElseWasNotFound) {
  const ToolRun run = Run("exec throttled.json --report json=r.json -- sh -c 'no-such-program'");

  EXPECT_EQ(run.exit_code, 127);
  EXPECT_THAT(run.err, HasSubstr("never fired"));
  EXPECT_THAT(Read("r.json"), HasSubstr("\"passed\""));
}

TEST_F(ExecToolTest, GivesTheProgramNoSocketAndNoLimitOfItsOwn) {
  const ToolRun run = RunShell("ulimit -Sn 100; " FAKESTREAM_TOOL
                               " exec throttled.json -- bash -c 'ulimit -Sn; ls -l /proc/self/fd'");

  EXPECT_THAT(run.out, StartsWith("100\n"));
  EXPECT_THAT(run.out, ::testing::Not(HasSubstr("socket")));
}

TEST_F(ExecToolTest, KeepsItsAddressFromProxies) {
  EXPECT_THAT(Run("exec throttled.json --address ::1 -- env", "NO_PROXY=").out,
              HasSubstr("\nNO_PROXY=127.0.0.1,localhost,::1\n"));
}

TEST_F(ExecToolTest, ExitsWith125WhenTheScenarioIsBad) {
  const ToolRun run = Run("exec no-such.json -- true");

  EXPECT_EQ(run.exit_code, 125);
  EXPECT_THAT(run.err, HasSubstr("no-such.json"));
}

TEST_F(ExecToolTest, NeedsAProgram) {
  const ToolRun run = Run("exec throttled.json");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("CMD is required"));
}

TEST_F(ExecToolTest, GivesTheProgramAllThatAnSdkNeeds) {
  const ToolRun run = Run("exec throttled.json -- env", "AWS_PROFILE=mine NO_PROXY=intranet");

  for (const char* const line :
       {"\nAWS_ACCESS_KEY_ID=test\n", "\nAWS_SECRET_ACCESS_KEY=test\n", "\nAWS_REGION=eu-west-1\n",
        "\nAWS_DEFAULT_REGION=eu-west-1\n", "\nAWS_EC2_METADATA_DISABLED=true\n",
        "\nAWS_ENDPOINT_URL=http://127.0.0.1:", "\nAWS_ENDPOINT_URL_APPSTREAM=http://127.0.0.1:",
        "\nFAKESTREAM_URL=http://127.0.0.1:", "\nNO_PROXY=intranet,127.0.0.1,localhost\n"}) {
    EXPECT_THAT("\n" + run.out, HasSubstr(line));
  }
  EXPECT_THAT(run.out, ::testing::Not(HasSubstr("AWS_PROFILE")));
}

TEST_F(ExecToolTest, GivesTheProgramTheFirstCredentialsOfTheScenario) {
  Write("signed.json", R"({
    "version": 1,
    "given": { "credentials": [
      { "access_key_id": "AKID1", "secret_access_key": "secret", "session_token": "token" },
      { "access_key_id": "AKID2", "secret_access_key": "other" }
    ] }
  })");
  const std::string show =
      " -- sh -c 'echo $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY ${AWS_SESSION_TOKEN-none}'";

  EXPECT_EQ(Run("exec signed.json" + show).out, "AKID1 secret token\n");
  EXPECT_EQ(Run("exec throttled.json" + show, "AWS_SESSION_TOKEN=mine").out, "test test none\n");
}

TEST_F(ExecToolTest, VerifiesSignaturesWhenAsked) {
  EXPECT_THAT(Run("exec throttled.json --verify-signatures -- bash client.sh").out,
              HasSubstr("MissingAuthenticationTokenException"));
}

TEST_F(ExecToolTest, PassesItsSignalsOn) {
  // The program ends with 9 when it is told to terminate.
  Write("trap.sh", "trap 'exit 9' TERM\necho ready\nwhile :; do sleep 0.05; done\n");
  Write("end.sh", R"("$1" exec throttled.json -- bash trap.sh >ready.txt &
while ! grep -q ready ready.txt 2>/dev/null; do sleep 0.05; done
kill -TERM $!
wait $!
)");

  EXPECT_EQ(RunShell("bash end.sh " FAKESTREAM_TOOL).exit_code, 9);
}

TEST_F(ExecToolTest, WritesTheSameReportsAsReplay) {
  const ToolRun run =
      Run("exec throttled.json --report junit=report.xml --report json -- bash client.sh");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(Read("report.xml"), HasSubstr("the first call is throttled"));
  EXPECT_THAT(run.out, HasSubstr(R"("passed": 1)"));
}

class ServeToolTest : public ExecToolTest {};

TEST_F(ServeToolTest, ServesUntilItIsToldToEnd) {
  Write("serve.sh", R"("$1" serve throttled.json --port-file port.txt >out.txt &
while ! test -s port.txt; do sleep 0.02; done
AWS_ENDPOINT_URL=http://127.0.0.1:$(cat port.txt) bash client.sh
kill -TERM $!
wait $!
)");

  const ToolRun run = RunShell("bash serve.sh " FAKESTREAM_TOOL);

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("ThrottlingException"));
  EXPECT_THAT(Read("out.txt"), StartsWith("listening on http://127.0.0.1:"));
  EXPECT_THAT(run.err, HasSubstr("1 passed"));
}

TEST_F(ServeToolTest, RefusesBadOptions) {
  EXPECT_THAT(Run("serve --port 65536").err,
              HasSubstr("--port \"65536\": must be a number from 0 to 65535"));
  EXPECT_THAT(Run("serve --clock fast").err,
              HasSubstr("--clock \"fast\": must be auto, manual or real"));
  EXPECT_THAT(Run("serve --hang long").err,
              HasSubstr("--hang \"long\": must be a duration such as 2s"));
  const ToolRun nowhere = Run("serve --address nowhere");
  EXPECT_EQ(nowhere.exit_code, 2);
  EXPECT_EQ(nowhere.err, "fakestream: cannot listen on nowhere: not an IP address\n");
}

}  // namespace
}  // namespace fakestream::internal
