#include "fakestream/fakestream.h"

using namespace fakestream;
using namespace std::chrono_literals;

void Test(World& world) {
  world.Inject(On<ops::CopyImage>()
                   .With(&CopyImageRequest::destination_region, "eu-west-1")
                   .Fails(ErrorCode::kLimitExceeded));
  world.Inject(On<ops::CopyImage>().Replies({.destination_image_name = "copy"}));
  world.clock().Advance(5s);
  if (!world.Client().DeleteImage({.name = "golden"})) return;
}
