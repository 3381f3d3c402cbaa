// error: system_clock
#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  WorldOptions options{.now = std::chrono::system_clock::now()};
}
