// error: Fails|ErrorCode
#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  world.Inject(On<ops::CopyImage>().Fails("LimitExceededException"));
}
