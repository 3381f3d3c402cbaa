// SPDX-License-Identifier: Apache-2.0
#include "tidy/vocabulary.h"

#include <array>
#include <sstream>
#include <string>

namespace fakestream::internal {
namespace {

struct Replaced {
  std::string_view word;
  std::string_view by;
};

constexpr auto kReplaced = std::to_array<Replaced>({
    {"is no window of calls", "invalid call window"},
    {"is no duration", "invalid duration"},
    {"is no chance", "invalid chance"},
    {"is no regular", "not a regular"},
    {"has no operation \"", "unknown operation"},
    {"how manyth", "1-based index"},
    {"--most-", "--max-"},
    {"--lies", "--contradictory-faults"},
    {"most_runs", "max_runs"},
    {"most_time", "max_time"},
    {"may_lie", "contradictory_faults"},
    {"Unasked", "DisabledOracles"},
    {"Testimony", "RunOutcome"},
    {"TakeABreath", "RetryAcceptLater"},
    {"Sorry", "InternalErrorReply"},
    {"Graveyard", "RetiredGates"},
    {"Bury(", "Retire("},
    {"Truce", "FaultSuspension"},
    {"HoldFaults", "SuspendFaults"},
    {"LetFaultsGo", "ResumeFaults"},
    {"is_exempt", "is_fault_free"},
    {"Complain(", "PrintErrorText("},
    {"Confess(", "ReportInternalError("},
    {"kOurFault", "kInternalError"},
    {"Misfit", "TypeMismatch"},
    {"FittingValue", "DecodeUnchecked"},
    {"OpenEnum", "EnumOrUnknown"},
    {"Funnel", "OperationDispatcher"},
    {"goes_on{", "is_persistent"},
    {".goes_on", ".is_persistent"},
});

}  // namespace

Findings CheckVocabulary(std::string_view path, std::string_view text) {
  Findings findings;
  if (path.starts_with("tests/tidy/")) return findings;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    for (const Replaced& replaced : kReplaced) {
      if (line.find(replaced.word) == std::string::npos) continue;
      findings.push_back({.path = std::string(path),
                          .line = number,
                          .what = "\"" + std::string(replaced.word) + "\": the field says \"" +
                                  std::string(replaced.by) + "\""});
    }
  }
  return findings;
}

}  // namespace fakestream::internal
