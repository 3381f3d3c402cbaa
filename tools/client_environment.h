// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tools/child.h"
#include "tools/served.h"

namespace fakestream::tool {

// What makes an AWS SDK in another program speak to us and to nobody else.
Environment EnvironmentFor(const Served& served);

}  // namespace fakestream::tool
