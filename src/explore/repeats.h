// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with how code repeats requests that fail, as a sentence; nothing when all is well.

#include <optional>
#include <string>

#include "fakestream/explore/oracle.h"
#include "fakestream/trace/trace.h"

namespace fakestream {

// It makes a request again that no repetition can mend.
std::optional<std::string> FindVerbatimRetry(const Trace& trace);

// It never gives a request up. A read that fails now and then, with pauses, is a poll: code may go
// on with that until a deadline.
std::optional<std::string> FindUnboundedAttempts(const Trace& trace, const OracleOptions& options);

// It makes a failed request again and again with no pause.
std::optional<std::string> FindHotLoop(const Trace& trace, const OracleOptions& options);

}  // namespace fakestream
