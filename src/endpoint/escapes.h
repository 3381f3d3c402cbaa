// SPDX-License-Identifier: Apache-2.0
#pragma once

// Percent-encoding of URLs (RFC 3986).

#include <optional>
#include <string>
#include <string_view>

namespace fakestream::internal {

// Returns the text with every byte but letters, digits and "-._~" as "%2F".
std::string Escaped(std::string_view text);

// Returns the text that "%2F" and the like stand for; nothing when it is cut or no number.
std::optional<std::string> Unescaped(std::string_view text);

}  // namespace fakestream::internal
