// SPDX-License-Identifier: Apache-2.0
#include "explore/repeats.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include "explore/transience.h"

namespace fakestream {
namespace {

// The same request, made again and again while it fails and nothing changes. What comes in between,
// such as a look whether it was done after all, makes it no other.
struct Row {
  const std::string* region = nullptr;
  Operation operation{};
  std::size_t attempts = 0;
  std::size_t swift_attempts = 0;  // since the last pause
  const CallEvent* first = nullptr;
  const CallEvent* before = nullptr;
  const CallEvent* last = nullptr;

  // What a client waits for a reply that never comes is a pause, too.
  Duration gap() const { return last->start - before->start; }

  Duration length() const { return last->start - first->start; }
};

class Rows {
 public:
  explicit Rows(Duration pause) : pause_(pause) { rows_.reserve(8); }

  // Adds a call to its row, which it begins anew when it is no repetition.
  const Row& Add(const CallEvent& call) {
    Row& row = RowOf(call);
    const bool is_repeat =
        row.last != nullptr && row.last->error && row.last->request == call.request;
    row.before = std::exchange(row.last, &call);
    if (!is_repeat) {
      row.attempts = row.swift_attempts = 1;
      row.first = &call;
      return row;
    }
    ++row.attempts;
    row.swift_attempts = row.gap() < pause_ ? row.swift_attempts + 1 : 1;
    return row;
  }

  void Clear() { rows_.clear(); }

 private:
  Row& RowOf(const CallEvent& call) {
    const Operation operation = OperationOf(call.request);
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) {
      return row.operation == operation && *row.region == call.region;
    });
    if (found != rows_.end()) return *found;
    return rows_.emplace_back(Row{.region = &call.region, .operation = operation});
  }

  Duration pause_;
  std::vector<Row> rows_{};
};

// Calls `visit` with the row of each call that repeats another; returns the first problem.
template <class Visitor>
Problem ForEachRepeat(const Trace& trace, Duration pause, Visitor&& visit) {
  Rows rows(pause);
  for (const TraceEvent& event : trace.events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr) {
      rows.Clear();  // an image or the account is not what it was
      continue;
    }
    if (call->is_fault_free) continue;
    const Row& row = rows.Add(*call);
    if (row.attempts == 1) continue;
    if (Problem problem = visit(row)) return problem;
  }
  return std::nullopt;
}

std::string Describe(const CallEvent& call) {
  return fmt::format("call {} ({} in {})", call.number, NameOf(OperationOf(call.request)),
                     call.region);
}

// A poll may fail as long as code waits for anything, but not for ever.
bool IsPoll(const Row& row, const OracleOptions& options) {
  return IsRead(row.operation) && row.swift_attempts <= options.attempts &&
         row.length() <= options.polling;
}

}  // namespace

Problem FindVerbatimRetry(const Trace& trace) {
  return ForEachRepeat(trace, {}, [](const Row& row) {
    const ServiceError& error = *row.before->error;
    if (MayPass(error.code)) return Problem();
    return Problem(
        fmt::format("{} asks again what was answered by {}", Describe(*row.last), error.name()));
  });
}

Problem FindUnboundedAttempts(const Trace& trace, const OracleOptions& options) {
  return ForEachRepeat(trace, options.pause, [&](const Row& row) {
    if (row.attempts <= options.attempts || IsPoll(row, options)) return Problem();
    std::string text = fmt::format(
        "{} is attempt {} of the same request (at most {}: --max-attempts, OracleOptions::attempts",
        Describe(*row.last), row.attempts, options.attempts);
    if (IsRead(row.operation)) {
      text += fmt::format("; with pauses, for at most {}: OracleOptions::polling",
                          ToText(options.polling));
    }
    return Problem(text + ")");
  });
}

Problem FindHotLoop(const Trace& trace, const OracleOptions& options) {
  return ForEachRepeat(trace, options.pause, [&](const Row& row) {
    if (row.attempts <= 1 + kSwiftRepeats || row.gap() >= options.pause) return Problem();
    return Problem(
        fmt::format("{} comes {} after call {} was answered by {} (at least {}: "
                    "OracleOptions::pause)",
                    Describe(*row.last), ToText(row.gap()), row.before->number,
                    row.before->error->name(), ToText(options.pause)));
  });
}

}  // namespace fakestream
