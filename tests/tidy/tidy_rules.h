// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fakestream::internal {

// A place in our sources that breaks a rule of the house, and what to do instead.
struct Finding {
  std::string path = {};  // Relative to the checkout.
  int line = 0;
  std::string what = {};
};

using Findings = std::vector<Finding>;

// Each rule is a function of a file's path (relative to the checkout, with '/') and its text.

// A layer includes itself and those below it, by public and by private headers; public headers
// include no private ones.
Findings CheckLayers(std::string_view path, std::string_view text);

// No file is longer than 400 lines.
Findings CheckLength(std::string_view path, std::string_view text);

// In the library: no wall clock, no chance but our own, no order of hashes, no threads, locale or
// environment.
Findings CheckDeterminism(std::string_view path, std::string_view text);

// Outside the tests, one file creates files (src/base/output_file.cc).
Findings CheckOutputs(std::string_view path, std::string_view text);

// Public headers include the standard library and our own headers only, but for the adapters to
// other frameworks.
Findings CheckThirdParty(std::string_view path, std::string_view text);

// The licence stands in the first line, and headers have #pragma once.
Findings CheckOpening(std::string_view path, std::string_view text);

// What is left to do has an issue.
Findings CheckTodo(std::string_view path, std::string_view text);

// Every test source is one that CMake `registered`, by paths of the same kind.
Findings CheckRegistered(std::string_view path, const std::set<std::string>& registered);

// All the rules that need the file alone.
Findings CheckSource(std::string_view path, std::string_view text);

}  // namespace fakestream::internal
