// SPDX-License-Identifier: Apache-2.0
#include "world/required_regions.h"

#include <string>

#include <fmt/format.h>
#include "backend/regions.h"

#include "fakestream/base/check.h"
#include "fakestream/base/text.h"

#include "fault/rule_regions.h"

namespace fakestream::internal {
namespace {

// `whose()` says who names the region, and is asked only where it is wrong.
template <class Whose>
void Require(const WorldOptions& options, std::string_view region, const Whose& whose) {
  if (region.empty() || AllowsAnyRegion(options.behavior)) return;
  const auto problem = ProblemOfRegion(region);
  if (problem) throw Misuse(fmt::format("{}: {}", whose(), ToText(*problem)));
}

}  // namespace

void RequireRegions(const WorldOptions& options) {
  Require(options, options.region, [] { return std::string("the home region of a World"); });
  for (const GivenImage& image : options.images) {
    Require(options, image.region, [&] { return "image " + Quoted(image.name); });
  }
}

void RequireRegions(const WorldOptions& options, const Script& rules) {
  for (const Rule& rule : rules) {
    ForEachRegion(rule, [&](std::string_view where, std::string_view region) {
      Require(options, region, [&] {
        return fmt::format("a rule cannot be injected:\n  {}: {}", ToText(rule), where);
      });
    });
  }
}

void RequireRegionOfClient(const WorldOptions& options, std::string_view region) {
  Require(options, region, [] { return std::string("a client of a World"); });
}

}  // namespace fakestream::internal
