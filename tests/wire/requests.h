// SPDX-License-Identifier: Apache-2.0
#pragma once

// Requests as AWS's SDKs send them, and replies as text, for the tests of the wire.

#include <string>
#include <string_view>

#include "fakestream/wire/message.h"

namespace fakestream {

// When they arrive.
inline constexpr Instant kDate{std::chrono::seconds{1'795'340'026}};  // 2026-11-22T09:33:46Z

inline HttpRequest JsonRequest(std::string_view operation, std::string body,
                               std::string_view region = "us-east-1") {
  return {.headers = {{"X-Amz-Target", "PhotonAdminProxyService." + std::string(operation)},
                      {"Content-Type", "application/x-amz-json-1.1"},
                      {"host", "127.0.0.1:18080"},
                      {"X-Amz-Date", "20261122T093308Z"},
                      {"Authorization",
                       "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/" + std::string(region) +
                           "/appstream/aws4_request, SignedHeaders=content-type;host;x-amz-date;"
                           "x-amz-target, Signature=00"}},
          .body = std::move(body)};
}

inline HttpRequest CborRequest(std::string_view operation, std::string body) {
  return {.target = "/service/PhotonAdminProxyService/operation/" + std::string(operation),
          .headers = {{"content-type", "application/cbor"},
                      {"smithy-protocol", "rpc-v2-cbor"},
                      {"accept", "application/cbor"},
                      {"authorization",
                       "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/appstream/"
                       "aws4_request, SignedHeaders=host, Signature=00"}},
          .body = std::move(body)};
}

inline std::string HeaderOf(const HttpReply& reply, std::string_view name) {
  const std::string* const value = FindHeader(reply.headers, name);
  return value == nullptr ? "" : *value;
}

}  // namespace fakestream
