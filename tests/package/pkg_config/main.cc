// SPDX-License-Identifier: Apache-2.0
// Without CMake and without GoogleTest.
#include <cstdio>

#include "fakestream/fakestream.h"
#include "fakestream/scenario/writer.h"

int main() {
  fakestream::World world({.images = {{.name = "golden"}}});
  const auto deleted = world.Client().DeleteImage({.name = "golden"});
  std::puts(ToJson(fakestream::ScenarioOf(world).value()).c_str());
  return deleted ? 0 : 1;
}
