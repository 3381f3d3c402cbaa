// SPDX-License-Identifier: Apache-2.0
#pragma once

// A 64-bit hash that is the same on every compiler, machine and day. It is stable, not
// cryptographic: it names a trace, it does not protect one.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "fakestream/base/language.h"

namespace fakestream {

// Mixes all bits of a number: the finaliser of SplitMix64 (Steele, Lea, Flood; OOPSLA 2014).
constexpr std::uint64_t MixBits(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

// A rolling hash over numbers and length-prefixed texts, so that ("ab","c") and ("a","bc") differ.
class StableHash {
 public:
  constexpr void Add(std::uint64_t number) {
    state_ = MixBits(state_ ^ number) + 0x9e3779b97f4a7c15U;
  }

  constexpr void Add(std::string_view text) {
    Add(std::uint64_t{text.size()});
    for (; text.size() >= 8; text.remove_prefix(8)) Add(LittleEndian({text.data(), 8}));
    if (!text.empty()) Add(LittleEndian(text));
  }

  constexpr std::uint64_t value() const { return state_; }

 private:
  static constexpr std::uint64_t LittleEndian(std::string_view bytes) {
    std::uint64_t word = 0;
    if (!std::is_constant_evaluated() && std::endian::native == std::endian::little) {
      std::memcpy(&word, bytes.data(), bytes.size());  // at most 8
      return word;
    }
    for (std::size_t i = bytes.size(); i > 0; --i) {
      word = (word << 8U) | static_cast<unsigned char>(bytes[i - 1]);
    }
    return word;
  }

  std::uint64_t state_ = 0x243f6a8885a308d3U;  // the first digits of pi: any odd start would do
};

// Returns the hash of one text.
constexpr std::uint64_t HashOf(std::string_view text) {
  StableHash hash;
  hash.Add(text);
  return hash.value();
}

}  // namespace fakestream
