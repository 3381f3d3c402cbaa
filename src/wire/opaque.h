// SPDX-License-Identifier: Apache-2.0
#pragma once

// What CBOR has and a Value has not: byte strings, simple values, items under tags that nobody
// knows. A request may have them in members that nobody knows, either. They stand in the tree as a
// text that no UTF-8 is, and that says what stood there.

#include <optional>
#include <string_view>

#include "fakestream/service/value.h"

namespace fakestream::internal {

// `kind` as in "BYTE_STRING_VALUE".
Value Opaque(std::string_view kind);

// Returns the kind of what Opaque made; nothing for any other value.
std::optional<std::string_view> OpaqueKind(const Value& value);

}  // namespace fakestream::internal
