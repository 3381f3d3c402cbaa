// SPDX-License-Identifier: Apache-2.0
#pragma once

// Chance that can be replayed. A draw is a pure function of (seed, stream, counter), so that a draw
// added in one place moves no other, and no draw depends on a compiler's library.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fakestream/base/hash.h"

namespace fakestream {

// A chance as a ratio of whole numbers, 0 < numerator <= denominator.
struct Chance {
  std::uint32_t numerator = 1;
  std::uint32_t denominator = 1;

  friend bool operator==(const Chance&, const Chance&) = default;
};

// Reads "1/4". Nothing for anything else, for 0 and for more than 1.
std::optional<Chance> ParseChance(std::string_view text);
std::string ToText(Chance chance);

// One named source of chance.
class RandomStream {
 public:
  constexpr RandomStream(std::uint64_t seed, std::uint64_t stream)
      : key_(MixBits(seed + 0x9e3779b97f4a7c15U) ^ MixBits(stream)) {}

  constexpr RandomStream(std::uint64_t seed, std::string_view name)
      : RandomStream(seed, HashOf(name)) {}

  // Returns the draw of that number: 64 even bits.
  constexpr std::uint64_t Draw(std::uint64_t counter) const {
    return MixBits(key_ + (counter + 1) * 0x9e3779b97f4a7c15U);
  }

  // Returns a number below `bound`, each equally likely to within 2^-64 · bound.
  std::uint64_t Below(std::uint64_t bound, std::uint64_t counter) const;

  bool Happens(Chance chance, std::uint64_t counter) const {
    return Below(chance.denominator, counter) < chance.numerator;
  }

 private:
  std::uint64_t key_;
};

}  // namespace fakestream
