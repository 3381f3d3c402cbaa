// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/check.h"

#include <fmt/format.h>

namespace fakestream::internal {

void FailCheck(const char* condition, const char* file, int line) {
  throw InternalError(
      fmt::format("fakestream broke its own promise `{}` at {}:{}; please report this with the "
                  "scenario and the seed",
                  condition, file, line));
}

}  // namespace fakestream::internal
