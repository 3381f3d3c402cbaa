// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include "tools/explore_programs.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(ExploreToolTest, DoesNotSearchWhereNothingAnswersACall) {
  Write("roll.sh", ". ./calls.sh\ncall StopFleet '{}' us-east-1\ncopy; exit 0\n");

  const ToolRun run = Run("explore account.json --certificate c.json -- bash roll.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, StartsWith("stopped after 1 run: a call had no answer\n"));
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("nothing answered StopFleet (1 call)\n"),
                    HasSubstr(R"({"on": "StopFleet", "fail": "ResourceNotFoundException"})"),
                    HasSubstr(R"("unanswered": {"StopFleet": "allowed"})")));
  EXPECT_EQ(nlohmann::json::parse(Read("c.json")).at("unanswered").at(0).at("name"), "StopFleet");
}

TEST_F(ExploreToolTest, DoesNotSearchWhereAnotherServiceIsAsked) {
  Write("who.sh", R"sh(. ./calls.sh
exec 4<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}
printf '%s\r\n' 'POST / HTTP/1.1' 'Host: x' 'Content-Length: 0' 'Connection: close' \
  'Authorization: AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0' '' >&4
cat <&4
copy; exit 0
)sh");

  const ToolRun run = Run("explore account.json -- bash who.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, StartsWith("stopped after 1 run: a call had no answer\n"));
  EXPECT_THAT(run.err, AllOf(HasSubstr("nothing answered sts (1 call)"),
                             HasSubstr(R"("unanswered": {"sts": "allowed"})")));
}

TEST_F(ExploreToolTest, JudgesWhatMustHoldInTheEndAndStoresIt) {
  Write("finally.json", R"({ "version": 1, "given": { "images": [{ "Name": "golden" }] },
    "steps": [{ "call": "DescribeImages" }],
    "finally": [{ "image": "golden-eu", "region": "eu-west-1", "is": { "State": "AVAILABLE" } }] })");
  Write("copy.sh", ". ./calls.sh\n[[ $(copy) == *'200 OK'* ]]\n");

  const ToolRun run = Run("explore finally.json --found f.json -- bash copy.sh");
  const ToolRun again = Run("explore f.json --replay -- bash copy.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(
      run.out,
      AllOf(HasSubstr(R"(finally: finally[0]/is/State: expected "AVAILABLE" but got "COPYING")"),
            HasSubstr("  without any fault\n"), HasSubstr("  1 step of the file not run")));
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.out, HasSubstr("f.json: still fails\n  finally: finally[0]/is/State"));
}

TEST_F(ExploreToolTest, FindsTheLostReplyAndWritesItDown) {
  const ToolRun run =
      Run("explore account.json --goal eu-west-1/golden-eu "
          "--disable-oracle succeeds_in_the_end -- bash hopes.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(
      run.out,
      AllOf(StartsWith("1 violation, after "), HasSubstr("; it survived the run without faults\n"),
            HasSubstr("no_false_failure: it says not copied, but image golden-eu is AVAILABLE in "
                      "eu-west-1\n  1. CopyImage call 1 in us-east-1: timeout after the effect\n"
                      "     or: reset after the effect\n"),
            HasSubstr("(the service had done it) [fault 0]"),
            HasSubstr(
                "written to account.found.json; to run it again:\n"
                "  fakestream explore account.found.json --replay --goal "
                "eu-west-1/golden-eu --disable-oracle succeeds_in_the_end -- bash hopes.sh\n")));
  EXPECT_EQ(Run("lint account.found.json").exit_code, 0);
  EXPECT_EQ(Run("exec account.found.json -- bash hopes.sh").exit_code, 1);
}

TEST_F(ExploreToolTest, TellsAFoundScenarioThatFailsFromFixedAndDrifted) {
  Run("explore account.json --goal eu-west-1/golden-eu --disable-oracle succeeds_in_the_end "
      "--found lost.json -- bash hopes.sh");
  const std::string replay =
      "explore lost.json --replay --goal eu-west-1/golden-eu --disable-oracle succeeds_in_the_end "
      "-- ";

  const ToolRun failing = Run(replay + "bash hopes.sh");
  EXPECT_EQ(failing.exit_code, 1);
  EXPECT_THAT(failing.out, StartsWith("lost.json: still fails\n  no_false_failure: "));

  const ToolRun fixed = Run(replay + "bash cares.sh");
  EXPECT_EQ(fixed.exit_code, 0);
  EXPECT_EQ(fixed.out, "lost.json: fixed\n");

  const ToolRun drifted = Run(replay + "sh -c 'exit 75'");
  EXPECT_EQ(drifted.exit_code, 1);
  EXPECT_THAT(drifted.out, StartsWith("lost.json: drifted\n"));
}

TEST_F(ExploreToolTest, CertifiesAProgramThatSurvives) {
  const ToolRun run =
      Run("explore account.json --max-faults 1 --certificate c.json --goal "
          "eu-west-1/golden-eu -- bash cares.sh");

  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_THAT(run.out, StartsWith("every schedule of at most 1 fault: "));
  const auto certificate = nlohmann::json::parse(Read("c.json"));
  EXPECT_EQ(certificate["passed"], true);
  EXPECT_EQ(certificate["complete_up_to"], 1);
}

TEST_F(ExploreToolTest, PlaysOnlyTheFaultsThatAreWanted) {
  const ToolRun run = Run(
      "explore account.json --fault-kind ThrottlingException --fault-kind 'slow reply' --goal "
      "eu-west-1/golden-eu --disable-oracle succeeds_in_the_end --max-faults 1 -- bash hopes.sh");

  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_THAT(run.out, HasSubstr("; only ThrottlingException, slow reply\n"));
  EXPECT_THAT(run.out, Not(HasSubstr("timeout")));
}

TEST_F(ExploreToolTest, GivesTheSameWhateverTheNumberOfJobs) {
  const std::string options = "explore account.json --max-faults 1 --goal eu-west-1/golden-eu ";

  const ToolRun one = Run(options + "--jobs 1 -- bash cares.sh");
  const ToolRun several = Run(options + "--jobs 5 -- bash cares.sh");

  EXPECT_EQ(one.out, several.out);
}

TEST_F(ExploreToolTest, ACertificateThatCannotBeWrittenTakesNothingElseAway) {
  const ToolRun run =
      Run("explore account.json --certificate /dev/fd/7 -- bash hopes.sh 7>/dev/full");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("cannot write /dev/fd/7: No space left on device"));
  EXPECT_THAT(run.out, HasSubstr("written to account.found.json"));
}

TEST_F(ExploreToolTest, ReplaysNothingThatHasNothingToShow) {
  const ToolRun run = Run("explore account.json --replay -- true");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("account.json: it has no faults, and no search wrote it\n"));
}

// Each of several programs at a time hears that its own connection is closed.
TEST_F(ExploreToolTest, GivesItsProgramsNoConnectionOfAnother) {
  Write("alone.sh",
        "ls -l /proc/self/fd | grep socket && exit 1\n. ./calls.sh\ndescribe\nexit 0\n");

  const ToolRun run = Run("explore account.json --max-faults 1 --jobs 4 -- bash alone.sh");

  EXPECT_EQ(run.exit_code, 0) << run.out;
}

TEST_F(ExploreToolTest, GivesItsProgramsNoInput) {
  const ToolRun run = RunShell("echo line | " FAKESTREAM_TOOL
                               " explore account.json --max-faults 1 --fault-kind reset -- "
                               "bash -c '. ./calls.sh; describe; ! read line'");

  EXPECT_EQ(run.exit_code, 0) << run.out;
}

TEST_F(ExploreToolTest, IsNotContentWithAProgramThatNeverCalls) {
  const ToolRun run = Run("explore account.json --certificate c.json -- true");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("this shows nothing: it made no call that could meet a fault\n"));
  EXPECT_THAT(run.err, HasSubstr("no fault met a call of it\nAWS_ENDPOINT_URL_APPSTREAM and"));
  EXPECT_EQ(nlohmann::json::parse(Read("c.json"))["vacuous"], true);
}

TEST_F(ExploreToolTest, SaysOfAProgramThatFailsThatNoCallOfItArrived) {
  const ToolRun run = Run("explore account.json -- sh -c 'exit 3'");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("expectations: it ended with exit code 3 after no fault at all"));
  EXPECT_THAT(run.err, HasSubstr("no call of the program reached the endpoint\n"
                                 "AWS_ENDPOINT_URL_APPSTREAM and"));
}

TEST_F(ExploreToolTest, WithoutAGoalTheExitCodeDecides) {
  const ToolRun run = Run("explore account.json -- bash hopes.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("expectations: it ended with exit code 1"),
                             HasSubstr("CopyImage call 1 in us-east-1: ThrottlingException")));
}

TEST_F(ExploreToolTest, EndsWhatDoesNotEnd) {
  const ToolRun run =
      Run("explore account.json --timeout 200ms -- sh -c '. ./calls.sh; sleep 60 & wait'");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(
      run.out,
      HasSubstr("terminates: it did not end within 200ms (--timeout)\n  without any fault"));
  EXPECT_THAT(run.out,
              HasSubstr(" --replay --timeout 200ms -- sh -c '. ./calls.sh; sleep 60 & wait'\n"));
  EXPECT_EQ(Run("explore account.found.json --replay --timeout 200ms -- sleep 60").exit_code, 1);
}

TEST_F(ExploreToolTest, ToldOfASignalItIsNotAFailureOfItsOwn) {
  const ToolRun run = Run("explore account.json -- sh -c 'kill -11 $$'");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("throws_nothing: signal 11 ended it"));
}

TEST_F(ExploreToolTest, SaysOfAProgramThatItIsNotDeterministic) {
  Write("random.sh", R"(. ./calls.sh
call CopyImage "{\"SourceImageName\":\"golden\",\"DestinationImageName\":\"g$RANDOM$RANDOM\",\"DestinationRegion\":\"eu-west-1\"}" us-east-1
exit 0
)");

  const ToolRun run = Run("explore account.json -- bash random.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("the program does not do the same twice"),
                             HasSubstr("one run: "), HasSubstr("another run: ")));
}

TEST_F(ExploreToolTest, SaysWhyAProgramDidNotRun) {
  const ToolRun run = Run("explore account.json -- ./no-such-program");

  EXPECT_EQ(run.exit_code, 127);
  EXPECT_THAT(run.err, HasSubstr("cannot run ./no-such-program: No such file or directory\n"));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST_F(ExploreToolTest, EndsWithTheSignalThatEndedIt) {
  const ToolRun run =
      RunShell("timeout --signal=TERM 1 " FAKESTREAM_TOOL " explore account.json -- sleep 30");

  EXPECT_EQ(run.exit_code, 124);  // timeout's own
  EXPECT_THAT(RunShell("pgrep -f '^sleep 30$' || true").out, Not(HasSubstr("1")));
}

TEST_F(ExploreToolTest, RefusesOptionsThatMakeNoSense) {
  const auto refused = [&](const std::string& options) {
    const ToolRun run = Run("explore account.json " + options + " -- true");
    EXPECT_EQ(run.exit_code, 2) << options;
    return run.err;
  };

  EXPECT_THAT(refused("--goal eu-west-1"), HasSubstr("must be REGION/IMAGE"));
  EXPECT_THAT(refused("--disable-oracle nothing"),
              HasSubstr("--disable-oracle: unknown oracle \"nothing\"; there are "));
  EXPECT_THAT(refused("--fault-kind Throtling"),
              HasSubstr("--fault-kind: unknown fault \"Throtling\""));
  EXPECT_THAT(refused("--max-faults 9"), HasSubstr("from 0 to 8"));
  EXPECT_THAT(refused("--shard 3/2"), HasSubstr("1 <= I <= N"));
  EXPECT_THAT(refused("--timeout soon"), HasSubstr("must be a duration"));
  EXPECT_THAT(refused("--max-time 1001h"), HasSubstr("of at most 1000h"));
  EXPECT_THAT(refused("--max-runs 0"), HasSubstr("--max-runs \"0\": must be a number from 1 to "));
  EXPECT_THAT(refused("--max-attempts 0"), HasSubstr("must be a number from 1 to "));
  EXPECT_THAT(refused("--max-calls 0"), HasSubstr("must be a number from 1 to 100000"));
  EXPECT_THAT(refused("--jobs 0"), HasSubstr("must be a number from 1 to 1024"));
  EXPECT_THAT(refused("--max-time 0s"), HasSubstr("must be longer than nothing"));
  EXPECT_THAT(refused("--timeout 0s"), HasSubstr("must be longer than nothing"));
  EXPECT_EQ(Run("explore missing.json -- true").exit_code, 2);
  EXPECT_EQ(Run("explore account.json").exit_code, 2);
}

// Waits for an image that ends STUCK.
constexpr const char* kWaitsForEver = R"(. ./calls.sh
copy
until [[ $(describe) == *AVAILABLE* ]]; do :; done
)";

TEST_F(ExploreToolTest, WhatPollsForEverDoesNotTerminate) {
  Write("waits.sh", kWaitsForEver);
  const std::string options =
      " --fault-kind 'is STUCK' --goal eu-west-1/golden-eu --timeout 1s -- bash waits.sh";

  const ToolRun run = Run("explore account.json --found stuck.json" + options);

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("terminates: it did not end within 1s (--timeout)\n"),
                             HasSubstr("  1. CopyImage call 1 in us-east-1: is STUCK\n")));
  EXPECT_THAT(Run("explore stuck.json --replay" + options).out,
              HasSubstr("stuck.json: still fails\n  terminates: "));
}

TEST_F(ExploreToolTest, EndsWhatMakesTooManyCalls) {
  Write("many.sh", ". ./calls.sh\nfor ((i = 0; i < 1100; ++i)); do describe; done\n");

  const ToolRun run = Run("explore account.json -- bash many.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(
      run.out,
      HasSubstr("terminates: it made more than 1000 calls (--max-calls, OracleOptions::limits)\n"));
  EXPECT_THAT(Run("explore account.found.json --replay -- bash many.sh").out,
              HasSubstr("account.found.json: still fails\n  terminates: it made more than 1000"));
}

}  // namespace
}  // namespace fakestream::internal
