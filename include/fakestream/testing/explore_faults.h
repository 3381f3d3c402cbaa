// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs a test's body under every schedule of a few faults, and fails the test with the smallest
// that it does not survive.
//
//   TEST(MirrorTest, SurvivesAnyTwoFaults) {
//     ExploreFaults({.given = {.images = {{.name = "golden"}}},
//                    .goal = Goal{"eu-west-1", "golden-eu"}},
//                   [](World& world) {
//                     const bool is_copied = Mirror(world.Client(), world.clock()).Copy("golden");
//                     ...                                              // EXPECT_* as anywhere
//                     return is_copied ? Claim::kCopied : Claim::kNotCopied;
//                   });
//   }
//
// The body starts from nothing each time, and must not keep anything for the next. Its expectations
// are silent while the search goes on; then the least failing schedule is run once more with them
// aloud. Calls of its own set-up and read-back belong into world.WithoutFaults. While they are
// silent HasFailure() knows nothing; ASSERT_* needs a body that returns nothing.
//
// Environment: FAKESTREAM_SHARD=I/N runs the I-th of N shares, FAKESTREAM_REPLAY=FILE one stored
// scenario instead of the search.

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "fakestream/base/shell.h"
#include "fakestream/base/text.h"
#include "fakestream/explore/certificate.h"
#include "fakestream/explore/explorer.h"
#include "fakestream/explore/stored.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/testing/printers.h"

namespace fakestream {

struct FaultSearch {
  WorldOptions given{};
  Script faults{};             // that are there whatever the schedule
  std::optional<Goal> goal{};  // what the body is to bring about, for the oracles about its claim
  std::size_t max_faults = 2;
  bool contradictory_faults = false;  // see ExploreOptions
  std::vector<std::string>
      fault_kinds{};  // likewise: "ThrottlingException", "timeout after the effect"
  bool collapses_polls = false;
  std::uint64_t random_runs = 0;
  std::uint64_t max_runs = 0;
  bool keeps_going = false;             // finds the least violation of each oracle and operation
  std::function<bool()> should_stop{};  // as in ExploreOptions: a budget of wall time, say
  OracleOptions oracles{};              // its goal is `goal`, where that is given
  // Where the scenario of a violation goes. The folder is made where it is missing; those above
  // not.
  std::string found_folder = "found";
};

namespace internal {

// Calls the body; one that returns nothing claims nothing.
template <class TestBody>
Claim ClaimOf(TestBody& body, World& world) {
  if constexpr (std::is_same_v<std::invoke_result_t<TestBody&, World&>, Claim>) {
    return body(world);
  } else {
    static_assert(std::is_void_v<std::invoke_result_t<TestBody&, World&>>,
                  "the body returns a Claim, or nothing");
    body(world);
    return Claim::kNone;
  }
}

// Adds the first failed expectation, as one line, and where it stands. A body that skips shows as
// little.
inline void AddFailure(const ::testing::TestPartResultArray& results, RunOutcome& run_outcome) {
  for (int i = 0; i < results.size(); ++i) {
    const ::testing::TestPartResult& result = results.GetTestPartResult(i);
    if (result.passed()) continue;
    if (result.file_name() != nullptr) {
      run_outcome.place = result.file_name() + (":" + std::to_string(result.line_number()));
    }
    run_outcome.failure = run_outcome.place.empty() ? "" : run_outcome.place + ": ";
    run_outcome.failure += result.skipped() ? "GTEST_SKIP belongs before ExploreFaults. " : "";
    for (const char letter : std::string(result.message())) {
      run_outcome.failure += letter == '\n' ? ' ' : letter;
    }
    return;
  }
}

// While it lives an expectation that fails neither stops a debugger nor throws.
class QuietExpectations {
 public:
  QuietExpectations() {
    GTEST_FLAG_SET(break_on_failure, false);
    GTEST_FLAG_SET(throw_on_failure, false);
  }

  QuietExpectations(const QuietExpectations&) = delete;
  QuietExpectations& operator=(const QuietExpectations&) = delete;

  ~QuietExpectations() {
    GTEST_FLAG_SET(break_on_failure, breaks_);
    GTEST_FLAG_SET(throw_on_failure, throws_);
  }

 private:
  bool breaks_ = GTEST_FLAG_GET(break_on_failure);
  bool throws_ = GTEST_FLAG_GET(throw_on_failure);
};

// The body with its expectations silent: what fails is in the run_outcome.
template <class TestBody>
ExploredBody Silent(TestBody& body) {
  return [&body](World& world) {
    ::testing::TestPartResultArray results;
    RunOutcome run_outcome;
    {
      const QuietExpectations quiet;
      const ::testing::ScopedFakeTestPartResultReporter reporter(
          ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &results);
      run_outcome.claim = ClaimOf(body, world);
    }
    AddFailure(results, run_outcome);
    return run_outcome;
  };
}

// The body with its expectations aloud.
template <class TestBody>
ExploredBody Aloud(TestBody& body) {
  return [&body](World& world) { return RunOutcome{.claim = ClaimOf(body, world)}; };
}

inline std::string Environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? "" : value;
}

inline std::string NameOfThisTest() {
  const ::testing::TestInfo* const test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string name = test == nullptr ? std::string("test")
                                     : std::string(test->test_suite_name()) + "." + test->name();
  for (char& letter : name) {
    if (letter == '/') letter = '_';
  }
  return name;
}

// The command that runs this test against that file.
inline std::string ReplayCommand(const std::string& file) {
  const auto arguments = ::testing::internal::GetArgvs();
  const ::testing::TestInfo* const test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string command =
      "FAKESTREAM_REPLAY=" + QuotedForShell(file) + " " +
      (arguments.empty() ? std::string("the test program") : QuotedForShell(arguments.front()));
  if (test == nullptr) return command;
  return command + " --gtest_filter=" + test->test_suite_name() + "." + test->name();
}

// Runs the body against a stored scenario, aloud.
template <class TestBody>
void ReplayFile(const std::string& file, const OracleOptions& oracles, TestBody& body) {
  const Checked<Scenario> scenario = LoadScenarioFile(file);
  if (!scenario.ok()) {
    for (const Diagnostic& problem : scenario.diagnostics()) ADD_FAILURE() << ToText(problem);
    return;
  }
  if (const std::string problem = WhyNotAsked(*scenario, oracles); !problem.empty()) {
    ADD_FAILURE() << file << ": " << problem;
    return;
  }
  // Silent first: aloud, an expectation that fails would not be seen by the judge.
  StoredRun run = ReplayStored(*scenario, Silent(body), oracles);
  if (run.verdict == StoredVerdict::kFails) ReplayStored(*scenario, Aloud(body), oracles);
  std::cout << file << ": " << NameOf(run.verdict) << "\n";
  if (run.verdict == StoredVerdict::kFixed) return;
  ADD_FAILURE() << file << ": " << ToText(run);
}

inline void ReportViolation(const FaultSearch& search, const Violation& violation) {
  const std::string name = NameOfThisTest();
  const std::string file = search.found_folder + "/" + FileNameFor(name, violation);
  std::error_code ignored;  // writing will tell
  std::filesystem::create_directory(search.found_folder, ignored);
  const Diagnostics problems = SaveFound(
      FoundScenario(violation, name, search.given, search.faults, search.oracles.conditions), file);
  ADD_FAILURE() << ToText(violation)
                << (problems.empty()
                        ? "written to " + file + "; to run it again:\n  " + ReplayCommand(file)
                        : ToText(problems.front()));
}

}  // namespace internal

// Returns what was explored; the test has failed if that is no success.
template <class TestBody>
Exploration ExploreFaults(FaultSearch search, TestBody body) {
  if (search.goal) search.oracles.goal = search.goal;
  const std::string replayed = internal::Environment("FAKESTREAM_REPLAY");
  if (!replayed.empty()) {
    internal::ReplayFile(replayed, search.oracles, body);
    return {};
  }
  if (const std::string problem = ProblemOfKinds(search.fault_kinds); !problem.empty()) {
    ADD_FAILURE() << "FaultSearch::fault_kinds: " << problem;
    return {};
  }
  ExploreOptions options{.max_faults = search.max_faults,
                         .contradictory_faults = search.contradictory_faults,
                         .fault_kinds = search.fault_kinds,
                         .collapses_polls = search.collapses_polls,
                         .seed = search.given.seed,
                         .max_runs = search.max_runs,
                         .random_runs = search.random_runs,
                         .disabled_oracles = DisabledOracles(search.oracles),
                         .should_stop = search.should_stop,
                         .keeps_going = search.keeps_going};
  const std::string share = internal::Environment("FAKESTREAM_SHARD");
  if (!share.empty()) {
    const std::optional<Shard> shard = ParseShard(share);
    if (!shard) {
      ADD_FAILURE() << "FAKESTREAM_SHARD must be I/N with 1 <= I <= N, and is " << Quoted(share);
      return {};
    }
    options.shard = *shard;
  }
  const Experiment experiment{search.given, search.faults, internal::Silent(body), search.oracles};
  Exploration found =
      Explore(options, [&](const RunRequest& request) { return RunInWorld(experiment, request); });
  std::cout << CertificateText(found);
  ::testing::Test::RecordProperty("explored_runs", std::to_string(found.runs()));
  if (const std::string vacuous = WhyVacuous(found); !vacuous.empty()) {
    ADD_FAILURE() << "the search shows nothing about the code: " << vacuous;
  }
  if (found.unanswered) {
    ADD_FAILURE() << "the code asks for what is not simulated:\n"
                  << WhyUnanswered(found, ScriptStyle::kCpp);
  }
  if (found.indeterminism) ADD_FAILURE() << IndeterminismText(found, "the code");
  const auto show = [&](const Violation& violation) {
    RunInWorld({search.given, search.faults, internal::Aloud(body), search.oracles},
               {.faults = ToScript(violation.schedule), .seed = options.seed});
    internal::ReportViolation(search, violation);
  };
  if (found.violation) show(*found.violation);
  for (const Violation& violation : found.more_violations) show(violation);
  return found;
}

// Runs the body against every scenario below the folder, as ExploreFaults once wrote them. A
// scenario that still fails, and one of which a fault no longer acts, fails the test. A folder
// without files is fine: nothing was found yet.
template <class TestBody>
void ReplayFound(const std::string& folder, OracleOptions oracles, TestBody body) {
  if (IsFolderWithoutScenarios(folder)) {
    std::cout << folder << ": nothing was found yet, so there is nothing to replay\n";
    return;
  }
  const Checked<std::vector<std::string>> files = FindScenarios({folder});
  if (!files.ok()) {
    for (const Diagnostic& problem : files.diagnostics()) ADD_FAILURE() << ToText(problem);
    return;
  }
  for (const std::string& file : *files) internal::ReplayFile(file, oracles, body);
}

}  // namespace fakestream
