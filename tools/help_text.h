// SPDX-License-Identifier: Apache-2.0
#pragma once

// What `--help` says below the options.

namespace fakestream::tool {

inline constexpr const char* kMainFooter = R"(Start here:
  fakestream init first.json       write a scenario to begin with
  fakestream replay first.json     run it
  fakestream replay --help         reports for CI, filters, shards
  fakestream exec first.json -- my-tests    any program, with any AWS SDK, against it)";

inline constexpr const char* kReplayFooter = R"(Exit codes:
  0  every expectation held and every fault fired
  1  an expectation failed
  2  bad input, bad usage, or a report could not be written
  3  a fault of fakestream itself

Examples:
  fakestream replay scenarios
  fakestream replay scenarios/throttled_by_chance.json --seed 8
  fakestream replay scenarios --report junit=report.xml --jobs 4
  fakestream replay scenarios --report html=report.html
  fakestream replay scenarios --via direct,json,cbor,endpoint-json,endpoint-cbor
  fakestream replay scenarios --filter 'copy_*' --fail-fast
  fakestream replay scenarios --shard 2/3

Without --shard, TEST_SHARD_INDEX and TEST_TOTAL_SHARDS (Bazel) or GTEST_SHARD_INDEX and
GTEST_TOTAL_SHARDS (GoogleTest) say which scenarios to run; their index counts from 0.)";

inline constexpr const char* kServeFooter = R"(Exit codes, once SIGINT or SIGTERM ends it:
  0  every fault fired
  1  one did not
  2  bad input, bad usage, no port, or a report could not be written

Examples:
  fakestream serve scenarios/lost_reply.json --port 8080
  fakestream serve --port-file port.txt &
  aws appstream describe-images --endpoint-url http://127.0.0.1:8080
  fakestream serve scenario.json --worlds by-access-key    # AWS_ACCESS_KEY_ID=test-1, test-2, ...
  fakestream serve scenario.json --drip 16/10ms --close-after 2

Its control interface tells and changes what goes on: curl http://127.0.0.1:8080/_fakestream/)";

inline constexpr const char* kExecFooter = R"(CMD finds AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_APPSTREAM and FAKESTREAM_URL, credentials (the first of
the scenario's given.credentials), a region and AWS_EC2_METADATA_DISABLED in its environment. The verdict goes to standard error.

Exit codes:
  N    of CMD when it is not 0, 128 + N when signal N ended it
  0    CMD succeeded and every fault fired
  1    CMD succeeded and a fault did not fire
  125  bad scenario, no port, or a report could not be written
  126  CMD cannot be run
  127  CMD is not found

Examples:
  fakestream exec scenario.json -- aws appstream describe-images
  fakestream exec scenario.json --report junit=report.xml -- pytest
  fakestream exec scenario.json -- sh -c 'aws --endpoint-url "$AWS_ENDPOINT_URL" appstream ...')";

}  // namespace fakestream::tool
