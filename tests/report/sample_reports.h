// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fakestream/report/report.h"

namespace fakestream::internal {

// Reports made by hand: one of each verdict, a failed expectation with its trace, a fault that
// never fired.
Report OrdinaryReport();

// Texts that try to break out of each format: control characters, bytes that are not UTF-8, XML's
// and GitHub's own markers.
Report HostileReport();

// The text that HostileReport is made of.
std::string HostileText();

}  // namespace fakestream::internal
