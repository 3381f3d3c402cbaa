// SPDX-License-Identifier: Apache-2.0
#pragma once

// The version of these headers, which is that of the project: CMakeLists.txt reads it here.

#include <string_view>

#include "fakestream/base/language.h"

// major * 10000 + minor * 100 + patch, for #if.
#define FAKESTREAM_VERSION_NUMBER 100

namespace fakestream {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace fakestream
