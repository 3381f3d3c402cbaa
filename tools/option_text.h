// SPDX-License-Identifier: Apache-2.0
#pragma once

// Options of a command line, between CLI11 and what they mean.

#include <stdexcept>
#include <string>
#include <utility>

namespace CLI {
class App;
}

namespace fakestream::tool {

// Thrown for an option that makes no sense; caught by ParseCommandLine.
class BadOption : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Adds an option whose text may be empty only when it was not given.
void AddText(CLI::App* command, const std::string& name, std::string& text,
             std::pair<std::string, std::string> metavar_and_help);

}  // namespace fakestream::tool
