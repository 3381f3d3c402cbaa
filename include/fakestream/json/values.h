// SPDX-License-Identifier: Apache-2.0
#pragma once

// Trees of values as JSON text, both ways.

#include <cstddef>
#include <string>
#include <string_view>

#include "fakestream/base/diagnostic.h"
#include "fakestream/service/value.h"

namespace fakestream {

// How an Instant is written: JSON has no type for it.
enum class InstantStyle { kIso8601, kEpochSeconds };

struct JsonStyle {
  int indent = -1;  // < 0: all on one line
  InstantStyle instants = InstantStyle::kIso8601;
};

// How many lists and objects may stand in each other.
inline constexpr std::size_t kMaxJsonDepth = 64;

// Returns JSON. Text that is not UTF-8 is written with U+FFFD for what is not; infinity and the
// like as null. On several lines it is fit for a terminal and for logs (base/clean_text.h).
std::string ToJson(const Value& value, JsonStyle style = {});

// Reads one JSON document (RFC 8259, strictly; duplicate keys are errors, a byte order mark is
// passed over). Numbers that are spelt as whole ones and fit become std::int64_t, others double. A
// syntax error is reported alone.
Checked<Value> ParseJson(std::string_view text, std::string_view file = {});

}  // namespace fakestream
