// SPDX-License-Identifier: Apache-2.0
#pragma once

// The ids that replies carry: UUIDs that a seed determines.

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "fakestream/sim/random.h"

namespace fakestream {

class RequestIds {
 public:
  RequestIds(std::uint64_t seed, std::string_view name) : stream_(seed, name) {}

  // Returns one that was not given before. May be called from several threads at once.
  std::string Next();

 private:
  RandomStream stream_;
  std::atomic<std::uint64_t> given_ = 0;
};

}  // namespace fakestream
