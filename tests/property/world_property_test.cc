// SPDX-License-Identifier: Apache-2.0

// Random days in a World: what must hold whatever a client does. RC_PARAMS=seed=0 makes a run
// repeatable.

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "fakestream/world/world.h"

#include "property/draw.h"

namespace fakestream {
namespace {

using std::chrono::minutes;

// What a client does, as numbers, so that the same can be done twice.
struct Action {
  int kind = 0;
  int source = 0;
  int target = 0;
  int region = 0;
  int to_region = 0;
};

constexpr int kRegions = 3;
constexpr std::int64_t kQuota = 5;

std::vector<Action> SomeActions() {
  std::vector<Action> actions(static_cast<std::size_t>(5 + Below(40)));
  for (Action& action : actions) action = {Below(9), Below(6), Below(6), Below(3), Below(3)};
  return actions;
}

std::string NameOf(int number) {
  return "image-" + std::to_string(number);
}

std::string RegionOf(int number) {
  return std::vector<std::string>{"us-east-1", "eu-west-1", "us-gov-west-1"}.at(
      static_cast<std::size_t>(number));
}

WorldOptions Options(std::uint64_t seed) {
  return {.quotas = {.images = kQuota},
          .timing = {.copy = {.time = minutes{5}}, .deletion = minutes{1}},
          .images = {{.name = "image-0"}, {.region = "eu-west-1", .name = "image-1"}},
          .seed = seed};
}

void Act(World& world, const Action& action) {
  AppStream& client = world.Client(RegionOf(action.region));
  const std::string source = NameOf(action.source);
  const std::string target = NameOf(action.target);
  switch (action.kind) {
    case 0: static_cast<void>(client.DeleteImage({source})); return;
    case 1: static_cast<void>(client.DescribeImages({.names = {{source, target}}})); return;
    case 2:
      static_cast<void>(
          client.UpdateImagePermissions({source, "210987654321", ImagePermissions{true, false}}));
      return;
    case 3: static_cast<void>(client.DeleteImagePermissions({source, "210987654321"})); return;
    case 4:
      static_cast<void>(
          client.CreateUpdatedImage({.existing_image_name = source, .new_image_name = target}));
      return;
    case 5: world.clock().Advance(minutes{1 + action.target}); return;
    default: static_cast<void>(client.CopyImage({source, target, RegionOf(action.to_region)}));
  }
}

std::vector<Image> ListAll(AppStream& client, std::int64_t page_size) {
  std::vector<Image> images;
  DescribeImagesRequest request{.max_results = page_size};
  do {
    const auto page = client.DescribeImages(request);
    images.insert(images.end(), page->images.begin(), page->images.end());
    request.next_token = page->next_token;
  } while (request.next_token);
  return images;
}

void CheckRegion(World& world, const std::string& region) {
  const std::vector<Image> images = ListAll(world.Client(region), 1 + Below(4));
  std::int64_t copying = 0;
  for (const Image& image : images) {
    RC_ASSERT(world.FindImage(region, image.name) == image);
    if (image.state == ImageState::kCopying) ++copying;
  }
  const auto comes_before = [](const Image& a, const Image& b) { return a.name < b.name; };
  RC_ASSERT(static_cast<std::int64_t>(images.size()) <= kQuota);
  RC_ASSERT(copying <= 2);
  RC_ASSERT(std::is_sorted(images.begin(), images.end(), comes_before));
  RC_ASSERT(std::adjacent_find(images.begin(), images.end(), [&](const Image& a, const Image& b) {
              return a.name == b.name;
            }) == images.end());
}

TEST(WorldPropertyTest, KeepsQuotasAndListsEveryImageOnceWhateverHappens) {
  EXPECT_TRUE(rc::check("quotas hold", [] {
    World world(Options(0));
    for (const Action& action : SomeActions()) {
      Act(world, action);
      CheckRegion(world, RegionOf(Below(kRegions)));
    }
  }));
}

TEST(WorldPropertyTest, EndsEverythingThatItBegan) {
  EXPECT_TRUE(rc::check("nothing stays in motion", [] {
    World world(Options(0));
    for (const Action& action : SomeActions()) Act(world, action);
    world.clock().Advance(std::chrono::hours{4});
    for (int region = 0; region < kRegions; ++region) {
      for (const Image& image : ListAll(world.Client(RegionOf(region)), 25)) {
        RC_ASSERT(image.state == ImageState::kAvailable);
      }
    }
  }));
}

TEST(WorldPropertyTest, DoesTheSameTwice) {
  EXPECT_TRUE(rc::check("equal digests", [] {
    const std::vector<Action> actions = SomeActions();
    const auto run = [&] {
      World world(Options(3));
      world.Inject(OnEveryOperation().Fails(ErrorCode::kThrottling).WithChance(1, 4).Optional());
      for (const Action& action : actions) Act(world, action);
      return world.trace().ToText() + world.trace().Digest();
    };
    RC_ASSERT(run() == run());
  }));
}

// A change of state leads from where the one before ended.
TEST(WorldPropertyTest, TracesEveryImagesStatesWithoutGaps) {
  EXPECT_TRUE(rc::check("states join", [] {
    World world(Options(0));
    std::map<std::string, std::optional<ImageState>> states = {
        {"us-east-1 image-0", ImageState::kAvailable},
        {"eu-west-1 image-1", ImageState::kAvailable}};
    for (const Action& action : SomeActions()) Act(world, action);
    for (const TraceEvent& event : world.trace().events()) {
      const auto* const change = std::get_if<StateEvent>(&event);
      if (change == nullptr) continue;
      std::optional<ImageState>& state = states[change->region + " " + change->image];
      RC_ASSERT(change->from == state);
      state = change->to;
    }
  }));
}

}  // namespace
}  // namespace fakestream
