// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace fakestream::internal {

// Returns a JSON pointer's step to a member of that name, with its slash (RFC 6901).
std::string StepTo(std::string_view name);

}  // namespace fakestream::internal
