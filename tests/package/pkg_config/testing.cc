// SPDX-License-Identifier: Apache-2.0
// A test without CMake.
#include "fakestream/testing.h"

#include <gtest/gtest.h>

TEST(WithoutCmakeTest, Runs) {
  fakestream::World world;
  EXPECT_THAT(world.Client().DeleteImage({.name = "golden"}),
              fakestream::FailsWith(fakestream::ErrorCode::kResourceNotFound));
}

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
