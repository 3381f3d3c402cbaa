// error: Where\(\) takes a function of the operation's request that returns bool
#include "fakestream/fakestream.h"

using namespace fakestream;

void Test(World& world) {
  world.Inject(On<ops::CopyImage>()
                   .Where([](const DeleteImageRequest&) { return true; })
                   .Fails(ErrorCode::kLimitExceeded));
}
