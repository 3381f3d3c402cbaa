// SPDX-License-Identifier: Apache-2.0
#pragma once

// What AWS's framework makes of values that do not have the type of their member: it converts some
// and refuses the rest, in words of its own, before it looks at any constraint. Recorded from
// services that speak the same protocol (Athena 2026, SES v2), not from AppStream.

#include <optional>
#include <string>

#include "fakestream/service/type.h"
#include "fakestream/service/value.h"

namespace fakestream::internal {

// Converts what can be (a fraction to a whole number, "yes" and "0" to booleans), so that the value
// fits the type; unknown members stay. Returns the message of the SerializationException for the
// first value that cannot be converted: an empty one where AWS gives none.
std::optional<std::string> ConvertTo(Value& value, const Type& type);

}  // namespace fakestream::internal
