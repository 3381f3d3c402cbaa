// The same fact, with testing.h.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "fakestream/testing.h"

namespace {

using namespace fakestream;

class CopyTest : public SimulationTest {};

TEST_F(CopyTest, IsRefusedWhileTheRegionIsBusy) {
  world().Inject(On<ops::CopyImage>()
                     .With(&CopyImageRequest::destination_region, "eu-west-1")
                     .Fails(ErrorCode::kLimitExceeded));

  const auto answer = world().Client().CopyImage({.source_image_name = "golden",
                                                  .destination_image_name = "copy",
                                                  .destination_region = "eu-west-1"});

  EXPECT_FALSE(answer.IsSuccess());
  EXPECT_THAT(answer, FailsWith(ErrorCode::kLimitExceeded));
}

}  // namespace
