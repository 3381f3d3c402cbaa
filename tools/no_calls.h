// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tools/client_environment.h"

namespace fakestream::tool {

// Says why a program may not have called us at all, in a sentence and lines of advice.
std::string WhyNoCalls(Sealing sealing);

// The lines of advice alone: which clients find our endpoint by themselves, and what the others
// need.
std::string HowClientsFindUs();

}  // namespace fakestream::tool
