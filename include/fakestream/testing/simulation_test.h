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

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "fakestream/base/text.h"
#include "fakestream/report/reporter.h"
#include "fakestream/scenario/conditions.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/replayer.h"
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
  explicit SimulationTest(WorldOptions options = {}) : world_(std::move(options)) {
    RecordProperty("seed", std::to_string(world_.options().seed));
  }

  // A file that does not load throws Misuse with its problems, which GoogleTest makes a failure of
  // each test of the fixture.
  explicit SimulationTest(const ScenarioFile& file)
      : SimulationTest(LoadScenarioFile(file.path).value()) {}

  // Checks what TearDown would, should a derived class have forgotten to call it.
  ~SimulationTest() override {
    try {
      CheckWorld();
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }

  void TearDown() override { CheckWorld(); }

  World& world() { return world_; }

  // Runs the `steps` of the scenario in this World, and fails the test at the step whose
  // expectation is not met: a read-back of what code under test has done. A scenario that has steps
  // must have them run.
  void RunSteps() {
    has_run_steps_ = true;
    if (!scenario_ || !scenario_->steps) {
      ADD_FAILURE() << "the fixture has no steps to run: it was not made from a scenario with any";
      return;
    }
    ScenarioReport report = ReplayIn(world_, *scenario_);
    // Faults may fire yet: CheckWorld is their judge, and of what must hold at the end.
    report.rules.clear();
    report.unanswered.clear();
    std::erase_if(report.failures, [](const StepFailure& failure) {
      return failure.source == FailureSource::kCondition;
    });
    for (const FailureText& failure : ExplainFailures(report)) {
      ADD_FAILURE_AT(scenario_->file.c_str(), failure.line) << failure.text;
    }
  }

  // Fails the test for each scripted fault that has not fired as often as it must, for steps that
  // were not run, for conditions of `finally` that do not hold, for what nothing answered, and in a
  // strict World for calls that no fault acted on. Runs once, by itself at the end of the test;
  // silent when the test has failed already or was skipped.
  void CheckWorld() {
    if (std::exchange(is_checked_, true) || HasFailure() || IsSkipped()) return;
    for (const Unfired& unfired : world_.Verify()) ADD_FAILURE() << ToText(unfired);
    CheckSteps();
    CheckUnscriptedCalls();
    CheckUnanswered();
    CheckConditions();
  }

 private:
  explicit SimulationTest(Scenario scenario)
      : scenario_(std::move(scenario)), world_(scenario_->given) {
    world_.Inject(scenario_->faults);
    RecordProperty("scenario", scenario_->name.empty() ? scenario_->file : scenario_->name);
    RecordProperty("seed", std::to_string(world_.options().seed));
  }

  void CheckSteps() const {
    if (has_run_steps_ || !scenario_ || !scenario_->steps || scenario_->steps->empty()) return;
    ADD_FAILURE() << scenario_->file << " expects something in its " << scenario_->steps->size()
                  << (scenario_->steps->size() == 1 ? " step" : " steps")
                  << ", which were not run: call RunSteps(), or leave them out of the file";
  }

  void CheckUnscriptedCalls() const {
    const std::vector<std::uint64_t> calls = world_.UnscriptedCalls();
    if (calls.empty()) return;
    ADD_FAILURE() << "the World is strict, and no fault acted on call #" << calls.front()
                  << (calls.size() > 1 ? " and others" : "") << ":\n"
                  << world_.trace().ToText();
  }

  void CheckUnanswered() const {
    const ScriptStyle style = scenario_ ? ScriptStyle::kJson : ScriptStyle::kCpp;
    for (const UnansweredCalls& calls : world_.Unanswered()) {
      if (calls.is_allowed) continue;
      ADD_FAILURE() << ToText(calls) << "\n  " << Join(RemediesFor(calls, style), "\n  ");
    }
  }

  void CheckConditions() const {
    if (!scenario_) return;
    const ScenarioReport report{.file = scenario_->file,
                                .failures = EvaluateConditions(world_, scenario_->finally)};
    for (const FailureText& failure : ExplainFailures(report)) {
      ADD_FAILURE_AT(scenario_->file.c_str(), failure.line) << failure.text;
    }
  }

  std::optional<Scenario> scenario_{};
  World world_;
  bool has_run_steps_ = false;
  bool is_checked_ = false;
};

}  // namespace fakestream
