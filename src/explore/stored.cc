// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/stored.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include "base/output_file.h"

#include "fakestream/base/hash.h"
#include "fakestream/scenario/writer.h"

namespace fakestream {
namespace {

std::string StoryOf(const World& world) {
  std::string text;
  const Script& script = world.script();
  for (std::size_t i = 0; i < script.size(); ++i) {
    text += fmt::format("  fault {}: {}\n", i, ToText(script[i]));
  }
  return text + "its calls:\n" + FoldedText(world.trace());
}

}  // namespace

std::string ToText(const StoredRun& run) {
  std::string text(NameOf(run.verdict));
  if (!run.why.empty()) text += "\n  " + run.why;
  if (!run.story.empty()) text += "\n" + run.story;
  return text;
}

StoredRun JudgeStored(const World& world, RunOutcome run_outcome, const OracleOptions& oracles) {
  const RunOutcome whole = WithLimitPassed(std::move(run_outcome), world);
  if (const std::optional<OracleViolation> finding = EvaluateOracles(world, whole, oracles)) {
    return {StoredVerdict::kFails, finding->oracle + ": " + finding->what, StoryOf(world)};
  }
  for (const UnansweredCalls& calls : world.Unanswered()) {
    if (!calls.is_allowed) return {StoredVerdict::kFails, ToText(calls), StoryOf(world)};
  }
  const std::vector<Unfired> unfired = world.Verify();
  if (!unfired.empty()) {
    return {StoredVerdict::kDrifted, ToText(unfired.front()), StoryOf(world)};
  }
  return {.verdict = StoredVerdict::kFixed};
}

StoredRun ReplayStored(const Scenario& scenario, const internal::ExploredBody& body,
                       const OracleOptions& oracles) {
  OracleOptions asked = oracles;
  if (asked.conditions.empty()) asked.conditions = scenario.finally;
  World world(scenario.given);
  world.SetLimits(asked.limits);
  world.Inject(scenario.faults);
  return JudgeStored(world, RunBody(body, world), asked);
}

std::string WhyNotAsked(const Scenario& scenario, const OracleOptions& oracles) {
  const std::string id = scenario.note.substr(0, scenario.note.find(':'));
  const std::vector<Oracle> all = Oracles();
  const bool is_found =
      std::any_of(all.begin(), all.end(), [&](const Oracle& oracle) { return oracle.id == id; });
  if (!is_found && scenario.faults.empty()) return "it has no faults, and no search wrote it";
  const std::vector<std::string> disabled_oracles = DisabledOracles(oracles);
  if (std::find(disabled_oracles.begin(), disabled_oracles.end(), id) == disabled_oracles.end())
    return "";
  const bool is_off =
      std::find(oracles.disabled.begin(), oracles.disabled.end(), id) != oracles.disabled.end();
  return id + " was broken, and is not asked: " + (is_off ? "it is switched off" : "give the goal");
}

bool IsFolderWithoutScenarios(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code problem;
  fs::recursive_directory_iterator entries(folder, problem);
  while (!problem && entries != fs::recursive_directory_iterator()) {
    if (entries->path().extension() == ".json") return false;
    entries.increment(problem);
  }
  return !problem;
}

std::string FileNameFor(const std::string& test, const Violation& violation) {
  StableHash hash;
  hash.Add(ToText(violation.schedule));
  return fmt::format("{}.{}.{:08x}.json", test, violation.finding.oracle,
                     hash.value() & 0xffffffffU);
}

Diagnostics SaveFound(const Scenario& scenario, const std::string& path) {
  if (Diagnostics unsavable = FindUnsavable(scenario); !unsavable.empty()) return unsavable;
  if (const WriteProblem why = WriteOutputFile(path, ToJson(scenario))) {
    return {Diagnostic{.file = path, .what = "cannot be written: " + *why}};
  }
  return {};
}

}  // namespace fakestream
