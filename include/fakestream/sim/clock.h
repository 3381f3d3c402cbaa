// SPDX-License-Identifier: Apache-2.0
#pragma once

// The clock that code under test is given: it tells the time and it waits. In a test waiting is
// virtual and takes no time; in production an implementation really sleeps.

#include "fakestream/base/time.h"

namespace fakestream {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  virtual Instant Now() const = 0;

  // Returns after `length` has passed on this clock. A negative length counts as none.
  virtual void Sleep(Duration length) = 0;
};

}  // namespace fakestream
