// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a fuzzer feeds with any bytes at all. Each must come back, and each checks what must hold
// for every input by throwing when it does not.

#include <array>
#include <string_view>

namespace fakestream::internal {

void FuzzJson(std::string_view bytes);
void FuzzCbor(std::string_view bytes);
void FuzzScenario(std::string_view bytes);
// A request: method, target and `name: value` on lines of their own, an empty line, the body.
void FuzzRouter(std::string_view bytes);

struct FuzzTarget {
  std::string_view name;  // of its folder in tests/fuzz/corpus, too
  void (*run)(std::string_view bytes);
};

inline constexpr std::array kFuzzTargets = std::to_array<FuzzTarget>({
    {"json", FuzzJson},
    {"cbor", FuzzCbor},
    {"scenario", FuzzScenario},
    {"router", FuzzRouter},
});

}  // namespace fakestream::internal
