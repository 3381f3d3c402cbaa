// SPDX-License-Identifier: Apache-2.0
#pragma once

// What code under test says about the copy that it was asked for, beside what became of it.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "fakestream/service/enum_names.h"

namespace fakestream {

enum class Claim : std::uint8_t {
  kNone,       // it says nothing
  kCopied,     // the image is there, AVAILABLE
  kNotCopied,  // there is no copy, and none will come
  kUnknown,    // it cannot tell
};
template <>
inline constexpr std::array kEnumNames<Claim> =
    std::to_array<std::string_view>({"nothing", "copied", "not copied", "unknown"});

// Where the copy should be once the code under test is done.
struct Goal {
  std::string region{};
  std::string image{};

  friend bool operator==(const Goal&, const Goal&) = default;
};

}  // namespace fakestream
