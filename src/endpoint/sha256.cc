// SPDX-License-Identifier: Apache-2.0
// OpenSSL's plain functions, which it has called old since 3.0. The new ones load the whole
// library, and with it every start of the tool would take half as long again; these are 20 KB of a
// static one.
#define OPENSSL_API_COMPAT 10101
#include "endpoint/sha256.h"

#include <openssl/sha.h>

#include "base/letters.h"

namespace fakestream::internal {
namespace {

constexpr std::size_t kBlock = SHA256_CBLOCK;
using Block = std::array<char, kBlock>;

class Hashing {
 public:
  Hashing() { SHA256_Init(&state_); }

  Hashing& Add(std::string_view text) {
    SHA256_Update(&state_, text.data(), text.size());
    return *this;
  }

  Sha256Hash Finish() {
    std::array<unsigned char, sizeof(Sha256Hash)> bytes{};
    SHA256_Final(bytes.data(), &state_);
    Sha256Hash hash{};
    for (std::size_t i = 0; i < bytes.size(); ++i) hash.at(i) = static_cast<char>(bytes.at(i));
    return hash;
  }

 private:
  SHA256_CTX state_{};
};

std::string_view View(const Block& block) {
  return {block.data(), block.size()};
}

}  // namespace

Sha256Hash Sha256(std::string_view text) {
  return Hashing().Add(text).Finish();
}

Sha256Hash HmacSha256(std::string_view key, std::string_view text) {
  const Sha256Hash short_key = Sha256(key);
  if (key.size() > kBlock) key = AsText(short_key);
  Block inner{};
  Block outer{};
  for (std::size_t i = 0; i < kBlock; ++i) {
    const char byte = i < key.size() ? key[i] : '\0';
    inner.at(i) = static_cast<char>(byte ^ 0x36);
    outer.at(i) = static_cast<char>(byte ^ 0x5c);
  }
  const Sha256Hash hash = Hashing().Add(View(inner)).Add(text).Finish();
  return Hashing().Add(View(outer)).Add(AsText(hash)).Finish();
}

std::string ToHex(const Sha256Hash& hash) {
  std::string text;
  for (const char byte : hash) {
    const auto number = static_cast<unsigned char>(byte);
    text += kHexDigits[number >> 4U];
    text += kHexDigits[number & 0xfU];
  }
  return text;
}

}  // namespace fakestream::internal
