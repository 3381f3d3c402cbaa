// SPDX-License-Identifier: Apache-2.0
#pragma once

// Scenarios and steps in few words, for the tests of replaying.

#include <string>
#include <utility>
#include <vector>

#include "fakestream/scenario/scenario.h"

namespace fakestream::internal {

// Copies `golden` of us-east-1, which is given.
inline Step CopyGolden(std::string target, std::optional<Expectation> expect = Expectation{},
                       std::optional<RetryPolicy> retry = {}) {
  return {.action =
              CallStep{.request = CopyImageRequest{.source_image_name = "golden",
                                                   .destination_image_name = std::move(target),
                                                   .destination_region = "eu-west-1"},
                       .retry = retry,
                       .expect = std::move(expect)}};
}

inline Step Describe(std::string region, std::optional<Expectation> expect = Expectation{}) {
  return {.action = CallStep{.request = DescribeImagesRequest{},
                             .region = std::move(region),
                             .expect = std::move(expect)}};
}

inline Step Advance(Duration length) {
  return {.action = AdvanceStep{length}};
}

inline Expectation FailsWith(std::string error) {
  return {.error = ValueMatcher::Equals(std::move(error))};
}

inline Scenario MakeScenario(std::vector<Step> steps, Script faults = {}) {
  Scenario scenario{.file = "scenarios/example.json", .name = "an example"};
  scenario.given.seed = 7;
  scenario.given.images = {{.name = "golden"}};
  scenario.faults = std::move(faults);
  scenario.steps = std::move(steps);
  return scenario;
}

}  // namespace fakestream::internal
