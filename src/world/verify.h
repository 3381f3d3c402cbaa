// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "fakestream/trace/trace.h"
#include "fakestream/world/world.h"

#include "fault/injector.h"

namespace fakestream {

// Returns every rule that fired less often than it must, with the calls that came nearest.
std::vector<Unfired> FindUnfired(const FaultInjector& injector, const Trace& trace);

// Returns whether the call passes the filters of the rule; its windows and its chance do not
// matter.
bool PassesFilters(const CallEvent& call, const Rule& rule);
bool PassesFilters(const OtherCallEvent& call, const Rule& rule);

}  // namespace fakestream
