// SPDX-License-Identifier: Apache-2.0
#include "explore/shrink.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace fakestream {
namespace {

// Up to so many faults, every subset is tried.
constexpr std::size_t kFewFaults = 8;

class Shrinker {
 public:
  Shrinker(FaultSchedule schedule, const StillFails& still_fails)
      : best_(std::move(schedule)), still_fails_(&still_fails) {}

  FaultSchedule Result() {
    // A milder fault may make another needless.
    FaultSchedule before;
    do {
      before = best_;
      if (best_.size() > kFewFaults) RemoveChunks();
      if (best_.size() <= kFewFaults) TakeSmallestSubset();
      for (std::size_t i = 0; i < best_.size(); ++i) Simplify(i);
    } while (best_ != before);
    return best_;
  }

 private:
  // Keeps the candidate when it fails, too.
  bool Try(FaultSchedule candidate) {
    if (runs_ == kMaxShrinkRuns) return false;
    ++runs_;
    if (!(*still_fails_)(candidate)) return false;
    best_ = std::move(candidate);
    return true;
  }

  // Halves, quarters, … single faults, as in delta debugging (Zeller, Hildebrandt; TSE 2002).
  void RemoveChunks() {
    for (std::size_t length = best_.size() / 2; length > 0; length /= 2) {
      std::size_t begin = 0;
      while (begin < best_.size()) {
        FaultSchedule candidate = best_;
        const auto first = candidate.begin() + static_cast<std::ptrdiff_t>(begin);
        const std::size_t count = std::min(length, best_.size() - begin);
        candidate.erase(first, first + static_cast<std::ptrdiff_t>(count));
        if (!Try(std::move(candidate))) begin += length;
      }
    }
  }

  void TakeSmallestSubset() {
    const FaultSchedule all = best_;
    for (std::size_t size = 0; size < all.size(); ++size) {
      for (std::uint32_t mask = 0; mask < (1U << all.size()); ++mask) {
        if (static_cast<std::size_t>(std::popcount(mask)) != size) continue;
        FaultSchedule candidate;
        for (std::size_t i = 0; i < all.size(); ++i) {
          if ((mask & (1U << i)) != 0) candidate.push_back(all[i]);
        }
        if (Try(std::move(candidate))) return;
      }
    }
  }

  // Makes one fault milder, shorter or earlier, if that can be.
  void Simplify(std::size_t place) {
    const ScheduledFault fault = best_[place];
    if (fault.is_persistent &&
        Replace(place, [](ScheduledFault& one) { one.is_persistent = false; }))
      return;
    for (std::size_t kind = 0; kind < fault.kind; ++kind) {
      if (FaultKindsOf(fault.operation)[kind].plausibility != Plausibility::kAlways) continue;
      if (Replace(place, [&](ScheduledFault& one) { one.kind = kind; })) return;
    }
    for (std::uint64_t call = 1; call < fault.call; ++call) {
      if (Replace(place, [&](ScheduledFault& one) { one.call = call; })) return;
    }
  }

  template <class Change>
  bool Replace(std::size_t place, Change&& change) {
    FaultSchedule candidate = best_;
    change(candidate[place]);
    return Try(std::move(candidate));
  }

  FaultSchedule best_;
  const StillFails* still_fails_;
  std::uint64_t runs_ = 0;
};

}  // namespace

FaultSchedule Shrink(FaultSchedule schedule, const StillFails& still_fails) {
  return Shrinker(std::move(schedule), still_fails).Result();
}

std::vector<FaultSchedule> Alternatives(const FaultSchedule& schedule) {
  std::vector<FaultSchedule> others;
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    const std::vector<FaultKind>& kinds = FaultKindsOf(schedule[i].operation);
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      if (kind == schedule[i].kind || kinds[kind].plausibility != Plausibility::kAlways) continue;
      others.push_back(schedule);
      others.back()[i].kind = kind;
    }
  }
  return others;
}

std::vector<std::vector<std::string>> Explain(const FaultSchedule& schedule,
                                              const StillFails& still_fails) {
  std::vector<std::vector<std::string>> alternatives(schedule.size());
  for (const FaultSchedule& other : Alternatives(schedule)) {
    if (!still_fails(other)) continue;
    for (std::size_t i = 0; i < schedule.size(); ++i) {
      if (other[i] != schedule[i]) alternatives[i].push_back(KindOf(other[i]).name);
    }
  }
  return alternatives;
}

}  // namespace fakestream
