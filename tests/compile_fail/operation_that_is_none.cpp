// error: On<> takes an operation, such as ops::CopyImage
#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  world.Inject(On<CopyImageRequest>().Fails(ErrorCode::kThrottling));
}
