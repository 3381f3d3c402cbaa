// SPDX-License-Identifier: Apache-2.0
#pragma once

// The forms of a request target (RFC 9112, section 3.2).

#include "fakestream/wire/message.h"

namespace fakestream::internal {

// Splits "http://host:80/path?query" into `authority` and `target`, and copies CONNECT's target to
// `authority`. A path or "*" stays as it is. Returns whether the target has one of these forms.
bool SplitTarget(HttpRequest& request);

}  // namespace fakestream::internal
