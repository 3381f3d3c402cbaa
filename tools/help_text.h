// SPDX-License-Identifier: Apache-2.0
#pragma once

// What `--help` says below the options.

namespace fakestream::tool {

inline constexpr const char* kMainFooter = R"(Start here:
  fakestream init first.json       write a scenario to begin with
  fakestream replay first.json     run it
  fakestream replay --help         reports for CI, filters, shards
  fakestream exec first.json -- my-tests    any program, with any AWS SDK, against it
  fakestream explore --help        find the faults that your program does not survive)";

inline constexpr const char* kReplayFooter = R"(Exit codes:
  0  every expectation held, in steps and under "finally", and every fault fired
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
GTEST_TOTAL_SHARDS (GoogleTest) say which scenarios to run; their index counts from 0.

A scenario called - is read from standard input; a report into the file - goes to standard output.)";

inline constexpr const char* kServeFooter = R"(Exit codes, once SIGINT or SIGTERM ends it:
  0  every fault fired, every call had an answer, and what stands under "finally" holds
  1  it was not so
  2  bad input, bad usage, no port, or a report could not be written

Examples:
  fakestream serve scenarios/lost_reply.json --port 8080
  fakestream serve --port-file port.txt &
  aws appstream describe-images --endpoint-url http://127.0.0.1:8080
  fakestream serve scenario.json --worlds by-access-key    # AWS_ACCESS_KEY_ID=test-1, test-2, ...
  fakestream serve scenario.json --drip 16/10ms --close-after 2

Its control interface tells and changes what goes on: curl http://127.0.0.1:8080/_fakestream/)";

inline constexpr const char* kExecFooter =
    R"(CMD finds AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_APPSTREAM and FAKESTREAM_URL, credentials (the first of
the scenario's given.credentials), a region and AWS_EC2_METADATA_DISABLED in its environment. An
AWS_ENDPOINT_URL of your own (LocalStack, say) stays: then only AWS_ENDPOINT_URL_APPSTREAM is set. With
--sealed, HTTP_PROXY and HTTPS_PROXY lead here, and NO_PROXY names loopback and such endpoints alone.
The verdict goes to standard error.

Exit codes:
  N    of CMD when it is not 0, 128 + N when signal N ended it
  0    CMD succeeded, every fault fired, there was a call, every call had an answer, and what
       stands under "finally" holds; the scenario's steps are not run
  1    CMD succeeded, and it was not so
  2    bad usage, or a report could never be written
  125  bad scenario, no port, or a report could not be written
  126  CMD cannot be run
  127  CMD is not found

Examples:
  fakestream exec scenario.json -- aws appstream describe-images
  fakestream exec scenario.json --report junit=report.xml -- pytest
  fakestream exec scenario.json --sealed -- pytest    # what does it reach besides?
  fakestream exec scenario.json -- sh -c 'aws --endpoint-url "$FAKESTREAM_URL" appstream ...')";

inline constexpr const char* kExploreFooter =
    R"(CMD is run once per schedule, fewest faults first, silently, with the environment that exec gives;
no control interface is served to it.
Found is the smallest schedule that it does not survive; it is shown, written as a scenario, and the
program is run under it once more aloud. What CMD prints decides nothing, its exit code does.

Oracles, which --disable-oracle takes (no_hot_loop is for C++ tests: a program's own pauses are no
virtual time):
  terminates            it ends within --max-calls, and within --timeout
  throws_nothing        no signal ends it (128 + N, as a shell says, counts as one)
  expectations          its exit code is 0, or a fault acted that does not pass (without --goal)
  success_is_available  what it calls copied is AVAILABLE at the goal
  finally               what the file demands under "finally" holds where it exits with 0
  no_false_failure      what it calls not copied is neither there nor on its way
  no_orphan             it leaves no image anywhere but at the goal
  given_is_kept         the images that were there before still are
  no_verbatim_retry     it does not repeat a request that no repetition can mend
  bounded_attempts      it gives up a request that keeps failing (--max-attempts); polls may fail
                        until its deadline
  succeeds_in_the_end   faults that pass do not keep it from its goal (--transient-faults)

Exit codes:
  0    it survives every schedule
  1    it does not, or does not do the same twice, or made no call at all, or one that nothing
       answered (the search does not begin then)
  2    bad input, bad usage, no port, or a file could not be written
  126  CMD cannot be run
  127  CMD is not found
  128 + N  signal N ended the search

Examples:
  fakestream explore account.json -- pytest -q
  fakestream explore account.json --goal eu-west-1/golden-eu -- python3 mirror.py
  fakestream explore account.found.json --replay --goal eu-west-1/golden-eu -- python3 mirror.py)";

}  // namespace fakestream::tool
