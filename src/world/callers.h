// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who has called a World, for those who judge a run by the order of its calls.

#include "fakestream/world/world.h"

namespace fakestream {

// Whether calls came from more than one thread: which of them came first was then up to the
// machine, and may be another way the next time.
bool HasSeveralCallers(const World& world);

}  // namespace fakestream
