// SPDX-License-Identifier: Apache-2.0
// The unit test that README.md shows, word for word (readme_test.cc compares).
#include <gtest/gtest.h>

#include "fakestream/testing.h"

using namespace fakestream;            // NOLINT(google-build-using-namespace): as a user writes it
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)

namespace {

// The code under test: it takes the seam and a clock, and knows no test.
class ImageMirror {
 public:
  ImageMirror(AppStream& images, Clock& clock) : images_(&images), clock_(&clock) {}

  Outcome<CopyImageResult> Copy(const std::string& name, const std::string& region) {
    Duration pause = 1s;
    while (true) {
      auto copied = images_->CopyImage({.source_image_name = name,
                                        .destination_image_name = name,
                                        .destination_region = region});
      if (copied || copied.GetError().code != ErrorCode::kLimitExceeded) return copied;
      clock_->Sleep(pause);
      pause *= 2;
    }
  }

 private:
  AppStream* images_;
  Clock* clock_;
};

class ImageMirrorTest : public SimulationTest {
 protected:
  ImageMirrorTest() : SimulationTest({.images = {{.region = "us-east-1", .name = "golden"}}}) {}

  ImageMirror mirror_{world().Client("us-east-1"), world().clock()};
};

TEST_F(ImageMirrorTest, WaitsWhileTheRegionIsBusy) {
  world().Inject(On<ops::CopyImage>()
                     .With(&CopyImageRequest::destination_region, "eu-west-1")
                     .Fails(ErrorCode::kLimitExceeded)
                     .Times(2));

  EXPECT_THAT(mirror_.Copy("golden", "eu-west-1"), Succeeds());
  EXPECT_EQ(world().clock().Elapsed(), 1s + 2s);

  world().clock().Advance(20min);
  EXPECT_THAT(world(), HasImage("eu-west-1", "golden", ImageState::kAvailable));
}  // the fixture fails the test if a scripted fault never fired

}  // namespace
