// SPDX-License-Identifier: Apache-2.0
#include "wire/framing.h"

#include "fakestream/json/values.h"

#include "wire/cbor.h"

namespace fakestream::internal {

std::string_view ContentTypeOf(WireProtocol protocol) {
  return protocol == WireProtocol::kJson ? "application/x-amz-json-1.1" : "application/cbor";
}

std::string WriteBody(const Value& value, WireProtocol protocol) {
  if (protocol == WireProtocol::kCbor) return ToCbor(value);
  return ToJson(value, {.instants = InstantStyle::kEpochSeconds});
}

std::optional<Value> ReadBody(std::string_view body, WireProtocol protocol) {
  if (protocol == WireProtocol::kCbor) return ParseCbor(body);
  Checked<Value> value = ParseJson(body);
  if (!value) return std::nullopt;
  return std::move(value).value();
}

}  // namespace fakestream::internal
