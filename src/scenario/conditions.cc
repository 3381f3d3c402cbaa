// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/conditions.h"

#include <optional>
#include <utility>
#include <variant>

#include "fakestream/base/text.h"

namespace fakestream {
namespace {

bool IsAbsence(const ValueMatcher& matcher) {
  return std::holds_alternative<ValueMatcher::AbsentOrNull>(matcher.kind());
}

// A typing error in the region is the likeliest reason.
std::string Elsewhere(const World& world, const std::string& image) {
  std::vector<std::string> regions;
  for (const PlacedImage& placed : world.FindImages()) {
    if (placed.image.name == image) regions.push_back(placed.region);
  }
  return regions.empty() ? "" : " (there is one in " + Join(regions, ", ") + ")";
}

std::string InItsState(const Image& image) {
  return image.state ? "there, " + std::string(NameOf(*image.state)) : "there";
}

std::vector<Mismatch> MismatchesOf(const World& world, const Condition& condition) {
  const std::optional<PlacedImage> placed =
      world.FindPlacedImage(condition.region, condition.image);
  if (IsAbsence(condition.is)) {
    if (!placed) return {};
    return {{"/is", "absent", InItsState(placed->image)}};
  }
  if (!placed) {
    return {{"/is", ToText(condition.is), "absent" + Elsewhere(world, condition.image)}};
  }
  const Value value = ToValue(*placed);
  std::vector<Mismatch> mismatches = Explain(condition.is, &value);
  for (Mismatch& mismatch : mismatches) mismatch.path.insert(0, "/is");
  return mismatches;
}

}  // namespace

std::string ToText(const Condition& condition, std::string_view home) {
  const std::string region = condition.region.empty() ? std::string(home) : condition.region;
  return "image " + Quoted(condition.image) + (region.empty() ? "" : " in " + region) + " is " +
         ToText(condition.is);
}

std::vector<StepFailure> EvaluateConditions(const World& world,
                                            const std::vector<Condition>& conditions) {
  std::vector<StepFailure> failures;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    std::vector<Mismatch> mismatches = MismatchesOf(world, conditions[i]);
    if (mismatches.empty()) continue;
    failures.push_back({.source = FailureSource::kCondition,
                        .step = i,
                        .line = conditions[i].line,
                        .what = ToText(conditions[i], world.options().region),
                        .mismatches = std::move(mismatches),
                        .at = world.clock().Elapsed()});
  }
  return failures;
}

}  // namespace fakestream
