// SPDX-License-Identifier: Apache-2.0
#pragma once

// A fixture with a World, which fails the test when a scripted fault never fired, and when nothing
// answered a call.
//
//   class MirrorTest : public SimulationTest {
//    protected:
//     MirrorTest() : SimulationTest({.images = {{.name = "golden"}}}) {}
//     // or: MirrorTest() : SimulationTest(ScenarioFile{"scenarios/busy_region.json"}) {}
//   };
//
//   TEST_F(MirrorTest, WaitsWhileTheRegionIsBusy) {
//     world().Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded).Times(2));
//     ...
//   }

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "fakestream/scenario/simulated_test.h"
#include "fakestream/testing/printers.h"

namespace fakestream {

// A scenario whose `given` and `faults` make the World of a test.
struct ScenarioFile {
  std::string path;
};

class SimulationTest : public ::testing::Test {
 public:
  SimulationTest(const SimulationTest&) = delete;
  SimulationTest& operator=(const SimulationTest&) = delete;

 protected:
  explicit SimulationTest(WorldOptions options = {}) : test_(std::move(options)) { Record(); }

  // A file that does not load throws Misuse with its problems, which GoogleTest makes a failure of
  // each test of the fixture.
  explicit SimulationTest(const ScenarioFile& file) : test_(file.path) { Record(); }

  // Checks what TearDown would, should a derived class have forgotten to call it.
  ~SimulationTest() override {
    try {
      CheckWorld();
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }

  void TearDown() override { CheckWorld(); }

  World& world() { return test_.world(); }

  // Runs the `steps` of the scenario in this World, and fails the test at the step whose
  // expectation is not met: a read-back of what code under test has done. A scenario that has steps
  // must have them run.
  void RunSteps() { FailFor(test_.RunSteps()); }

  // Fails the test for each scripted fault that has not fired as often as it must, for steps that
  // were not run, for conditions of `finally` that do not hold, for what nothing answered, and in a
  // strict World for calls that no fault acted on. Runs once, by itself at the end of the test;
  // silent when the test has failed already or was skipped.
  void CheckWorld() {
    if (std::exchange(is_checked_, true) || HasFailure() || IsSkipped()) return;
    FailFor(test_.Check());
  }

 private:
  void Record() {
    if (!test_.scenario().empty()) RecordProperty("scenario", test_.scenario());
    RecordProperty("seed", std::to_string(world().options().seed));
  }

  static void FailFor(const std::vector<internal::TestFailure>& failures) {
    for (const internal::TestFailure& failure : failures) {
      if (failure.file.empty()) {
        ADD_FAILURE() << failure.text;
      } else {
        ADD_FAILURE_AT(failure.file.c_str(), failure.line) << failure.text;
      }
    }
  }

  internal::SimulatedTest test_;
  bool is_checked_ = false;
};

}  // namespace fakestream
