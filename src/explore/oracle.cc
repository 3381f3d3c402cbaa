// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/oracle.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include "explore/repeats.h"
#include "explore/transience.h"

#include "fakestream/scenario/conditions.h"

namespace fakestream {
namespace {

// A finished run, as the oracles look at it.
struct JudgedRun {
  const World* world;
  const RunOutcome* run_outcome;
  const OracleOptions* options;
};

std::string AtGoal(const JudgedRun& run) {
  const Goal& goal = *run.options->goal;
  const std::optional<Image> image = run.world->FindImage(goal.region, goal.image);
  if (!image) return fmt::format("image {} does not exist in {}", goal.image, goal.region);
  return fmt::format("image {} is {} in {}", goal.image,
                     image->state ? NameOf(*image->state) : "without a state", goal.region);
}

std::optional<ImageState> GoalState(const JudgedRun& run) {
  const Goal& goal = *run.options->goal;
  const std::optional<Image> image = run.world->FindImage(goal.region, goal.image);
  return image ? image->state : std::nullopt;
}

Problem UnlessEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : Problem(text);
}

Problem Terminates(const JudgedRun& run) {
  const std::string& limit = run.run_outcome->exhausted;
  if (limit.empty()) return std::nullopt;
  if (limit != run.world->exhausted()) return limit;
  const bool by_calls = run.world->trace().calls() >= run.options->limits.calls;
  return limit + (by_calls ? " (--max-calls, OracleOptions::limits)" : " (OracleOptions::limits)");
}

Problem ThrowsNothing(const JudgedRun& run) {
  return UnlessEmpty(run.run_outcome->exception);
}

// Returns `after nothing but faults that pass`, where failing is no answer to what happened;
// nothing when a fault acted that does not pass, or more than the code must get over.
Problem DescribeFaultsThatPass(const JudgedRun& run) {
  std::size_t faults = 0;
  for (const TraceEvent& event : run.world->trace().events()) {
    const auto* const other = std::get_if<OtherCallEvent>(&event);
    if (other != nullptr && other->rule) return std::nullopt;
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || !call->rule) continue;
    const Rule& rule = run.world->script()[*call->rule];
    const bool may_go_on = !rule.calls.is_closed() && !rule.chance;
    if (may_go_on || !MustBeSurvived(OperationOf(call->request), rule.effect)) return std::nullopt;
    ++faults;
  }
  if (faults > run.options->transient_faults) return std::nullopt;
  if (faults == 0) return "after no fault at all";
  return fmt::format(
      "after nothing but faults that pass (at most {}: --transient-faults, "
      "OracleOptions::transient_faults)",
      run.options->transient_faults);
}

Problem MeetsExpectations(const JudgedRun& run) {
  const RunOutcome& run_outcome = *run.run_outcome;
  if (!run_outcome.failure.empty()) return run_outcome.failure;
  if (run_outcome.reported_failure.empty()) return std::nullopt;
  const Problem faults = DescribeFaultsThatPass(run);
  return faults ? Problem(run_outcome.reported_failure + " " + *faults) : std::nullopt;
}

Problem SuccessIsAvailable(const JudgedRun& run) {
  if (run.run_outcome->claim != Claim::kCopied) return std::nullopt;
  if (GoalState(run) == ImageState::kAvailable) return std::nullopt;
  return "it says copied, but " + AtGoal(run);
}

Problem FulfilsConditions(const JudgedRun& run) {
  const RunOutcome& run_outcome = *run.run_outcome;
  const bool has_failed = !run_outcome.failure.empty() || !run_outcome.reported_failure.empty() ||
                          !run_outcome.exception.empty() || !run_outcome.exhausted.empty();
  const bool says_success =
      run_outcome.claim == Claim::kCopied || (run_outcome.claim == Claim::kNone && !has_failed);
  if (!says_success) return std::nullopt;
  std::string text;
  for (const StepFailure& failure : EvaluateConditions(*run.world, run.options->conditions)) {
    for (const Mismatch& mismatch : failure.mismatches) {
      text += fmt::format("{}finally[{}]{}: expected {} but got {}", text.empty() ? "" : "; ",
                          failure.step, mismatch.path, mismatch.expected, mismatch.actual);
    }
  }
  return UnlessEmpty(text);
}

bool IsGiven(const World& world, const std::string& region, const std::string& name) {
  const std::vector<GivenImage>& given = world.options().images;
  return std::any_of(given.begin(), given.end(), [&](const GivenImage& image) {
    const std::string& place = image.region.empty() ? world.options().region : image.region;
    return image.name == name && place == region;
  });
}

bool IsMadeBy(const CallEvent& call, const std::string& region, const std::string& name) {
  if (!call.succeeded()) return false;
  if (const auto* const copy = std::get_if<CopyImageRequest>(&call.request)) {
    return copy->destination_region == region && copy->destination_image_name == name;
  }
  const auto* const update = std::get_if<CreateUpdatedImageRequest>(&call.request);
  return update != nullptr && call.region == region && update->new_image_name == name;
}

// Whether a test's own set-up made the image.
bool IsSetUp(const World& world, const std::string& region, const std::string& name) {
  const auto& events = world.trace().events();
  return std::any_of(events.begin(), events.end(), [&](const TraceEvent& event) {
    const auto* const call = std::get_if<CallEvent>(&event);
    return call != nullptr && call->is_fault_free && IsMadeBy(*call, region, name);
  });
}

// Whether there was an image at the goal from the beginning: then the code may well refuse.
bool IsGoalTaken(const JudgedRun& run) {
  const Goal& goal = *run.options->goal;
  return IsGiven(*run.world, goal.region, goal.image) ||
         IsSetUp(*run.world, goal.region, goal.image);
}

Problem NoFalseFailure(const JudgedRun& run) {
  if (run.run_outcome->claim != Claim::kNotCopied) return std::nullopt;
  if (IsGoalTaken(run)) return std::nullopt;
  const std::optional<ImageState> state = GoalState(run);
  if (state != ImageState::kAvailable && state != ImageState::kCopying) return std::nullopt;
  return "it says not copied, but " + AtGoal(run);
}

Problem NoOrphan(const JudgedRun& run) {
  const Goal& goal = *run.options->goal;
  for (const PlacedImage& placed : run.world->FindImages()) {
    if (placed.region == goal.region && placed.image.name == goal.image) continue;
    if (placed.image.state == ImageState::kDeleting) continue;
    if (IsGiven(*run.world, placed.region, placed.image.name)) continue;
    if (IsSetUp(*run.world, placed.region, placed.image.name)) continue;
    return fmt::format("it left image {} behind in {}", placed.image.name, placed.region);
  }
  return std::nullopt;
}

Problem GivenIsKept(const JudgedRun& run) {
  for (const GivenImage& given : run.world->options().images) {
    if (given.state == ImageState::kDeleting) continue;
    const std::optional<Image> image = run.world->FindImage(given.region, given.name);
    if (image && image->state != ImageState::kDeleting) continue;
    return fmt::format("image {}, which was there before, is gone", given.name);
  }
  return std::nullopt;
}

Problem NoVerbatimRetry(const JudgedRun& run) {
  return FindVerbatimRetry(run.world->trace());
}

Problem BoundedAttempts(const JudgedRun& run) {
  return FindUnboundedAttempts(run.world->trace(), *run.options);
}

Problem NoHotLoop(const JudgedRun& run) {
  return FindHotLoop(run.world->trace(), *run.options);
}

Problem SucceedsInTheEnd(const JudgedRun& run) {
  const Claim claim = run.run_outcome->claim;
  if (claim == Claim::kNone || claim == Claim::kCopied) return std::nullopt;
  if (IsGoalTaken(run)) return std::nullopt;
  const Problem faults = DescribeFaultsThatPass(run);
  return faults ? Problem(fmt::format("it says {} {}", NameOf(claim), *faults)) : std::nullopt;
}

struct OracleCheck {
  Oracle oracle;
  Problem (*judge)(const JudgedRun& run);
  bool needs_goal = false;
};

constexpr std::array kOracleChecks = std::to_array<OracleCheck>({
    {{"terminates", "it comes to its end within the limits of calls and virtual time"}, Terminates},
    {{"throws_nothing", "no exception leaves it"}, ThrowsNothing},
    {{"expectations", "the test's own expectations hold"}, MeetsExpectations},
    {{"success_is_available", "what it calls copied is AVAILABLE at the goal"},
     SuccessIsAvailable,
     true},
    {{"finally", "when it says that it has succeeded, what the file demands under `finally` holds"},
     FulfilsConditions},
    {{"no_false_failure", "what it calls not copied is neither there nor on its way"},
     NoFalseFailure,
     true},
    {{"no_orphan", "it leaves no image anywhere but at the goal"}, NoOrphan, true},
    {{"given_is_kept", "the images that were there before still are"}, GivenIsKept, true},
    {{"no_verbatim_retry", "it does not repeat a request that no repetition can mend"},
     NoVerbatimRetry},
    {{"bounded_attempts", "it gives up a request that keeps failing"}, BoundedAttempts},
    {{"no_hot_loop", "it does not repeat a failed request again and again at once"}, NoHotLoop},
    {{"succeeds_in_the_end", "faults that pass do not keep it from its goal"},
     SucceedsInTheEnd,
     true},
});

bool IsAsked(const OracleCheck& entry, const OracleOptions& options) {
  const bool is_off = std::find(options.disabled.begin(), options.disabled.end(),
                                entry.oracle.id) != options.disabled.end();
  return !is_off && (options.goal || !entry.needs_goal);
}

}  // namespace

std::vector<Oracle> Oracles() {
  std::vector<Oracle> oracles;
  oracles.reserve(kOracleChecks.size());
  for (const OracleCheck& entry : kOracleChecks) oracles.push_back(entry.oracle);
  return oracles;
}

std::vector<std::string> DisabledOracles(const OracleOptions& options) {
  std::vector<std::string> ids;
  for (const OracleCheck& entry : kOracleChecks) {
    if (IsAsked(entry, options)) continue;
    ids.emplace_back(entry.oracle.id);
  }
  return ids;
}

std::optional<OracleViolation> EvaluateOracles(const World& world, const RunOutcome& run_outcome,
                                               const OracleOptions& options) {
  const JudgedRun run{&world, &run_outcome, &options};
  for (const OracleCheck& entry : kOracleChecks) {
    if (!IsAsked(entry, options)) continue;
    if (Problem problem = entry.judge(run)) {
      const bool is_expectation = entry.judge == MeetsExpectations;
      return OracleViolation{std::string(entry.oracle.id), std::move(*problem),
                             is_expectation ? run_outcome.place : ""};
    }
  }
  return std::nullopt;
}

}  // namespace fakestream
