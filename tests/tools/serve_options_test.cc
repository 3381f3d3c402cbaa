// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// A script of one fault, for somebody else's client.
constexpr const char* kThrottledFile = R"({
  "version": 1,
  "name": "the first call is throttled",
  "faults": [{ "on": "DescribeImages", "calls": "1", "fail": "ThrottlingException" }]
})";

// Describes images by bash alone, signed by $1, and prints the reply.
constexpr const char* kClientScript = R"(exec 3<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}
printf '%s\r\n' 'POST / HTTP/1.1' 'Host: x' 'X-Amz-Target: PhotonAdminProxyService.DescribeImages' \
  "Authorization: AWS4-HMAC-SHA256 Credential=$1/20261122/us-east-1/appstream/aws4_request" \
  'Content-Type: application/x-amz-json-1.1' 'Content-Length: 2' 'Connection: close' '' >&3
printf '{}' >&3
cat <&3
)";

class ServeOptionsTest : public ToolTest {
 protected:
  ServeOptionsTest() {
    Write("throttled.json", kThrottledFile);
    Write("client.sh", kClientScript);
  }
};

TEST_F(ServeOptionsTest, GivesEachAccessKeyIdAWorldAndJudgesAll) {
  const ToolRun run =
      Run("exec throttled.json --worlds by-access-key -- "
          "bash -c 'bash client.sh A; bash client.sh B; bash client.sh B'");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err, AllOf(HasSubstr("access key id A"), HasSubstr("access key id B"),
                             HasSubstr("2 passed, 0 failed; 3 calls")));
  EXPECT_EQ(Run("exec throttled.json --worlds by-access-key -- true").exit_code, 1);
}

TEST_F(ServeOptionsTest, ShowsHowAProgramIsGiven) {
  EXPECT_THAT(Run("exec --help").out,
              HasSubstr("Usage: fakestream exec [OPTIONS] SCENARIO -- CMD...\n"));
}

TEST_F(ServeOptionsTest, SendsSlowlyAndClosesWhenAsked) {
  const ToolRun run = Run("exec throttled.json --drip 64/1ms --close-after 1 -- bash client.sh A");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(HasSubstr("ThrottlingException"), HasSubstr("Rate exceeded")));
}

TEST_F(ServeOptionsTest, RefusesBadOptions) {
  for (const std::string text :
       {"16", "16/", "/10ms", "0/10ms", "70000/10ms", "16/1us", "16/11s"}) {
    EXPECT_THAT(Run("serve --drip " + text).err,
                HasSubstr("--drip \"" + text + "\": must be BYTES/PAUSE, as in 16/10ms"));
  }
  for (const std::string text : {"0", "x", "-1", "1000001"}) {
    EXPECT_THAT(Run("serve --close-after=" + text).err,
                HasSubstr("--close-after \"" + text + "\": must be a number from 1 to 1000000"));
  }
  EXPECT_THAT(Run("serve --hang 200000d").err,
              HasSubstr("--hang \"200000d\": must be a duration such as 2s, of at most 1000h"));
  EXPECT_THAT(Run("serve --worlds two").err,
              HasSubstr("--worlds \"two\": must be one or by-access-key"));
}

}  // namespace
}  // namespace fakestream::internal
