// SPDX-License-Identifier: Apache-2.0
// What a rule that says too much is told.
#include "fakestream/fault/script.h"

#include <fmt/format.h>

#include "fakestream/base/check.h"

namespace fakestream::internal {
namespace {

// The clause that sets the window.
std::string ClauseOf(const CallWindow& window) {
  if (window.every > 0 || window.first == 0) return fmt::format(".EveryNth({})", window.every);
  if (!window.last) return fmt::format(".FromCall({})", window.first);
  if (window.first == 1) return fmt::format(".Times({})", *window.last);
  if (window.first == *window.last) return fmt::format(".OnCall({})", window.first);
  return fmt::format(".OnCalls({}, {})", window.first, *window.last);
}

// The clause that sets the effect.
struct EffectClause {
  std::string_view operator()(std::monostate) const { return ".Takes(…)"; }

  std::string_view operator()(const Fail&) const { return ".Fails(…)"; }

  std::string_view operator()(const Reply&) const { return ".Replies(…)"; }

  std::string_view operator()(const Drop&) const { return ".Drops(…)"; }

  std::string_view operator()(const Becomes&) const { return ".Becomes(…)"; }

  std::string_view operator()(const Stale&) const { return ".SeesStateOf(…)"; }
};

}  // namespace

void RefuseSecond(const CallWindow& first, const CallWindow& second) {
  throw Misuse(
      fmt::format("a rule has one window of calls: write `{}` or `{}`, or inject a rule for each",
                  ClauseOf(first), ClauseOf(second)));
}

void RefuseSecond(const Effect& first, const Effect& second) {
  throw Misuse(fmt::format("a rule has one effect: write `{}` or `{}`, or inject a rule for each",
                           std::visit(EffectClause{}, first), std::visit(EffectClause{}, second)));
}

void RefuseSecond(std::string_view clause) {
  throw Misuse(fmt::format(
      "`{}` stands twice in one rule: write it once, or inject a rule for each", clause));
}

}  // namespace fakestream::internal
