// SPDX-License-Identifier: Apache-2.0
// A service on a socket, without CMake.
#include "fakestream/endpoint/endpoint.h"

#include <cstdio>

int main() {
  fakestream::World world;
  const fakestream::Endpoint endpoint(world);
  std::puts(endpoint.url().c_str());
}
