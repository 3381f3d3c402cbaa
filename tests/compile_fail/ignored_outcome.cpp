// error: nodiscard|unused-result
#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  world.Client().DeleteImage({.name = "golden"});
}
