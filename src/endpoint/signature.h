// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who signed a request, and whether they could: Signature Version 4 in the Authorization header,
// and what AWS answers to one that does not hold.

#include <optional>
#include <vector>

#include "fakestream/backend/settings.h"
#include "fakestream/service/error.h"
#include "fakestream/wire/message.h"

namespace fakestream::internal {

// Returns the error that AWS answers; nothing where one of the credentials signed the request, no
// longer than five minutes from `now`. Signatures in the query of a URL are not read.
std::optional<ServiceError> CheckSignature(const HttpRequest& request,
                                           const std::vector<Credentials>& credentials,
                                           Instant now);

}  // namespace fakestream::internal
