// SPDX-License-Identifier: Apache-2.0
#pragma once

// The two protocols that AWS's SDKs speak to AppStream: awsJson 1.1 (boto3, AWS CLI, JavaScript,
// Go, C++ before 1.11.854) and Smithy RPC v2 CBOR (C++ since then, Rust).

#include <array>
#include <cstdint>
#include <string_view>

#include "fakestream/service/enum_names.h"

namespace fakestream {

enum class WireProtocol : std::uint8_t { kJson, kCbor };
template <>
inline constexpr std::array kEnumNames<WireProtocol> = std::to_array<std::string_view>({"json",
                                                                                        "cbor"});

}  // namespace fakestream
