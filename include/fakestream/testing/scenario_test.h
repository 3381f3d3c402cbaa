// SPDX-License-Identifier: Apache-2.0
#pragma once

// Scenario files as test cases of GoogleTest.
//
//   // Replays every file below the folder as Scenarios.<file stem>.
//   const bool kRegistered = RegisterScenarios(MY_SOURCE_DIR "/scenarios");
//
// CMake: fakestream_add_scenarios(my_scenarios scenarios) makes such a program, and an entry of
// ctest per file.

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "fakestream/report/reporter.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/replayer.h"

namespace fakestream {

namespace internal {

class ScenarioCase : public ::testing::Test {
 public:
  ScenarioCase(std::string file, ReplayOptions options)
      : file_(std::move(file)), options_(std::move(options)) {}

  void TestBody() override {
    const Checked<Scenario> scenario = LoadScenarioFile(file_);
    if (!scenario.ok()) {
      for (const Diagnostic& problem : scenario.diagnostics()) ADD_FAILURE() << ToText(problem);
      return;
    }
    const ScenarioReport report = Replay(*scenario, options_);
    RecordProperty("scenario", scenario->name);
    RecordProperty("seed", std::to_string(report.seed));
    RecordProperty("digest", report.digest);
    std::cout << "scenario: " << scenario->name << "\n";
    for (const FailureText& failure : ExplainFailures(report)) {
      ADD_FAILURE_AT(file_.c_str(), failure.line) << failure.text;
    }
    if (report.verdict == Verdict::kFailed) std::cout << "  " << report.reproduce << "\n";
  }

 private:
  std::string file_;
  ReplayOptions options_;
};

// A folder that has no scenarios, or is none: a test that says so, since none would look like
// success.
class FailingCase : public ::testing::Test {
 public:
  explicit FailingCase(std::string problem) : problem_(std::move(problem)) {}

  void TestBody() override { ADD_FAILURE() << problem_; }

 private:
  std::string problem_;
};

// The path below the folder without ".json", as a name that filters of GoogleTest and ctest can
// hold: other characters than letters and digits become '_'.
inline std::string CaseName(const std::string& file, const std::string& folder) {
  namespace fs = std::filesystem;
  fs::path path = fs::path(file).lexically_relative(folder);
  if (path.empty() || path == ".") path = fs::path(file).filename();
  std::string name = path.replace_extension().string();
  for (char& letter : name) {
    const bool is_plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                          (letter >= 'A' && letter <= 'Z');
    if (!is_plain) letter = '_';
  }
  return name;
}

}  // namespace internal

// Registers a test for each scenario file below the folder; of files that would have one name, the
// second is called <name>_2 and so on, in the order of their paths. Call it before RUN_ALL_TESTS,
// as from the initialiser of a variable. A relative folder is looked for where the program runs.
// Returns true, for that variable.
inline bool RegisterScenarios(const std::string& folder, const std::string& suite = "Scenarios",
                              const ReplayOptions& options = {}) {
  const auto add = [&](const std::string& name, const std::string& file, auto make) {
    // One type for all: a suite has one fixture.
    ::testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, file.c_str(), 1,
                            [make]() -> ::testing::Test* { return make(); });
  };
  const Checked<std::vector<std::string>> files = FindScenarios({folder});
  if (!files.ok()) {
    const std::string problem = ToText(files.diagnostics().front());
    add("folder", folder, [problem] { return new internal::FailingCase(problem); });
    return true;
  }
  std::map<std::string, int> uses;
  for (const std::string& file : *files) {
    std::string name = internal::CaseName(file, folder);
    const int use = ++uses[name];
    if (use > 1) name += "_" + std::to_string(use);
    add(name, file, [file, options] { return new internal::ScenarioCase(file, options); });
  }
  return true;
}

}  // namespace fakestream
