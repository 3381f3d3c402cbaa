// SPDX-License-Identifier: Apache-2.0
#include "fault/pointer.h"

namespace fakestream::internal {

std::string StepTo(std::string_view name) {
  std::string step = "/";
  for (const char c : name) {
    switch (c) {
      case '~': step += "~0"; break;
      case '/': step += "~1"; break;
      default: step += c;
    }
  }
  return step;
}

}  // namespace fakestream::internal
