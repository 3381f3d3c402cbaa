// SPDX-License-Identifier: Apache-2.0
// A server ends when it is told to, whatever its thread does.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;

// Keeps the endpoint busy with one request for long: each of 20,000 globs walks a text of 900 KB.
class EndingTest : public ToolTest {
 protected:
  EndingTest() {
    std::string faults;
    for (int i = 0; i < 20'000; ++i) {
      faults += faults.empty() ? "" : ",";
      faults += R"({"on": "DescribeImages", "optional": true, "fail": "ThrottlingException",)"
                R"( "with": {"NextToken": {"glob": "*b"}}})";
    }
    Write("slow.json", R"({"version": 1, "name": "slow", "faults": [)" + faults + "]}");
    Write("token", R"({"NextToken": ")" + std::string(900'000, 'a') + "\"}");
    Write("request", R"sh(exec 3<>"/dev/tcp/127.0.0.1/${1##*:}"
printf 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n' "$(stat -c %s token)" >&3
printf 'X-Amz-Target: PhotonAdminProxyService.DescribeImages\r\n' >&3
printf 'Content-Type: application/x-amz-json-1.1\r\n\r\n' >&3
cat token >&3
cat <&3 >/dev/null
)sh");
  }

  // Shell: sends the request, and gives the endpoint time to have it in hand.
  static std::string Request(const std::string& url) {
    return "bash request " + url + " & sleep 0.7; ";
  }
};

TEST_F(EndingTest, ServeReportsWithinTwoSecondsWhileARequestHangs) {
  const ToolRun run = RunShell("'" FAKESTREAM_TOOL
                               "' serve slow.json --port-file port --report junit=junit.xml >out & "
                               "server=$!; while [ ! -e port ]; do sleep 0.05; done; " +
                               Request("http://127.0.0.1:$(cat port)") +
                               "begin=$(date +%s%N); kill $server; wait $server; code=$?; "
                               "echo $(( ($(date +%s%N) - begin) / 1000000 )) >ms; exit $code");

  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_LT(std::stoi(Read("ms")), 2000);
  EXPECT_THAT(run.err,
              HasSubstr("the endpoint was busy with one request when it was asked to end"));
  EXPECT_THAT(Read("junit.xml"), HasSubstr("the endpoint was busy with one request"));
}

TEST_F(EndingTest, ExecEndsWithinTwoSecondsWhileARequestHangs) {
  Write("program", Request("$FAKESTREAM_URL") + "touch sent; wait");

  const ToolRun run = RunShell("'" FAKESTREAM_TOOL
                               "' exec slow.json --report junit=junit.xml -- sh program & "
                               "server=$!; while [ ! -e sent ]; do sleep 0.05; done; "
                               "begin=$(date +%s%N); kill $server; wait $server; code=$?; "
                               "echo $(( ($(date +%s%N) - begin) / 1000000 )) >ms; exit $code");

  EXPECT_EQ(run.exit_code, 128 + 15) << run.err;
  EXPECT_LT(std::stoi(Read("ms")), 2000);
  EXPECT_THAT(Read("junit.xml"), HasSubstr("the endpoint was busy with one request"));
}

TEST_F(EndingTest, ExecEndsOnASignalThatComesAfterItsProgram) {
  Write("program", Request("$FAKESTREAM_URL") + "touch sent");

  const ToolRun run = RunShell("'" FAKESTREAM_TOOL
                               "' exec slow.json -- sh program & "
                               "server=$!; while [ ! -e sent ]; do sleep 0.05; done; sleep 0.3; "
                               "begin=$(date +%s%N); kill $server; wait $server; code=$?; "
                               "echo $(( ($(date +%s%N) - begin) / 1000000 )) >ms; exit $code");

  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_LT(std::stoi(Read("ms")), 2000);
}

}  // namespace
}  // namespace fakestream::internal
