// SPDX-License-Identifier: Apache-2.0
#include "support/left_out.h"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

namespace fakestream::internal {

void SkipIfLeftOut(std::string_view name) {
  const char* const names = std::getenv("FAKESTREAM_LEFT_OUT");  // NOLINT(concurrency-mt-unsafe)
  if (names == nullptr) return;
  const std::string all = " " + std::string(names) + " ";
  if (all.find(" " + std::string(name) + " ") == std::string::npos) return;
  GTEST_SKIP() << name << " could not be had on this machine";
}

}  // namespace fakestream::internal
