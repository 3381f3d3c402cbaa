// SPDX-License-Identifier: Apache-2.0
#pragma once

// What Signature Version 4 signs, and the signature itself: "Create a signed AWS API request" in
// the IAM User Guide.

#include <string>
#include <string_view>
#include <vector>

#include "fakestream/wire/message.h"

namespace fakestream::internal {

// The parts of "AKIDEXAMPLE/20150830/us-east-1/appstream/aws4_request".
struct SigningScope {
  std::string access_key_id{};
  std::string date{};  // "20150830"
  std::string region{};
  std::string service{};
  std::string terminator{};
};

// Returns the canonical form of the request; of its headers those that are named, in that order.
// The path is encoded once more than it was sent, as for every service but S3.
std::string CanonicalRequest(const HttpRequest& request,
                             const std::vector<std::string>& signed_headers);

// `time` is as in X-Amz-Date.
std::string StringToSign(std::string_view canonical_request, std::string_view time,
                         const SigningScope& scope);

std::string SignatureOf(std::string_view string_to_sign, std::string_view secret_access_key,
                        const SigningScope& scope);

}  // namespace fakestream::internal
