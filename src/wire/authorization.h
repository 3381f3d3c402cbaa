// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an Authorization header of Signature Version 4 says, in the one reading that all go by.

#include <string_view>

namespace fakestream::internal {

// Texts without the space around them, empty where the header does not have them.
struct Authorization {
  std::string_view algorithm{};
  std::string_view credential{};
  std::string_view signed_headers{};
  std::string_view signature{};
  bool repeats = false;  // a parameter is there twice; the first counts
};

// The result points into the header.
Authorization ReadAuthorization(std::string_view header);

}  // namespace fakestream::internal
