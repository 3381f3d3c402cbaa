// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names and headers of the two protocols, for both of their ends.

#include <optional>
#include <string>
#include <string_view>

#include "fakestream/service/value.h"
#include "fakestream/wire/protocol.h"

namespace fakestream::internal {

inline constexpr std::string_view kServiceShape = "PhotonAdminProxyService";
inline constexpr std::string_view kServiceNamespace = "com.amazonaws.appstream#";
inline constexpr std::string_view kTargetHeader = "X-Amz-Target";
inline constexpr std::string_view kOtherTargetHeader = "X-Amzn-Target";
inline constexpr std::string_view kProtocolHeader = "smithy-protocol";
inline constexpr std::string_view kProtocolName = "rpc-v2-cbor";
inline constexpr std::string_view kRequestIdHeader = "x-amzn-RequestId";

// Returns "application/x-amz-json-1.1" or "application/cbor".
std::string_view ContentTypeOf(WireProtocol protocol);

// Returns a body of that protocol, and the value of one; nothing when it is not well-formed.
std::string WriteBody(const Value& value, WireProtocol protocol);
std::optional<Value> ReadBody(std::string_view body, WireProtocol protocol);

}  // namespace fakestream::internal
