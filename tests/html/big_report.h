// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "fakestream/report/report.h"

namespace fakestream::internal {

// Returns a report of one failed scenario with that many calls in three regions: copies, polls of
// every kind, a fault at every tenth call, one failed expectation for each thousand.
Report BigReport(std::size_t calls);

}  // namespace fakestream::internal
