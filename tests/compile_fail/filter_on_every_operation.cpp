// error: a rule on every operation cannot filter by request members
#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  world.Inject(OnEveryOperation().With(&DeleteImageRequest::name, "golden").Fails(ErrorCode::kThrottling));
}
