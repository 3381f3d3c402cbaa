// SPDX-License-Identifier: Apache-2.0
// What a search takes for a failure, and what it says besides.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include "tools/explore_programs.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// Shares the image, copies it, and takes for the end what no repetition mends.
constexpr const char* kShares = R"(. ./calls.sh
try() {
  for attempt in 1 2 3 4 5; do
    reply=$("$@")
    case $reply in
      *'200 OK'*) return 0 ;;
      *Throttling* | *InternalFailure* | *ServiceUnavailable* | '') ;;
      *) exit 1 ;;
    esac
  done
  exit 1
}
share() {
  call UpdateImagePermissions '{"Name":"golden","SharedAccountId":"210987654321","ImagePermissions":{"allowFleet":true}}' us-east-1
}
try share
try copy
try describe
)";

TEST_F(ExploreToolTest, FindsTheLostReplyAndNotTheQuotaOfShares) {
  Write("shares.sh", kShares);
  for (const std::string goal : {"--goal eu-west-1/golden-eu", ""}) {
    const ToolRun run = Run("explore account.json --max-faults 1 " + goal + " -- bash shares.sh");

    EXPECT_EQ(run.exit_code, 1) << goal;
    EXPECT_THAT(run.out, HasSubstr("\n  1. CopyImage call 1 in us-east-1: timeout after the "
                                   "effect\n"))
        << goal;
  }
}

TEST_F(ExploreToolTest, AFailureUnderAFaultThatDoesNotPassIsRight) {
  Write("shares.sh", kShares);
  const std::string options = "explore account.json --max-faults 1 --fault-kind ";

  const ToolRun denied = Run(options + "AccessDeniedException -- bash shares.sh");
  const ToolRun limited = Run(options + "LimitExceededException -- bash shares.sh");

  EXPECT_EQ(denied.exit_code, 0) << denied.out;
  EXPECT_THAT(limited.out,
              HasSubstr("\n  1. CopyImage call 1 in us-east-1: LimitExceededException\n"));
}

TEST_F(ExploreToolTest, NamesTheOptionThatAllowsMoreAttempts) {
  const std::string options =
      "explore account.json --max-faults 1 --fault-kind ThrottlingException --goal "
      "eu-west-1/golden-eu ";

  const ToolRun run = Run(options + "--max-attempts 3 -- bash cares.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("bounded_attempts: call 4 (CopyImage in us-east-1) is attempt "
                              "4 of the same request (at most 3: --max-attempts, "),
                    HasSubstr(" --replay --goal eu-west-1/golden-eu --max-attempts 3 -- ")));
  EXPECT_EQ(Run(options + "--max-attempts 4 -- bash cares.sh").exit_code, 0);
}

TEST_F(ExploreToolTest, AllowsFewerCallsWhereAsked) {
  const ToolRun run =
      Run("explore account.json --max-faults 0 --max-calls 1 --goal eu-west-1/golden-eu "
          "-- bash cares.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("terminates: it made more than 1 calls (--max-calls, "),
                             HasSubstr(" --replay --goal eu-west-1/golden-eu --max-calls 1 -- ")));
}

TEST_F(ExploreToolTest, GoesOnAndWritesEachThingItFinds) {
  const ToolRun run =
      Run("explore account.json --max-faults 1 --keep-going --found lost.json --goal "
          "eu-west-1/golden-eu -- bash hopes.sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out,
              AllOf(HasSubstr(" runs, 3 violations\n"), HasSubstr("written to lost.json;"),
                    HasSubstr("written to lost.2.json;"), HasSubstr("written to lost.3.json;"),
                    HasSubstr("\nsucceeds_in_the_end: "), HasSubstr("\nno_false_failure: "),
                    HasSubstr("\nsuccess_is_available: ")));
  EXPECT_EQ(Run("lint lost.json lost.2.json lost.3.json").exit_code, 0);
}

// Asks twice before it reads a reply.
constexpr const char* kAsksTwice = R"(
ask() {
  printf '%s\r\n' 'POST / HTTP/1.1' 'Host: x' 'X-Amz-Target: PhotonAdminProxyService.DescribeImages' \
    'Content-Type: application/x-amz-json-1.1' 'Content-Length: 2' 'Connection: close' '' >&$1
  printf '{}' >&$1
}
for time in 1 2 3 4 5 6; do
  exec 3<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:} 4<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}
  ask 3; ask 4
  cat <&3; cat <&4
done
exit 0
)";

TEST_F(ExploreToolTest, SaysWhereTheOrderOfCallsWasNotControlled) {
  Write("twice.sh", kAsksTwice);

  const ToolRun twice = Run(
      "explore account.json --max-faults 1 --fault-kind ThrottlingException --certificate c.json "
      "-- bash twice.sh");
  const ToolRun once =
      Run("explore account.json --max-faults 1 --fault-kind ThrottlingException -- bash -c '. "
          "./calls.sh; "
          "describe; describe; exit 0'");

  EXPECT_THAT(twice.out, HasSubstr("\n  order: not controlled; "));
  EXPECT_EQ(nlohmann::json::parse(Read("c.json"))["order_controlled"], false);
  EXPECT_THAT(once.out, Not(HasSubstr("order: ")));
}

TEST_F(ExploreToolTest, ServesItsProgramNoControlInterface) {
  const ToolRun run =
      Run("explore account.json --max-faults 0 -- bash -c '. ./calls.sh; describe; "
          "exec 3<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}; "
          "printf \"GET /_fakestream/state HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: "
          "close\\r\\n\\r\\n\" >&3; "
          "read -r version status rest <&3; [[ $status != 200 ]]'");

  EXPECT_EQ(run.exit_code, 0) << run.out;
}

TEST_F(ExploreToolTest, AHighExitCodeIsNoSignal) {
  EXPECT_THAT(Run("explore account.json -- sh -c 'exit 255'").out,
              HasSubstr("expectations: it ended with exit code 255 after no fault at all\n"));
}

TEST_F(ExploreToolTest, AFoundScenarioNeedsTheGoalThatItIsAbout) {
  Run("explore account.json --goal eu-west-1/golden-eu "
      "--disable-oracle succeeds_in_the_end --found lost.json -- bash hopes.sh");

  const ToolRun run = Run("explore lost.json --replay -- bash hopes.sh");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("no_false_failure was broken, and is not asked: give the goal\n"));
}

TEST_F(ExploreToolTest, SaysThatItDoesNotJudgePauses) {
  EXPECT_THAT(
      Run("explore account.json --max-faults 1 --goal eu-west-1/golden-eu -- bash cares.sh").out,
      HasSubstr("\n  oracles: all but no_hot_loop\n"));
}

}  // namespace
}  // namespace fakestream::internal
