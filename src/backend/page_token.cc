// SPDX-License-Identifier: Apache-2.0
#include "backend/page_token.h"

#include <fmt/format.h>

#include "fakestream/base/hash.h"

namespace fakestream {
namespace {

constexpr std::size_t kSealLength = 16;

// The seal makes a mistyped, foreign or stale token as invalid here as it is at AWS.
std::string Seal(std::uint64_t scope, std::string_view position) {
  StableHash hash;
  hash.Add(scope);
  hash.Add(position);
  return fmt::format("{:016x}", hash.value());
}

std::optional<unsigned> HexDigit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return std::nullopt;
}

}  // namespace

std::string MakePageToken(std::uint64_t scope, std::string_view position) {
  std::string token = Seal(scope, position);
  for (const char byte : position) {
    token += fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
  }
  return token;
}

std::optional<std::string> ReadPageToken(std::uint64_t scope, std::string_view token) {
  if (token.size() < kSealLength || token.size() % 2 != 0) return std::nullopt;
  std::string position;
  for (std::size_t i = kSealLength; i < token.size(); i += 2) {
    const auto high = HexDigit(token[i]);
    const auto low = HexDigit(token[i + 1]);
    if (!high || !low) return std::nullopt;
    position += static_cast<char>(*high * 16 + *low);
  }
  if (token.substr(0, kSealLength) != Seal(scope, position)) return std::nullopt;
  return position;
}

}  // namespace fakestream
