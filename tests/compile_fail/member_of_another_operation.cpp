// error: the member belongs to the request of another operation
#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  world.Inject(On<ops::CopyImage>().With(&DeleteImageRequest::name, "golden").Fails(ErrorCode::kLimitExceeded));
}
