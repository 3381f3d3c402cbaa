// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which failures pass by themselves, so that trying again is right.

#include "fakestream/fault/rule.h"
#include "fakestream/service/error.h"
#include "fakestream/service/operations.h"

namespace fakestream {

// Whether the same request may be made again: no reply came, the service was busy or broken, others
// used up a quota or hold the resource, or what was just made does not show yet.
bool MayPass(ErrorCode code);

// Whether a client is to get over what the rule does, as long as it does not go on: what any SDK
// tries again, slots for copies and updates that others use, and an image that does not show yet to
// who looks for it. Of an image that is not available it may as well say so.
bool MustBeSurvived(Operation operation, const Effect& effect);

// Whether calls of the operation leave everything as it is.
bool IsRead(Operation operation);

// Whether they may see the past.
bool MaySeeThePast(Operation operation);

}  // namespace fakestream
