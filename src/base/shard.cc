// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/shard.h"

#include "fakestream/base/text.h"

namespace fakestream {

std::optional<Shard> ParseShard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<std::uint64_t> number = ParseNumber(text.substr(0, slash));
  const std::optional<std::uint64_t> count = ParseNumber(text.substr(slash + 1));
  if (!number || !count || *number == 0 || *number > *count) return std::nullopt;
  return Shard{.index = *number - 1, .count = *count};
}

}  // namespace fakestream
