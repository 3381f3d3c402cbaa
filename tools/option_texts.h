// SPDX-License-Identifier: Apache-2.0
#pragma once

// The texts of options that several commands share, and what they mean.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tools/commands.h"

namespace fakestream::tool {

// An option makes no sense; what() says which, and why.
class BadOption : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws BadOption for an invalid duration, and for one that is longer than anybody waits.
Duration ParseWait(const std::string& option, const std::string& text);

// Throws BadOption for a format that there is not, and where two reports would go to one place.
std::vector<ReportTarget> ParseReports(const std::vector<std::string>& texts);

// What serve and exec were given, before anybody has judged it; an empty text was not given.
struct RawServe {
  bool has_no_control = false;
  bool verifies_signatures = false;
  std::vector<std::string> reports{};
  std::string clock{};
  std::string hang{};
  std::string port{};
  std::string worlds{};
  std::string drip{};
  std::string close_after{};
};

// Throws BadOption.
ServeOptions ParseServeOptions(ServeOptions options, const RawServe& raw);

// Returns what has to be typed for the same again: `fakestream serve scenario.json --clock manual`.
std::string CommandLineOf(std::string_view command, const ServeOptions& options);

}  // namespace fakestream::tool
