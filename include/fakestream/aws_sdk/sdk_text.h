// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text between std::string and the SDK's own string type, which has another allocator where the SDK
// was built with one.

#include <string>
#include <string_view>

#include <aws/core/utils/memory/stl/AWSString.h>

#include "fakestream/base/language.h"

namespace fakestream::internal {

inline std::string FromSdk(const Aws::String& text) {
  return {text.data(), text.size()};
}

inline Aws::String ToSdk(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace fakestream::internal
