// SPDX-License-Identifier: Apache-2.0
// The list of planted clients, and what they do when nothing goes wrong. That each bug is there
// stands in the other files, by a schedule of faults for each.
#include <cstddef>
#include <map>
#include <set>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

#include "planted/witness.h"

namespace fakestream::planted {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(PlantedTest, NamesEveryClientOnce) {
  std::set<std::string_view> names;
  for (const Client& client : Clients()) names.insert(client.name);

  EXPECT_EQ(names.size(), Clients().size());
}

TEST(PlantedTest, HasBugsOfEveryDepth) {
  std::map<int, std::size_t> depths;
  for (const Client& client : Clients()) ++depths[client.faults];

  EXPECT_THAT(depths, UnorderedElementsAre(Pair(kCorrect, 4U), Pair(0, 3U), Pair(1, 18U),
                                           Pair(2, 9U), Pair(3, 3U)));
}

TEST(PlantedTest, SaysOfEveryBugWhatItIsAndWhoSeesIt) {
  const std::set<std::string_view> oracles = {
      "terminates",       "success_is_available", "no_false_failure",
      "no_orphan",        "given_is_kept",        "no_verbatim_retry",
      "bounded_attempts", "no_hot_loop",          "succeeds_in_the_end"};
  std::set<std::string_view> needed;

  for (const Client& client : Clients()) {
    if (client.faults == kCorrect) continue;
    EXPECT_THAT(client.bug, Not(IsEmpty())) << client.name;
    EXPECT_THAT(client.published, Not(IsEmpty())) << client.name;
    EXPECT_THAT(oracles, Contains(client.oracle)) << client.name;
    needed.insert(client.oracle);
  }

  EXPECT_EQ(needed, oracles);
}

TEST(PlantedTest, CopiesWhenNothingGoesWrong) {
  for (const Client& client : Clients()) {
    if (client.faults == 0) continue;
    SCOPED_TRACE(client.name);
    World world(Given());

    const Claim claim = client.run(world);

    EXPECT_EQ(claim, Claim::kCopied);
    EXPECT_THAT(world, HasImage("eu-west-1", "golden-eu", ImageState::kAvailable));
    EXPECT_THAT(world, Called<ops::CopyImage>().Times(1));
    const std::size_t looks = client.name == "check_first" ? 12 : 11;
    EXPECT_THAT(world, Called<ops::DescribeImages>().Times(looks));
    EXPECT_EQ(world.trace().calls(), 1 + looks);
  }
}

TEST(PlantedTest, ReferencesAreRightAboutACopyWhoseReplyWasLost) {
  const Script faults = {
      On<ops::CopyImage>().OnCall(1).AfterTheEffect().Drops(ConnectionFault::kTimeout),
      On<ops::DescribeImages>().OnCall(3).Fails(ErrorCode::kResourceNotFound)};

  for (const Client& client : Clients()) {
    if (client.faults != kCorrect) continue;
    EXPECT_EQ(ClaimOfCorrect(client, faults), Claim::kCopied);
  }
}

TEST(PlantedTest, ReferencesDoNotGuessWhenTheServiceIsDown) {
  const Script faults = {
      On<ops::CopyImage>().FromCall(1).Drops(ConnectionFault::kTimeout).AfterTheEffect(),
      On<ops::DescribeImages>().FromCall(1).Fails(ErrorCode::kInternalFailure)};

  for (const Client& client : Clients()) {
    if (client.faults != kCorrect) continue;
    EXPECT_EQ(ClaimOfCorrect(client, faults), Claim::kUnknown);
  }
}

TEST(PlantedTest, OneReferenceCopiesAgainWhatEndedFailed) {
  const Script faults = {On<ops::CopyImage>().OnCall(1).Becomes(Ending::kFailed)};

  for (const Client& client : Clients()) {
    if (client.faults != kCorrect) continue;
    const Claim wanted = client.name == "cleans_up" ? Claim::kCopied : Claim::kNotCopied;
    EXPECT_EQ(ClaimOfCorrect(client, faults), wanted);
  }
}

}  // namespace
}  // namespace fakestream::planted
