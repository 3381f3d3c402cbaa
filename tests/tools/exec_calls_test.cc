// SPDX-License-Identifier: Apache-2.0
// What a program called, and what it tried to call, decides beside its faults.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ExecCallsTest : public ToolTest {
 protected:
  ExecCallsTest() {
    Write("x.json",
          R"({"version": 1, "name": "an image", "given": {"images": [{"Name": "golden"}]}})");
    // send HEADLINE HEADER…: sends a request with the body {} by bash alone, and prints the reply.
    Write("lib.sh", R"(send() {
  exec 3<>"/dev/tcp/127.0.0.1/${FAKESTREAM_URL##*:}"
  printf '%s\r\n' "$@" 'Host: 127.0.0.1' 'Content-Length: 2' 'Connection: close' '' >&3
  printf '{}' >&3
  cat <&3
}
signed() { printf 'Authorization: AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0' "$1"; }
json='Content-Type: application/x-amz-json-1.1'
call() { send 'POST / HTTP/1.1' "$json" 'X-Amz-Target: PhotonAdminProxyService.DescribeImages'; }
)");
  }

  // Runs lines of bash, which know these functions, under `exec OPTIONS`.
  ToolRun Exec(const std::string& options, const std::string& lines,
               const std::string& variables = "") const {
    Write("program.sh", ". ./lib.sh\n" + lines + "\n");
    return Run("exec " + options + " -- bash program.sh", variables);
  }
};

TEST_F(ExecCallsTest, FailsWithoutASingleCallAndSaysWhy) {
  const ToolRun run = Run("exec x.json --report junit=x.xml -- true");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("no call reached the endpoint"),
                    HasSubstr("AWS_ENDPOINT_URL_APPSTREAM and AWS_ENDPOINT_URL are read by"),
                    HasSubstr("boto3 1.28"), HasSubstr("--endpoint-url \"$FAKESTREAM_URL\""),
                    HasSubstr("with --sealed this report says what")));
  EXPECT_THAT(Read("x.xml"), HasSubstr("message=\"no call reached the endpoint\""));
}

TEST_F(ExecCallsTest, ACallIsACallWhateverIsResetBehindIt) {
  const ToolRun run = Exec("x.json", "call; send 'POST /_fakestream/reset HTTP/1.1'");

  EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST_F(ExecCallsTest, KeepsAnEndpointOfTheUsers) {
  const ToolRun run = Exec(
      "x.json", "call >reply; echo $AWS_ENDPOINT_URL $AWS_ENDPOINT_URL_APPSTREAM $FAKESTREAM_URL",
      "AWS_ENDPOINT_URL=http://localstack:4566 AWS_ENDPOINT_URL_APPSTREAM=http://other");

  EXPECT_THAT(run.out, StartsWith("http://localstack:4566 http://127.0.0.1:"));
  EXPECT_THAT(run.out, Not(HasSubstr("other")));
}

TEST_F(ExecCallsTest, AnExecInsideAnExecHasItsOwnEndpoint) {
  Write("inner.sh", R"sh(outer=$AWS_ENDPOINT_URL
"$TOOL" exec x.json -- sh -c 'test "$AWS_ENDPOINT_URL" = "$FAKESTREAM_URL" && echo "$AWS_ENDPOINT_URL"' >inner
test "$(cat inner)" != "$outer" && echo differs
)sh");

  EXPECT_EQ(Run("exec x.json -- bash inner.sh", "TOOL='" FAKESTREAM_TOOL "'").out, "differs\n");
}

TEST_F(ExecCallsTest, RefusesARequestForAnotherServiceInTheFormOfItsProtocol) {
  const std::string said = "fakestream is AppStream alone, and this request is signed for ";

  const ToolRun run = Exec("x.json", R"sh(call >/dev/null
send 'POST / HTTP/1.1' 'X-Amz-Target: DynamoDB_20120810.ListTables' "$(signed dynamodb)"; echo
send 'GET /bucket HTTP/1.1' "$(signed s3)"; echo
send 'GET /b?X-Amz-Credential=AKID%2F20261122%2Fus-east-1%2Fs3%2Faws4_request HTTP/1.1'; echo
send 'POST / HTTP/1.1' 'Content-Type: application/x-www-form-urlencoded; charset=utf-8' "$(signed sts)"; echo
send 'POST /invoke HTTP/1.1' "$(signed lambda)"; echo
send 'POST /service/Other/operation/Do HTTP/1.1' 'smithy-protocol: rpc-v2-cbor' "$(signed other)"; echo)sh");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr(R"({"__type":"ServiceNotSimulated","message":")" + said +
                                       "dynamodb\"}"),
                             HasSubstr("<Error><Code>ServiceNotSimulated</Code><Message>" + said +
                                       "s3</Message></Error>"),
                             HasSubstr("<ErrorResponse><Error><Type>Sender</Type><Code>"),
                             HasSubstr("x-amzn-ErrorType: ServiceNotSimulated"),
                             HasSubstr("smithy-protocol: rpc-v2-cbor"), Not(HasSubstr(" 200 OK"))));
  for (const char* const row :
       {"nothing answered dynamodb (1 call)", "nothing answered s3 (2 calls)",
        "nothing answered sts (1 call)", "nothing answered lambda (1 call)",
        "nothing answered other (1 call)"}) {
    EXPECT_THAT(run.err, HasSubstr(row));
  }
}

TEST_F(ExecCallsTest, AllowsAnotherServiceByName) {
  Write("x.json", R"({"version": 1, "name": "x", "given": {"unanswered": {"s3": "allowed"}}})");

  const ToolRun run = Exec("x.json", "call; send 'GET /bucket HTTP/1.1' \"$(signed s3)\"");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("nothing answered s3 (1 call)"));
}

TEST_F(ExecCallsTest, SealedIsTheProxyOfItsProgram) {
  const ToolRun run = Run(
      "exec x.json --sealed -- env",
      "HTTP_PROXY=http://proxy NO_PROXY=intranet ALL_PROXY=socks5://proxy "
      "AWS_ENDPOINT_URL=http://localstack:4566 AWS_ENDPOINT_URL_S3=http://user@minio:9000/path");

  for (const char* const line :
       {"\nHTTP_PROXY=http://127.0.0.1:", "\nhttp_proxy=http://127.0.0.1:",
        "\nHTTPS_PROXY=http://127.0.0.1:", "\nhttps_proxy=http://127.0.0.1:"}) {
    EXPECT_THAT("\n" + run.out, HasSubstr(line));
  }
  for (const std::string name : {"NO_PROXY", "no_proxy"}) {
    EXPECT_THAT("\n" + run.out, HasSubstr("\n" + name + "=::1,127.0.0.1,localhost,"));
  }
  EXPECT_THAT(run.out, AllOf(HasSubstr(",localstack"), HasSubstr(",minio"),
                             Not(HasSubstr("intranet")), Not(HasSubstr("ALL_PROXY"))));
}

TEST_F(ExecCallsTest, SealedRefusesOtherHostsAndReportsThem) {
  const ToolRun run = Exec("x.json --sealed", R"(call >/dev/null
send 'CONNECT AppStream2.us-east-1.amazonaws.com:443 HTTP/1.1'; echo
send 'GET http://169.254.169.254/latest/meta-data/ HTTP/1.1'; echo
send 'GET http://[2001:db8::1]:8080/ HTTP/1.1'; echo)");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(StartsWith("HTTP/1.1 403 Forbidden"),
                             HasSubstr("fakestream is AppStream alone and passes nothing on: "
                                       "appstream2.us-east-1.amazonaws.com is refused\n"),
                             Not(HasSubstr("200 OK"))));
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("nothing answered appstream2.us-east-1.amazonaws.com (1 call)"),
                    HasSubstr("nothing answered 169.254.169.254 (1 call)"),
                    HasSubstr("nothing answered 2001:db8::1 (1 call)"),
                    HasSubstr("exec x.json --sealed -- bash program.sh")));
}

TEST_F(ExecCallsTest, SealedAllowsAHostByName) {
  Write("x.json",
        R"({"version": 1, "name": "x", "given": {"unanswered": {"pypi.org": "allowed"}}})");

  const ToolRun run = Exec("x.json --sealed", "call; send 'CONNECT pypi.org:443 HTTP/1.1'");

  EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST_F(ExecCallsTest, ServesARequestThatNamesItselfInFull) {
  const ToolRun run = Exec("x.json --sealed",
                           "send \"POST $FAKESTREAM_URL/ HTTP/1.1\" \"$json\" "
                           "'X-Amz-Target: PhotonAdminProxyService.DescribeImages'");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, StartsWith("HTTP/1.1 200 OK"));
}

}  // namespace
}  // namespace fakestream::internal
