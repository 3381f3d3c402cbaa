// SPDX-License-Identifier: Apache-2.0
#include "fakestream/version.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

TEST(VersionTest, IsThatOfTheProjectAndTheNumberSaysTheSame) {
  EXPECT_EQ(kVersion, FAKESTREAM_VERSION);
  constexpr int kNumber = FAKESTREAM_VERSION_NUMBER;
  EXPECT_EQ(fmt::format("{}.{}.{}", kNumber / 10000, kNumber / 100 % 100, kNumber % 100), kVersion);
}

}  // namespace
}  // namespace fakestream
