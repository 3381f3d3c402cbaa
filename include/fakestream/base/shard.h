// SPDX-License-Identifier: Apache-2.0
#pragma once

// One of several runs that share some work between them.

#include <cstdint>
#include <optional>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

struct Shard {
  std::uint64_t index = 0;  // from 0
  std::uint64_t count = 1;

  friend bool operator==(const Shard&, const Shard&) = default;
};

// Reads "2/3", the second of three; nothing for anything else.
std::optional<Shard> ParseShard(std::string_view text);

}  // namespace fakestream
