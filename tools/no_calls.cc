// SPDX-License-Identifier: Apache-2.0
#include "tools/no_calls.h"

namespace fakestream::tool {

// Who reads them: "Service-specific endpoints" in the AWS SDKs and Tools Reference Guide names the
// SDKs; the versions are those of the AWS Developer Tools Blog ("Improved flexibility when
// configuring endpoint URLs", for the CLI), the change logs of botocore (1.31.0; boto3 1.28.0 goes
// with it) and of aws-sdk-core for Ruby (3.178.0), aws-sdk-js-v3's issue 5364 (3.428.0 does),
// aws-sdk-go-v2's issue 2226 (November 2023). Who does not: no word of them is in the sources of
// aws-sdk-cpp 1.8.186 and 1.11.117, aws-sdk 2.1693.0 for JavaScript and aws-sdk-go 1.44.133.
std::string HowClientsFindUs() {
  return "AWS_ENDPOINT_URL_APPSTREAM and AWS_ENDPOINT_URL are read by AWS CLI 1.29 and 2.13, boto3 "
         "1.28, the SDKs for Ruby (aws-sdk-core 3.178), JavaScript v3 (3.428) and Go v2 (November "
         "2023), and later ones\n"
         "they are not read by boto3 1.26 and AWS CLI 2.9 (those of Debian 12), the SDKs for C++ "
         "(1.8.186, 1.11.117), Go v1 and JavaScript v2\n"
         "give such a client the endpoint itself: --endpoint-url \"$FAKESTREAM_URL\", "
         "endpoint_url=os.environ[\"FAKESTREAM_URL\"]";
}

std::string WhyNoCalls(Sealing sealing) {
  std::string text = "no call reached the endpoint\n" + HowClientsFindUs();
  if (sealing == Sealing::kOpen) {
    text += "\nwith --sealed this report says what the program tried to reach instead";
  }
  return text;
}

}  // namespace fakestream::tool
