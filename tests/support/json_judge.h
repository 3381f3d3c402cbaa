// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace fakestream {

// Whether another reader of JSON takes the text: RapidJSON, which shares nothing with
// nlohmann/json.
bool IsJsonToRapidJson(std::string_view text);

}  // namespace fakestream
