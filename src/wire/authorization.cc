// SPDX-License-Identifier: Apache-2.0
#include "wire/authorization.h"

#include "base/letters.h"

namespace fakestream::internal {
namespace {

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

Authorization ReadAuthorization(std::string_view header) {
  Authorization read;
  std::string_view rest = header;
  read.algorithm = TakeUntil(rest, ' ');
  while (!rest.empty()) {
    std::string_view value = Trimmed(TakeUntil(rest, ','));
    const std::string_view name = TakeUntil(value, '=');
    std::string_view* const member = name == "Credential"      ? &read.credential
                                     : name == "SignedHeaders" ? &read.signed_headers
                                     : name == "Signature"     ? &read.signature
                                                               : nullptr;
    if (member == nullptr) continue;
    if (!member->empty()) {
      read.repeats = true;
    } else {
      *member = value;
    }
  }
  return read;
}

}  // namespace fakestream::internal
