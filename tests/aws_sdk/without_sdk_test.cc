// SPDX-License-Identifier: Apache-2.0
// Stands for all of tests/aws_sdk where there is no SDK to test against.
#include <gtest/gtest.h>

namespace fakestream {
namespace {

TEST(AwsSdkTest, RunsAgainstTheRealSdk) {
  GTEST_SKIP() << "aws-sdk-cpp was not found with its component appstream: to test against one, "
                  "configure with CMAKE_PREFIX_PATH";
}

}  // namespace
}  // namespace fakestream
