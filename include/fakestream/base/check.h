// SPDX-License-Identifier: Apache-2.0
#pragma once

// The two kinds of error that are thrown: the test's author misused the library, or the library is
// wrong. What the simulated service says is never an exception (service/outcome.h), and bad input
// from outside is diagnostics (base/diagnostic.h).

#include <stdexcept>
#include <string>

#include "fakestream/base/language.h"

namespace fakestream {

// A call that no correct test makes, such as reading the result of a failed Outcome. The message
// says what to write instead. GoogleTest turns it into a failure of that test alone.
class Misuse : public std::logic_error {
  using std::logic_error::logic_error;
};

// A broken promise inside fakestream: always our fault, never the caller's.
class InternalError : public std::logic_error {
  using std::logic_error::logic_error;
};

namespace internal {
[[noreturn]] void FailCheck(const char* condition, const char* file, int line);
}  // namespace internal

}  // namespace fakestream

// Throws InternalError when the condition does not hold. Always on: a fake that goes on with broken
// state would answer a test with lies.
#define FAKESTREAM_CHECK(condition)                                      \
  do {                                                                   \
    if (!(condition)) {                                                  \
      ::fakestream::internal::FailCheck(#condition, __FILE__, __LINE__); \
    }                                                                    \
  } while (false)
