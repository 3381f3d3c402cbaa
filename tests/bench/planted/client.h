// SPDX-License-Identifier: Apache-2.0
#pragma once

// The clients that the search for bugs is measured by: each copies "golden" from us-east-1 to
// "golden-eu" in eu-west-1, waits for it, and says what became of it. Most have one bug, planted on
// purpose, that shows under a known number of faults and no fewer; a few are correct.
//
//   for (const planted::Client& client : planted::Clients()) {
//     World world(planted::Given());
//     const Claim claim = client.run(world);
//   }

#include <string_view>
#include <vector>

#include "fakestream/explore/claim.h"
#include "fakestream/world/world.h"

namespace fakestream::planted {

// The `faults` of a client without a bug.
inline constexpr int kCorrect = -1;

struct Client {
  std::string_view name{};       // snake_case
  int faults = kCorrect;         // the fewest that show the bug: each once, or from a call on
  std::string_view bug{};        // what is wrong
  std::string_view published{};  // the class of bug that others found in the field
  std::string_view oracle{};     // who sees it; others may see it, too
  Claim (*run)(World& world) = nullptr;
};

// The correct ones first, the others by the faults that they need.
const std::vector<Client>& Clients();

// What there is at the start: "golden" in us-east-1; a copy takes 20 minutes.
WorldOptions Given();

// Where the copy should be.
Goal GoalOfAll();

}  // namespace fakestream::planted
