// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace fakestream::tool {

// Adds an option whose text may be empty only when it was not given.
inline void AddText(CLI::App* command, const std::string& name, std::string& text,
                    std::pair<std::string, std::string> metavar_and_help) {
  command->add_option(name, text, std::move(metavar_and_help.second))
      ->type_name(std::move(metavar_and_help.first))
      ->check([](const std::string& given) {
        return given.empty() ? "must not be empty" : std::string();
      });
}

}  // namespace fakestream::tool
