// SPDX-License-Identifier: Apache-2.0
// The search that README.md shows, word for word (readme_test.cc compares).
#include <gtest/gtest.h>
#include "docs/image_distributor_world.h"

#include "fakestream/testing/explore_faults.h"

using namespace fakestream;  // NOLINT(google-build-using-namespace): as a user writes it

namespace example {
namespace {

TEST(ImageDistributorTest, SurvivesAnyTwoFaults) {
  ExploreFaults({.given = {.images = {{.region = "us-east-1", .name = "golden"}}},
                 .goal = Goal{.region = "eu-west-1", .image = "golden"},
                 .collapses_polls = true},
                [](World& world) {
                  ImageDistributor distributor = DistributorIn(world);
                  switch (distributor.Copy("golden", {"eu-west-1"}).at(0).arrival) {
                    case Arrival::kDone: return Claim::kCopied;
                    case Arrival::kFailed: return Claim::kNotCopied;
                    default: return Claim::kUnknown;
                  }
                });
}

}  // namespace
}  // namespace example
