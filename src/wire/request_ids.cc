// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/request_ids.h"

#include <string_view>

#include "base/letters.h"

namespace fakestream {

// A UUID of version 4 (RFC 9562), but for its origin. Written by hand: every reply has one.
std::string RequestIds::Next() {
  const std::uint64_t number = given_.fetch_add(1, std::memory_order_relaxed);
  std::uint64_t high = stream_.Draw(2 * number);
  std::uint64_t low = stream_.Draw(2 * number + 1);
  high = (high & ~std::uint64_t{0xf000}) | 0x4000U;  // the version
  low = (low >> 2U) | (std::uint64_t{1} << 63U);     // the variant
  std::string id = "00000000-0000-0000-0000-000000000000";
  const auto write = [&](std::size_t begin, std::size_t end, std::uint64_t bits) {
    for (; end > begin; bits >>= 4U) id[--end] = internal::kHexDigits[bits & 0xfU];
  };
  write(0, 8, high >> 32U);
  write(9, 13, high >> 16U);
  write(14, 18, high);
  write(19, 23, low >> 48U);
  write(24, 36, low);
  return id;
}

}  // namespace fakestream
