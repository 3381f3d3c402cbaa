// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace fakestream {

// Whether valijson, by the printed schema of scenarios, allows what the JSON text says.
bool SchemaAllows(std::string_view text);

}  // namespace fakestream
