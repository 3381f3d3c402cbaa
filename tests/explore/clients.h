// SPDX-License-Identifier: Apache-2.0
#pragma once

// Code under test for the tests of the search: each copies "golden" of us-east-1 to "golden-eu" in
// eu-west-1 and waits for it.

#include "fakestream/explore/explorer.h"
#include "fakestream/explore/run.h"

namespace fakestream {

// Survives any two faults.
Claim CopyWithCare(World& world);

// Takes any error for the end: a lost reply makes it deny a copy that is there.
Claim CopyAndHope(World& world);

// Waits for ever.
Claim CopyAndWaitForEver(World& world);

// What they are given, and what is asked of them.
Experiment ExperimentWith(Claim (*client)(World& world));

Runner RunnerOf(const Experiment& experiment);

Exploration Explore(const ExploreOptions& options, const Experiment& experiment);
Exploration Explore(const ExploreOptions& options, Claim (*client)(World& world));

}  // namespace fakestream
