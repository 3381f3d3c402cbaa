// SPDX-License-Identifier: Apache-2.0
#pragma once

// Words of the project's own making that the field's words replaced: none comes back.

#include <string_view>

#include "tidy/tidy_rules.h"

namespace fakestream::internal {

Findings CheckVocabulary(std::string_view path, std::string_view text);

}  // namespace fakestream::internal
