// SPDX-License-Identifier: Apache-2.0
// A region that AppStream does not have is a slip, and is told with the nearest.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"
#include "fakestream/world/world.h"

namespace fakestream {
namespace {

using testing::HasSubstr;
using testing::Throws;
using testing::ThrowsMessage;

const std::string kSlip = R"(unknown region "eu-wset-1" (did you mean "eu-west-1"?))";

Rule InjectedAt(const std::string& region) {
  return On<ops::CopyImage>().In(region).Fails(ErrorCode::kLimitExceeded);
}

TEST(RegionsTest, AClientThatIsMisspeltIsMisuse) {
  World world;

  EXPECT_THAT([&] { world.Client("eu-wset-1"); },
              ThrowsMessage<Misuse>("a client of a World: " + kSlip));
  EXPECT_THAT([&] { world.Client("mars"); },
              ThrowsMessage<Misuse>(HasSubstr("unsupported_region = accepted allows any name")));
}

TEST(RegionsTest, ARuleThatIsMisspeltIsMisuse) {
  World world;

  EXPECT_THAT([&] { world.Inject(InjectedAt("eu-wset-1")); },
              ThrowsMessage<Misuse>(HasSubstr("/region: " + kSlip)));
  EXPECT_THAT(
      [&] {
        world.Inject(On<ops::CopyImage>()
                         .With(&CopyImageRequest::destination_region, "eu-wset-1")
                         .Fails(ErrorCode::kLimitExceeded));
      },
      ThrowsMessage<Misuse>(HasSubstr("/with/DestinationRegion: " + kSlip)));
  EXPECT_THAT([&] { world.Inject(Script{InjectedAt("eu-wset-1")}); }, Throws<Misuse>());
  EXPECT_TRUE(world.script().empty());
}

TEST(RegionsTest, WhatIsGivenInOneThatIsMisspeltIsMisuse) {
  EXPECT_THAT([] { World({.region = "eu-wset-1"}); },
              ThrowsMessage<Misuse>("the home region of a World: " + kSlip));
  EXPECT_THAT([] { World({.images = {{.region = "eu-wset-1", .name = "golden"}}}); },
              ThrowsMessage<Misuse>("image \"golden\": " + kSlip));
}

TEST(RegionsTest, AnyIsRightWhereTheServiceAcceptsAny) {
  World world({.behavior = {.unsupported_region = UnsupportedRegion::kAccepted},
               .images = {{.region = "mars-1", .name = "golden"}}});
  world.Inject(InjectedAt("mars-1"));

  EXPECT_EQ(world.Client("mars-1").CopyImage({"golden", "copy", "mars-2"}).GetError().code,
            ErrorCode::kLimitExceeded);
}

}  // namespace
}  // namespace fakestream
