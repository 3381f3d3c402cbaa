// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with how code repeats requests that fail, as a sentence; nothing when all is well.

#include <optional>
#include <string>

#include "fakestream/explore/oracle.h"
#include "fakestream/trace/trace.h"

namespace fakestream {

// What an oracle has to say; nothing where it holds.
using Problem = std::optional<std::string>;

// It makes a request again that no repetition can mend.
Problem FindVerbatimRetry(const Trace& trace);

// It never gives a request up. A read that fails now and then, with pauses, is a poll: code may go
// on with that until a deadline.
Problem FindUnboundedAttempts(const Trace& trace, const OracleOptions& options);

// It makes a failed request again and again with no pause.
Problem FindHotLoop(const Trace& trace, const OracleOptions& options);

}  // namespace fakestream
