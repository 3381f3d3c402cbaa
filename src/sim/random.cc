// SPDX-License-Identifier: Apache-2.0
#include "fakestream/sim/random.h"

#include <limits>

#include "fakestream/base/text.h"

namespace fakestream {

std::uint64_t RandomStream::Below(std::uint64_t bound, std::uint64_t counter) const {
  // The high half of a 128-bit product (Lemire 2019) without its rejection step: a draw must stay a
  // function of its counter alone, and the bias of a small bound is below 2^-32.
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(Draw(counter)) * bound) >> 64U);
}

std::optional<Chance> ParseChance(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto numerator = ParseNumber(text.substr(0, slash));
  const auto denominator = ParseNumber(text.substr(slash + 1));
  if (!numerator || !denominator || *numerator == 0 || *numerator > *denominator ||
      *denominator > std::numeric_limits<std::uint32_t>::max()) {
    return std::nullopt;
  }
  return Chance{static_cast<std::uint32_t>(*numerator), static_cast<std::uint32_t>(*denominator)};
}

std::string ToText(Chance chance) {
  return std::to_string(chance.numerator) + "/" + std::to_string(chance.denominator);
}

}  // namespace fakestream
