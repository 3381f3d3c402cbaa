// SPDX-License-Identifier: Apache-2.0
#include "scenario/arms.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"
#include "fakestream/service/error_catalog.h"

namespace fakestream {
namespace {

// What one attempt of a step came to, as its client saw it.
struct Seen {
  std::size_t step = 0;
  std::string text{};
};

struct ArmRun {
  ScenarioReport report{};
  std::vector<Seen> seen{};
};

// Where two arms part, in words.
struct Difference {
  std::size_t step = 0;
  Mismatch mismatch{};
};

std::string TextOf(const Outcome<AnyResult>& outcome) {
  if (outcome) return ToText(*outcome);
  const ServiceError& error = outcome.GetError();
  return RowOf(error.code).kind == ErrorKind::kTransport ? "no usable reply" : ToText(error);
}

ArmRun RunArm(const Scenario& scenario, ReplayOptions options, const ReplayArm& arm) {
  ArmRun run;
  options.clients = arm.clients;
  options.on_outcome = [&](std::size_t step, const Outcome<AnyResult>& outcome) {
    run.seen.push_back({step, TextOf(outcome)});
  };
  run.report = Replay(scenario, options);
  return run;
}

std::optional<Difference> FirstOutcomeThatDiffers(const ArmRun& first, const ArmRun& other) {
  const std::size_t both = std::min(first.seen.size(), other.seen.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (first.seen[i].text == other.seen[i].text) continue;
    return Difference{first.seen[i].step, {"", first.seen[i].text, other.seen[i].text}};
  }
  if (first.seen.size() == other.seen.size()) return std::nullopt;
  const Seen& extra = (first.seen.size() > both ? first : other).seen[both];
  return Difference{extra.step,
                    {"", std::to_string(first.seen.size()) + " calls",
                     std::to_string(other.seen.size()) + " calls"}};
}

std::string EventText(const ScenarioReport& report, std::size_t place) {
  return place < report.events.size() ? ToText(report.events[place], report.start) : "nothing";
}

std::optional<Difference> FirstEventThatDiffers(const ArmRun& first, const ArmRun& other) {
  if (first.report.digest == other.report.digest) return std::nullopt;
  const std::size_t count = std::max(first.report.events.size(), other.report.events.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::string expected = EventText(first.report, i);
    std::string actual = EventText(other.report, i);
    if (expected != actual) return Difference{0, {"", std::move(expected), std::move(actual)}};
  }
  return Difference{0, {"", "trace " + first.report.digest, "trace " + other.report.digest}};
}

std::optional<Difference> FirstDifference(const ArmRun& first, const ArmRun& other) {
  if (auto difference = FirstOutcomeThatDiffers(first, other)) return difference;
  if (auto difference = FirstEventThatDiffers(first, other)) return difference;
  if (first.report.verdict == other.report.verdict) return std::nullopt;
  return Difference{
      0,
      {"", std::string(NameOf(first.report.verdict)), std::string(NameOf(other.report.verdict))}};
}

StepFailure DifferenceAsFailure(const Scenario& scenario, const Difference& difference,
                                const std::string& sentence) {
  const std::vector<Step>& steps = *scenario.steps;
  StepFailure failure{.step = difference.step, .what = sentence};
  failure.mismatches.push_back(difference.mismatch);
  if (difference.step < steps.size()) failure.line = steps[difference.step].line;
  return failure;
}

}  // namespace

ScenarioReport ReplayThrough(const Scenario& scenario, const ReplayOptions& options,
                             const std::vector<ReplayArm>& arms) {
  if (arms.empty() || !scenario.steps) return Replay(scenario, options);
  ArmRun first = RunArm(scenario, options, arms.front());
  std::vector<std::string> names = {arms.front().name};
  std::vector<StepFailure> failures;
  for (std::size_t i = 1; i < arms.size(); ++i) {
    names.push_back(arms[i].name);
    const ArmRun other = RunArm(scenario, options, arms[i]);
    const std::optional<Difference> difference = FirstDifference(first, other);
    if (!difference) continue;
    failures.push_back(DifferenceAsFailure(scenario, *difference,
                                           "via " + arms[i].name + " as via " + arms.front().name));
  }
  ScenarioReport report = std::move(first.report);
  if (!failures.empty()) report.verdict = Verdict::kFailed;
  std::move(failures.begin(), failures.end(), std::back_inserter(report.failures));
  report.reproduce += " --via " + Join(names, ",");
  return report;
}

}  // namespace fakestream
