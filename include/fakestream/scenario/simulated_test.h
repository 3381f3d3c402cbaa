// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the fixture SimulationTest does, without GoogleTest and compiled once: the World of a test,
// and what the test must fail for in the end.

#include <memory>
#include <string>
#include <vector>

#include "fakestream/world/world.h"

namespace fakestream::internal {

// Where `file` is empty the test itself is the place.
struct TestFailure {
  std::string file{};
  int line = 0;
  std::string text{};
};

class SimulatedTest {
 public:
  explicit SimulatedTest(WorldOptions options);
  // A World of the scenario's `given` and `faults`. Throws Misuse with the problems of a file that
  // does not load.
  explicit SimulatedTest(const std::string& path);
  SimulatedTest(const SimulatedTest&) = delete;
  SimulatedTest& operator=(const SimulatedTest&) = delete;
  ~SimulatedTest();

  World& world();
  // The name of the scenario, or its file where it has none; empty without a scenario.
  const std::string& scenario() const;

  // Runs the `steps` of the scenario in the World, and returns the steps whose expectation is not
  // met.
  std::vector<TestFailure> RunSteps();

  // Returns each scripted fault that has not fired as often as it must, steps that were not run,
  // conditions of `finally` that do not hold, what nothing answered, and in a strict World the
  // calls that no fault acted on.
  std::vector<TestFailure> Check() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fakestream::internal
