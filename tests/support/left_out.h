// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace fakestream::internal {

// For SetUp(): skips the test where ./tools/test says in FAKESTREAM_LEFT_OUT that this could not be
// had, as "chromium" or "the-npm-client". Anywhere else the test runs, and fails without it.
void SkipIfLeftOut(std::string_view name);

}  // namespace fakestream::internal
