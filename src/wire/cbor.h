// SPDX-License-Identifier: Apache-2.0
#pragma once

// Trees of values as CBOR (RFC 8949), both ways, as Smithy's RPC v2 protocol uses it: text keys,
// and instants as tag 1 with the seconds since 1970.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "fakestream/service/value.h"

namespace fakestream::internal {

// How many lists, maps, tags and unfinished texts may stand in each other.
inline constexpr std::size_t kMaxCborDepth = 32;

// Returns CBOR: lists and maps of indefinite length, as AWS sends them; texts of definite length,
// since aws-sdk-cpp reads no others as an error's name; whole numbers in their shortest form.
std::string ToCbor(const Value& value);

// Reads one document of definite and indefinite items. Nothing when it is not well-formed, has
// bytes behind its end, a text key twice in a map, text that is not UTF-8, or is too deep.
// Undefined reads as null; the tag that says "this is CBOR" is passed over; numbers that
// std::int64_t cannot hold become double. Byte strings, simple values, items under another tag than
// 1, and maps with keys that are not text become Opaque().
std::optional<Value> ParseCbor(std::string_view bytes);

}  // namespace fakestream::internal
