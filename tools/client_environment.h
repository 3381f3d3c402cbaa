// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "tools/child.h"
#include "tools/scenario_server.h"

namespace fakestream::tool {

// What a program finds of its proxies.
enum class Sealing : std::uint8_t {
  kOpen,    // its own, but for us
  kSealed,  // us: what it sends elsewhere comes here, is refused and reported
};

// What makes an AWS SDK in another program speak AppStream to us. An endpoint that the user gave
// for other services (AWS_ENDPOINT_URL, for LocalStack say) stays theirs.
Environment EnvironmentFor(const ScenarioServer& served, Sealing sealing = Sealing::kOpen);

}  // namespace fakestream::tool
