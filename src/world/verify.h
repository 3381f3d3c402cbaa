// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "fakestream/fault/injector.h"
#include "fakestream/trace/trace.h"
#include "fakestream/world/world.h"

namespace fakestream {

// Returns every rule that fired less often than it must, with the calls that came nearest.
std::vector<Unfired> FindUnfired(const FaultInjector& injector, const Trace& trace);

}  // namespace fakestream
