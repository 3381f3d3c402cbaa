// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the HTML report looks like and what it can do: page.css and page.js, which stand in every
// page. They name no address, so that a report can be read without a network.

#include <string_view>

namespace fakestream::internal {

extern const std::string_view kHtmlStyle;

// Filters the rows, opens and marks the one that the address names, moves by keys. The page shows
// everything without it.
extern const std::string_view kHtmlScript;

}  // namespace fakestream::internal
