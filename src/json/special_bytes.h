// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace fakestream::internal {

// The bytes that cannot stand for themselves in a JSON text: quote, backslash and control
// characters (RFC 8259, section 7).
inline constexpr std::array<bool, 256> kIsSpecial = [] {
  std::array<bool, 256> is_special{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) is_special[byte] = true;
  is_special['"'] = true;
  is_special['\\'] = true;
  return is_special;
}();

}  // namespace fakestream::internal
