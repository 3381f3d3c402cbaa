// SPDX-License-Identifier: Apache-2.0
#pragma once

// Programs for `explore` to run, of bash alone, and a folder that has them.

#include "tools/tool_runner.h"

namespace fakestream::internal {

inline constexpr const char* kAccount = R"({
  "version": 1,
  "given": { "images": [{ "Name": "golden" }], "timing": { "copy": "0s" } }
})";

// Functions for clients that are bash alone: `call OPERATION BODY` prints the reply.
inline constexpr const char* kCalls = R"(
call() {
  exec 3<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:} || return
  printf '%s\r\n' 'POST / HTTP/1.1' 'Host: x' "X-Amz-Target: PhotonAdminProxyService.$1" \
    "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/$3/appstream/aws4_request, SignedHeaders=host, Signature=0" \
    'Content-Type: application/x-amz-json-1.1' "Content-Length: ${#2}" 'Connection: close' '' >&3
  printf '%s' "$2" >&3
  cat <&3
} 2>/dev/null
copy() {
  call CopyImage '{"SourceImageName":"golden","DestinationImageName":"golden-eu","DestinationRegion":"eu-west-1"}' us-east-1
}
describe() { call DescribeImages '{"Names":["golden-eu"]}' eu-west-1; }
)";

// Takes any failure for the end.
inline constexpr const char* kHopes = R"(. ./calls.sh
[[ $(copy) == *'200 OK'* ]]
)";

// Tries again, and looks whether the copy is there whatever the replies were.
inline constexpr const char* kCares = R"(. ./calls.sh
for attempt in 1 2 3 4; do
  case $(copy) in
    *'200 OK'* | *AlreadyExists*) break ;;
    *Throttling* | *LimitExceeded* | *InternalFailure* | *ServiceUnavailable* | '') ;;
    *) exit 1 ;;
  esac
done
for attempt in 1 2 3 4; do
  reply=$(describe)
  [[ $reply == *AVAILABLE* ]] && exit 0
  [[ $reply == *FAILED* ]] && exit 1
  [[ $reply == *AccessDenied* ]] && exit 75
done
exit 75
)";

class ExploreToolTest : public ToolTest {
 protected:
  ExploreToolTest() {
    Write("account.json", kAccount);
    Write("calls.sh", kCalls);
    Write("hopes.sh", kHopes);
    Write("cares.sh", kCares);
  }
};

}  // namespace fakestream::internal
