// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs the real tool in a process of its own.

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include "support/temp_folder.h"

namespace fakestream::internal {

struct ToolRun {
  int exit_code = -1;  // 128 + signal when one ended it
  std::string out{};
  std::string err{};
};

// A folder of its own for each test, and the tool run inside it.
class ToolTest : public ::testing::Test {
 public:
  ToolTest(const ToolTest&) = delete;
  ToolTest& operator=(const ToolTest&) = delete;
  ~ToolTest() override = default;

 protected:
  ToolTest();

  // Runs `VARIABLES fakestream ARGUMENTS` by a shell in the folder.
  ToolRun Run(const std::string& arguments, const std::string& variables = "") const;

  // The same at a terminal, where `out` has what went to standard output and standard error. The
  // arguments hold no single quote.
  ToolRun RunAtTerminal(const std::string& arguments) const;

  void Write(const std::string& name, const std::string& text) const;
  std::string Read(const std::string& name) const;
  bool Exists(const std::string& name) const;
  // Names of what is in the folder, sorted.
  std::vector<std::string> Names() const;

  // Runs a line of shell in the folder.
  ToolRun RunShell(const std::string& line) const;

 private:
  TempFolder folder_{};
};

// A scenario of one image and one describe, which expects it in `state`: "AVAILABLE" holds.
std::string ScenarioText(const std::string& state = "AVAILABLE");

}  // namespace fakestream::internal
