// SPDX-License-Identifier: Apache-2.0
#include "fakestream/world/weak_world.h"

#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "fakestream/base/check.h"

namespace fakestream {
namespace {

TEST(WeakWorldTest, LeadsToItsWorldAsLongAsThatLives) {
  std::optional<World> world(std::in_place, WorldOptions{.region = "eu-west-1"});
  const WeakWorld weak(*world);
  const WeakWorld copy = weak;
  std::string region;

  EXPECT_TRUE(copy.Use([&](World& found) { region = found.options().region; }));
  EXPECT_FALSE(weak.IsGone());
  world.reset();

  EXPECT_EQ(region, "eu-west-1");
  EXPECT_TRUE(weak.IsGone());
  EXPECT_FALSE(copy.Use([](World&) { FAIL() << "there is none"; }));
}

TEST(WeakWorldTest, TellsItsWorldFromOthers) {
  World world;
  World other;

  EXPECT_TRUE(WeakWorld(world).LeadsTo(world));
  EXPECT_FALSE(WeakWorld(world).LeadsTo(other));
}

TEST(WeakWorldTest, WhatABodyThrowsArrives) {
  World world;
  const WeakWorld weak(world);

  EXPECT_THROW(weak.Use([](World&) { throw Misuse("odd"); }), Misuse);
  EXPECT_TRUE(weak.Use([](World&) {}));
}

}  // namespace
}  // namespace fakestream
