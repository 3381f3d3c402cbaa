// error: With\(\) takes a value of the member's type, or a ValueMatcher such as ValueMatcher::Glob
#include <gmock/gmock.h>

#include "fakestream/fakestream.h"

using namespace fakestream;

void Test(World& world) {
  world.Inject(On<ops::CopyImage>()
                   .With(&CopyImageRequest::destination_region, testing::StartsWith("eu-"))
                   .Fails(ErrorCode::kLimitExceeded));
}
