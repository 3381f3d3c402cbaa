// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/simulated_test.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/report/reporter.h"
#include "fakestream/scenario/conditions.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/replayer.h"

namespace fakestream::internal {

struct SimulatedTest::State {
  explicit State(WorldOptions options) : world(std::move(options)) {}

  explicit State(Scenario loaded)
      : scenario(std::move(loaded)),
        world(scenario->given),
        name(scenario->name.empty() ? scenario->file : scenario->name) {
    world.Inject(scenario->faults);
  }

  bool HasSteps() const { return scenario && scenario->steps && !scenario->steps->empty(); }

  std::optional<Scenario> scenario{};
  World world;
  std::string name{};
  bool has_run_steps = false;
};

namespace {

void Explain(const ScenarioReport& report, std::vector<TestFailure>& failures) {
  for (FailureText& failure : ExplainFailures(report)) {
    failures.push_back({report.file, failure.line, std::move(failure.text)});
  }
}

void AddUnscriptedCalls(const World& world, std::vector<TestFailure>& failures) {
  const std::vector<std::uint64_t> calls = world.UnscriptedCalls();
  if (calls.empty()) return;
  failures.push_back(
      {.text =
           fmt::format("the World is strict, and no fault acted on call #{}{}:\n{}", calls.front(),
                       calls.size() > 1 ? " and others" : "", world.trace().ToText())});
}

void AddUnanswered(const World& world, ScriptStyle style, std::vector<TestFailure>& failures) {
  for (const UnansweredCalls& calls : world.Unanswered()) {
    if (calls.is_allowed) continue;
    failures.push_back({.text = ToText(calls) + "\n  " + Join(RemediesFor(calls, style), "\n  ")});
  }
}

}  // namespace

SimulatedTest::SimulatedTest(WorldOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}

SimulatedTest::SimulatedTest(const std::string& path)
    : state_(std::make_unique<State>(LoadScenarioFile(path).value())) {}

SimulatedTest::~SimulatedTest() = default;

World& SimulatedTest::world() {
  return state_->world;
}

const std::string& SimulatedTest::scenario() const {
  return state_->name;
}

std::vector<TestFailure> SimulatedTest::RunSteps() {
  state_->has_run_steps = true;
  const std::optional<Scenario>& scenario = state_->scenario;
  if (!scenario || !scenario->steps) {
    return {{.text = "the fixture has no steps to run: it was not made from a scenario with any"}};
  }
  ScenarioReport report = ReplayIn(state_->world, *scenario);
  // Faults may fire yet: Check is their judge, and of what must hold at the end.
  report.rules.clear();
  report.unanswered.clear();
  std::erase_if(report.failures, [](const StepFailure& failure) {
    return failure.source == FailureSource::kCondition;
  });
  report.file = scenario->file;
  std::vector<TestFailure> failures;
  Explain(report, failures);
  return failures;
}

std::vector<TestFailure> SimulatedTest::Check() const {
  const std::optional<Scenario>& scenario = state_->scenario;
  const World& world = state_->world;
  std::vector<TestFailure> failures;
  for (const Unfired& unfired : world.Verify()) failures.push_back({.text = ToText(unfired)});
  if (!state_->has_run_steps && state_->HasSteps()) {
    const std::size_t steps = scenario->steps->size();
    failures.push_back(
        {.text = fmt::format("{} expects something in its {} step{}, which were not run: call "
                             "RunSteps(), or leave them out of the file",
                             scenario->file, steps, steps == 1 ? "" : "s")});
  }
  AddUnscriptedCalls(world, failures);
  AddUnanswered(world, scenario ? ScriptStyle::kJson : ScriptStyle::kCpp, failures);
  if (scenario) {
    Explain({.file = scenario->file, .failures = EvaluateConditions(world, scenario->finally)},
            failures);
  }
  return failures;
}

}  // namespace fakestream::internal
