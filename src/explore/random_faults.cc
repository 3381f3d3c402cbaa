// SPDX-License-Identifier: Apache-2.0
#include "explore/random_faults.h"

#include <utility>

#include <fmt/format.h>

#include "fakestream/sim/random.h"

namespace fakestream {
namespace {

constexpr Chance kSwitchedOn{1, 4};
constexpr Chance kHits{1, 4};
constexpr std::uint32_t kUniformIn = 16;

std::vector<std::size_t> PlausibleKinds(Operation operation) {
  std::vector<std::size_t> plausible;
  const std::vector<FaultKind>& kinds = FaultKindsOf(operation);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i].plausibility == Plausibility::kAlways) plausible.push_back(i);
  }
  return plausible;
}

ChanceFault MakeFault(Operation operation, std::size_t kind, Chance chance, std::uint64_t number) {
  Rule rule = ToRule({.operation = operation, .call = 1, .kind = kind, .is_persistent = true});
  rule.chance = chance;
  rule.is_optional = true;
  // Its stream of chance has this name, so that every run draws anew.
  rule.id = fmt::format("run {} {} {}", number, NameOf(operation), kind);
  return {operation, kind, std::move(rule)};
}

}  // namespace

std::vector<ChanceFault> FaultsByChance(ChancePlan plan, const std::vector<Operation>& operations,
                                        std::uint64_t seed, std::uint64_t number) {
  std::vector<ChanceFault> faults;
  for (const Operation operation : operations) {
    const std::vector<std::size_t> kinds = PlausibleKinds(operation);
    const RandomStream choice(seed, fmt::format("chance plan {}", NameOf(operation)));
    const auto count = static_cast<std::uint32_t>(kinds.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      // An earlier rule takes its share first; of what is left each takes a little more.
      Chance chance{1, kUniformIn * count - i};
      if (plan == ChancePlan::kTwoPhase) {
        if (!choice.Happens(kSwitchedOn, number * count + i)) continue;
        chance = kHits;
      }
      faults.push_back(MakeFault(operation, kinds[i], chance, number));
    }
  }
  return faults;
}

FaultSchedule ScheduleOf(const std::vector<ChanceFault>& faults, const RunRecord& record) {
  FaultSchedule schedule;
  for (const ActedFault& acted : record.acted) {
    const ChanceFault& fault = faults.at(acted.rule);
    schedule.push_back({.operation = fault.operation,
                        .region = acted.region,
                        .call = acted.call,
                        .kind = fault.kind});
  }
  return schedule;
}

Script ToScript(const std::vector<ChanceFault>& faults) {
  Script script;
  for (const ChanceFault& fault : faults) script.push_back(fault.rule);
  return script;
}

}  // namespace fakestream
