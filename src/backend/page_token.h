// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tokens for the next page. To the client they are opaque; inside they name the last element of the
// page before, so that inserts and deletes between two pages neither repeat nor skip the others.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

// `scope` is a hash of everything that must not change between the pages: operation, region,
// filters.
std::string MakePageToken(std::uint64_t scope, std::string_view position);

// Returns the position, or nothing for a token that was not made for that scope.
std::optional<std::string> ReadPageToken(std::uint64_t scope, std::string_view token);

}  // namespace fakestream
