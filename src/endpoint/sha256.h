// SPDX-License-Identifier: Apache-2.0
#pragma once

// SHA-256 (FIPS 180-4) and its HMAC (RFC 2104), as signatures need them.

#include <array>
#include <string>
#include <string_view>

namespace fakestream::internal {

using Sha256Hash = std::array<char, 32>;

Sha256Hash Sha256(std::string_view text);
Sha256Hash HmacSha256(std::string_view key, std::string_view text);

inline std::string_view AsText(const Sha256Hash& hash) {
  return {hash.data(), hash.size()};
}

// "e3b0c442…"
std::string ToHex(const Sha256Hash& hash);

}  // namespace fakestream::internal
