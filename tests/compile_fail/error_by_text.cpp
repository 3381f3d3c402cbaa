// error: Fails\(\) takes an ErrorCode, as in Fails\(ErrorCode::kLimitExceeded\)
#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  world.Inject(On<ops::CopyImage>().Fails("LimitExceededException"));
}
