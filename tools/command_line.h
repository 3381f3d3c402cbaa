// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tools/commands.h"

namespace fakestream::tool {

// Reads the command line.
Command ParseCommandLine(int argc, const char* const* argv);

// Returns what `--version` prints.
std::string VersionText();

}  // namespace fakestream::tool
