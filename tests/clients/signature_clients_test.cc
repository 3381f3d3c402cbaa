// SPDX-License-Identifier: Apache-2.0
// Real AWS clients sign; an endpoint that verifies signatures tells the right ones from the wrong.
#include <string>
#include <sys/wait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "support/left_out.h"
#include "support/temp_folder.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;

constexpr const char* kScenario = R"({
  "version": 1,
  "name": "two who may sign",
  "given": {
    "credentials": [
      { "access_key_id": "AKIDTEMPORARY", "secret_access_key": "a/secret+1", "session_token": "a+token/=" },
      { "access_key_id": "AKIDLASTING", "secret_access_key": "secret" }
    ],
    "images": [{ "Name": "golden" }]
  }
})";

// Prints the names of the images, or what the client says of the error.
constexpr const char* kAws =
    R"(/usr/bin/aws appstream describe-images --endpoint-url "$AWS_ENDPOINT_URL" $OPTIONS )";
constexpr const char* kBoto3 = R"(/usr/bin/python3 -c '
import boto3, os
from botocore import UNSIGNED
from botocore.config import Config
url = os.environ["AWS_ENDPOINT_URL"]
config = Config(signature_version=UNSIGNED) if os.environ.get("OPTIONS") else None
client = boto3.client("appstream", endpoint_url=url, config=config)
print(client.describe_images()["Images"][0]["Name"])
' )";

class SignatureClientsTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { SkipIfLeftOut(GetParam() == kAws ? "awscli" : "python3-boto3"); }

  SignatureClientsTest() { folder_.Write("scenario.json", kScenario); }

  // What the client prints, run behind these assignments of a shell.
  std::string Call(const std::string& environment) const {
    folder_.Write("client.sh", environment + "\n" + GetParam() + "2>&1\n");
    const int status = RunShell("cd '" + folder_.path().string() +
                                "' && '" FAKESTREAM_TOOL
                                "' exec scenario.json --verify-signatures -- sh client.sh "
                                ">out 2>err");
    EXPECT_TRUE(WIFEXITED(status));
    return folder_.Read("out");
  }

 private:
  TempFolder folder_{};
};

TEST_P(SignatureClientsTest, AreServedWithTheFirstCredentialsByDefault) {
  EXPECT_THAT(Call(""), HasSubstr("golden"));
}

TEST_P(SignatureClientsTest, AreServedWithOtherCredentialsOfTheScenario) {
  EXPECT_THAT(Call("unset AWS_SESSION_TOKEN\n"
                   "AWS_ACCESS_KEY_ID=AKIDLASTING AWS_SECRET_ACCESS_KEY=secret"),
              HasSubstr("golden"));
}

TEST_P(SignatureClientsTest, AreRefusedWithAWrongSecret) {
  EXPECT_THAT(Call("AWS_SECRET_ACCESS_KEY=wrong"), HasSubstr("InvalidSignatureException"));
}

TEST_P(SignatureClientsTest, AreRefusedWithAnUnknownKeyOrTheWrongToken) {
  EXPECT_THAT(Call("AWS_ACCESS_KEY_ID=AKIDNOBODY"), HasSubstr("UnrecognizedClientException"));
  EXPECT_THAT(Call("AWS_SESSION_TOKEN=other"), HasSubstr("UnrecognizedClientException"));
  EXPECT_THAT(Call("unset AWS_SESSION_TOKEN"), HasSubstr("UnrecognizedClientException"));
}

TEST_P(SignatureClientsTest, AreRefusedWithoutASignature) {
  EXPECT_THAT(Call("export OPTIONS=--no-sign-request"),
              HasSubstr("MissingAuthenticationTokenException"));
}

std::string NameOfClient(const ::testing::TestParamInfo<const char*>& info) {
  return info.index == 0 ? "AwsCli" : "Boto3";
}

INSTANTIATE_TEST_SUITE_P(Clients, SignatureClientsTest, ::testing::Values(kAws, kBoto3),
                         NameOfClient);

}  // namespace
}  // namespace fakestream::internal
