// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/oracle.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include "explore/transience.h"

namespace fakestream {
namespace {

using Problem = std::optional<std::string>;  // nothing: the oracle holds

// A finished run, as the oracles look at it.
struct Case {
  const World* world;
  const Testimony* testimony;
  const OracleOptions* options;
};

std::string AtGoal(const Case& run) {
  const Goal& goal = *run.options->goal;
  const std::optional<Image> image = run.world->FindImage(goal.region, goal.image);
  if (!image) return fmt::format("image {} does not exist in {}", goal.image, goal.region);
  return fmt::format("image {} is {} in {}", goal.image,
                     image->state ? NameOf(*image->state) : "without a state", goal.region);
}

std::optional<ImageState> GoalState(const Case& run) {
  const Goal& goal = *run.options->goal;
  const std::optional<Image> image = run.world->FindImage(goal.region, goal.image);
  return image ? image->state : std::nullopt;
}

Problem UnlessEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : Problem(text);
}

Problem Terminates(const Case& run) {
  return UnlessEmpty(run.testimony->exhausted);
}

Problem ThrowsNothing(const Case& run) {
  return UnlessEmpty(run.testimony->exception);
}

Problem MeetsExpectations(const Case& run) {
  return UnlessEmpty(run.testimony->failure);
}

Problem SuccessIsAvailable(const Case& run) {
  if (!run.options->goal || run.testimony->claim != Claim::kCopied) return std::nullopt;
  if (GoalState(run) == ImageState::kAvailable) return std::nullopt;
  return "it says copied, but " + AtGoal(run);
}

Problem NoFalseFailure(const Case& run) {
  if (!run.options->goal || run.testimony->claim != Claim::kNotCopied) return std::nullopt;
  const std::optional<ImageState> state = GoalState(run);
  if (state != ImageState::kAvailable && state != ImageState::kCopying) return std::nullopt;
  return "it says not copied, but " + AtGoal(run);
}

bool IsGiven(const World& world, const std::string& region, const std::string& name) {
  const std::vector<GivenImage>& given = world.options().images;
  return std::any_of(given.begin(), given.end(), [&](const GivenImage& image) {
    const std::string& place = image.region.empty() ? world.options().region : image.region;
    return image.name == name && place == region;
  });
}

Problem NoOrphan(const Case& run) {
  if (!run.options->goal) return std::nullopt;
  const Goal& goal = *run.options->goal;
  for (const PlacedImage& placed : run.world->FindImages()) {
    if (placed.region == goal.region && placed.image.name == goal.image) continue;
    if (placed.image.state == ImageState::kDeleting) continue;
    if (IsGiven(*run.world, placed.region, placed.image.name)) continue;
    return fmt::format("it left image {} behind in {}", placed.image.name, placed.region);
  }
  return std::nullopt;
}

Problem GivenIsKept(const Case& run) {
  if (!run.options->goal) return std::nullopt;
  for (const GivenImage& given : run.world->options().images) {
    if (given.state == ImageState::kDeleting) continue;
    const std::optional<Image> image = run.world->FindImage(given.region, given.name);
    if (image && image->state != ImageState::kDeleting) continue;
    return fmt::format("image {}, which was there before, is gone", given.name);
  }
  return std::nullopt;
}

// Calls `visit(before, call)` with each call and the one right before it, where both ask the same
// in the same region and the first failed; returns the first problem that it finds.
template <class Visitor>
Problem ForEachRepeat(const Case& run, Visitor&& visit) {
  const CallEvent* before = nullptr;
  for (const TraceEvent& event : run.world->trace().events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || call->is_exempt) continue;
    const bool is_repeat = before != nullptr && before->error && before->region == call->region &&
                           before->request == call->request;
    if (Problem problem = visit(before, *call, is_repeat)) return problem;
    before = call;
  }
  return std::nullopt;
}

std::string Describe(const CallEvent& call) {
  return fmt::format("call {} ({} in {})", call.number, NameOf(OperationOf(call.request)),
                     call.region);
}

Problem NoVerbatimRetry(const Case& run) {
  return ForEachRepeat(run, [](const CallEvent* before, const CallEvent& call, bool is_repeat) {
    if (!is_repeat || MayPass(before->error->code)) return Problem();
    return Problem(fmt::format("{} asks again what was answered by {}", Describe(call),
                               before->error->name()));
  });
}

Problem BoundedAttempts(const Case& run) {
  std::size_t attempts = 1;
  const std::size_t most = run.options->attempts;
  return ForEachRepeat(run, [&](const CallEvent*, const CallEvent& call, bool is_repeat) {
    attempts = is_repeat ? attempts + 1 : 1;
    if (attempts <= most) return Problem();
    return Problem(
        fmt::format("{} is attempt {} of the same request in a row", Describe(call), attempts));
  });
}

Problem NoHotLoop(const Case& run) {
  const Duration pause = run.options->pause;
  return ForEachRepeat(run, [&](const CallEvent* before, const CallEvent& call, bool is_repeat) {
    // What a client waits for a reply that never comes is a pause, too.
    if (!is_repeat || call.start - before->start >= pause) return Problem();
    return Problem(fmt::format("{} comes {} after call {} was answered by {}", Describe(call),
                               ToText(call.start - before->start), before->number,
                               before->error->name()));
  });
}

Problem SucceedsInTheEnd(const Case& run) {
  const Claim claim = run.testimony->claim;
  if (!run.options->goal || claim == Claim::kNone || claim == Claim::kCopied) return std::nullopt;
  std::size_t faults = 0;
  for (const TraceEvent& event : run.world->trace().events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr || !call->rule) continue;
    const Rule& rule = run.world->script()[*call->rule];
    const bool may_go_on = !rule.calls.is_closed() && !rule.chance;
    if (may_go_on || !MustBeSurvived(rule.effect)) return std::nullopt;
    ++faults;
  }
  if (faults > run.options->transient_faults) return std::nullopt;
  return fmt::format("it says {} after {}", NameOf(claim),
                     faults == 0 ? "no fault at all" : "nothing but faults that pass");
}

struct Entry {
  Oracle oracle;
  Problem (*judge)(const Case& run);
};

constexpr std::array kEntries = std::to_array<Entry>({
    {{"terminates", "it comes to its end within the limits of calls and virtual time"}, Terminates},
    {{"throws_nothing", "no exception leaves it"}, ThrowsNothing},
    {{"expectations", "the test's own expectations hold"}, MeetsExpectations},
    {{"success_is_available", "what it calls copied is AVAILABLE at the goal"}, SuccessIsAvailable},
    {{"no_false_failure", "what it calls not copied is neither there nor on its way"},
     NoFalseFailure},
    {{"no_orphan", "it leaves no image anywhere but at the goal"}, NoOrphan},
    {{"given_is_kept", "the images that were there before still are"}, GivenIsKept},
    {{"no_verbatim_retry", "it does not repeat a request that no repetition can mend"},
     NoVerbatimRetry},
    {{"bounded_attempts", "it gives up a request that keeps failing"}, BoundedAttempts},
    {{"no_hot_loop", "it does not repeat a failed request at once"}, NoHotLoop},
    {{"succeeds_in_the_end", "faults that pass do not keep it from its goal"}, SucceedsInTheEnd},
});

}  // namespace

std::vector<Oracle> Oracles() {
  std::vector<Oracle> oracles;
  oracles.reserve(kEntries.size());
  for (const Entry& entry : kEntries) oracles.push_back(entry.oracle);
  return oracles;
}

std::optional<Finding> Judge(const World& world, const Testimony& testimony,
                             const OracleOptions& options) {
  const Case run{&world, &testimony, &options};
  for (const Entry& entry : kEntries) {
    const bool is_off =
        std::find(options.off.begin(), options.off.end(), entry.oracle.id) != options.off.end();
    if (is_off) continue;
    if (Problem problem = entry.judge(run)) {
      return Finding{std::string(entry.oracle.id), std::move(*problem)};
    }
  }
  return std::nullopt;
}

}  // namespace fakestream
