// SPDX-License-Identifier: Apache-2.0
#pragma once

// Variables of the environment.

#include <cstdlib>
#include <string>

namespace fakestream::tool {

// Returns what the variable holds; nothing where it is not set.
inline std::string Variable(const char* name) {
  const char* const text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return text == nullptr ? "" : text;
}

}  // namespace fakestream::tool
