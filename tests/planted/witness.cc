// SPDX-License-Identifier: Apache-2.0
#include "planted/witness.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

namespace fakestream::planted {
namespace {

Ran Run(const Client& client, const Script& faults) {
  Ran ran{.world = std::make_unique<World>(Given())};
  // It stands first, so that no fault that lasts for ever hides it.
  ran.world->Inject(
      OnEveryOperation().FromCall(kCallLimit + 1).Fails(ErrorCode::kAccessDenied).Optional());
  ran.world->Inject(faults);
  ran.claim = client.run(*ran.world);
  return ran;
}

const Client* Named(std::string_view name) {
  const std::vector<Client>& clients = Clients();
  const auto found = std::ranges::find(clients, name, &Client::name);
  return found == clients.end() ? nullptr : &*found;
}

void ExpectSoundClaim(const Ran& ran) {
  const std::optional<Image> image = ran.world->FindImage("eu-west-1", "golden-eu");
  const std::optional<ImageState> state = image ? image->state : std::nullopt;
  if (ran.claim == Claim::kCopied) {
    EXPECT_EQ(state, ImageState::kAvailable);
  }
  if (ran.claim == Claim::kNotCopied) {
    EXPECT_NE(state, ImageState::kAvailable);
    EXPECT_NE(state, ImageState::kCopying);
  }
}

void ExpectNoHarm(const World& world) {
  EXPECT_THAT(world, HasImage("us-east-1", "golden", ImageState::kAvailable));
  for (const PlacedImage& placed : world.FindImages()) {
    const bool is_given = placed.region == "us-east-1" && placed.image.name == "golden";
    const bool is_goal = placed.region == "eu-west-1" && placed.image.name == "golden-eu";
    EXPECT_TRUE(is_given || is_goal) << placed.image.name << " is left in " << placed.region;
  }
  EXPECT_LT(world.trace().calls(), 100U);
  EXPECT_LT(world.clock().Elapsed(), std::chrono::hours{12});
}

}  // namespace

Ran RunUnder(std::string_view client, const Script& faults) {
  const Client* const found = Named(client);
  if (found == nullptr) throw Misuse("no client is called " + std::string(client));
  Ran ran = Run(*found, faults);
  EXPECT_EQ(faults.size(), static_cast<std::size_t>(std::max(found->faults, 0)));
  for (const Unfired& unfired : ran.world->Verify()) ADD_FAILURE() << ToText(unfired);
  return ran;
}

Claim ClaimOfCorrect(const Client& client, const Script& faults) {
  SCOPED_TRACE(client.name);
  const Ran ran = Run(client, faults);
  ExpectSoundClaim(ran);
  ExpectNoHarm(*ran.world);
  return ran.claim;
}

Claim StraightUnder(const Script& faults) {
  return ClaimOfCorrect(*Named("straight"), faults);
}

}  // namespace fakestream::planted
