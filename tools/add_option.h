// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

namespace CLI {
class App;
}

namespace fakestream::tool {

// Adds an option whose text may be empty only when it was not given.
void AddText(CLI::App* command, const std::string& name, std::string& text,
             std::pair<std::string, std::string> metavar_and_help);

}  // namespace fakestream::tool
