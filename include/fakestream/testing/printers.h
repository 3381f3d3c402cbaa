// SPDX-License-Identifier: Apache-2.0
#pragma once

// How GoogleTest prints fakestream's types: members by their AWS names, enumerators by theirs,
// durations as "1m30s", never bytes. Include it (testing.h does) before the test that prints.

#include <concepts>
#include <ostream>
#include <string>

#include <gtest/gtest-printers.h>

#include "fakestream/base/diagnostic.h"
#include "fakestream/fakestream.h"
#include "fakestream/service/codec.h"
#include "fakestream/service/error_catalog.h"

namespace fakestream {

namespace internal {

// What the library itself has words for.
template <class T>
concept HasToText = requires(const T& subject) {
  { ToText(subject) } -> std::convertible_to<std::string>;
};

// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name
template <class Items, class Braced>
void PrintTo(const OptionalItems<Items, Braced>& items, std::ostream* os) {
  *os << (items ? ToText(Encode(*items)) : "absent");
}

}  // namespace internal

// NOLINTBEGIN(readability-identifier-naming): GoogleTest's name
template <internal::HasToText T>
void PrintTo(const T& subject, std::ostream* os) {
  *os << ToText(subject);
}

template <Tabled T>

requires(!internal::HasToText<T>) void PrintTo(const T& structure, std::ostream* os) {
  *os << ToText(ToValue(structure));
}

template <NamedEnum E>
void PrintTo(const E& value, std::ostream* os) {
  *os << NameOf(value);
}

template <NamedEnum E>
void PrintTo(const EnumOrUnknown<E>& value, std::ostream* os) {
  *os << value.name();
}

template <class T>
void PrintTo(const Outcome<T>& outcome, std::ostream* os) {
  if (outcome.IsSuccess()) {
    *os << "success " << ToText(ToValue(outcome.GetResult()));
  } else {
    *os << ToText(outcome.GetError());
  }
}

template <class T>
void PrintTo(const Checked<T>& checked, std::ostream* os) {
  if (checked.ok()) {
    *os << ::testing::PrintToString(*checked);
    return;
  }
  for (const Diagnostic& problem : checked.diagnostics()) *os << ToText(problem) << "\n";
}

inline void PrintTo(const ErrorCode& code, std::ostream* os) {
  *os << RowOf(code).name;
}

inline void PrintTo(const Operation& operation, std::ostream* os) {
  *os << NameOf(operation);
}

inline void PrintTo(const Sdk& sdk, std::ostream* os) {
  *os << NameOf(sdk);
}

inline void PrintTo(const ErrorKind& kind, std::ostream* os) {
  *os << NameOf(kind);
}

inline void PrintTo(const ErrorSide& side, std::ostream* os) {
  *os << NameOf(side);
}

inline void PrintTo(const CompletionRule& wait, std::ostream* os) {
  if (wait.describes > 0) {
    *os << wait.describes << " describes";
  } else {
    *os << ToText(wait.time);
  }
}

inline void PrintTo(const TimeWindow& window, std::ostream* os) {
  *os << ToText(window.from) << " to " << ToText(window.to);
}

inline void PrintTo(const Fail& fail, std::ostream* os) {
  *os << "fail with " << fail.error;
  if (fail.status) *os << " (" << *fail.status << ")";
  if (fail.message) *os << ": " << *fail.message;
}

inline void PrintTo(const Reply& reply, std::ostream* os) {
  *os << "reply " << ToText(reply.result);
}

inline void PrintTo(const Drop& drop, std::ostream* os) {
  *os << "drop: " << NameOf(drop.fault);
}

inline void PrintTo(const Becomes& becomes, std::ostream* os) {
  *os << "becomes " << NameOf(becomes.ending);
}

inline void PrintTo(const Stale& stale, std::ostream* os) {
  *os << "stale by " << ToText(stale.age);
}

// Events by their instants: one alone does not know when its World began.
inline void PrintTo(const CallEvent& event, std::ostream* os) {
  *os << ToText(event, std::nullopt);
}

inline void PrintTo(const StateEvent& event, std::ostream* os) {
  *os << ToText(event, std::nullopt);
}

inline void PrintTo(const SettingEvent& event, std::ostream* os) {
  *os << ToText(event, std::nullopt);
}

inline void PrintTo(const Trace& trace, std::ostream* os) {
  *os << "\n" << trace.ToText();
}

inline void PrintTo(const World& world, std::ostream* os) {
  *os << "a World at +" << ToText(world.clock().Elapsed()) << ", in which this happened:\n"
      << world.trace().ToText();
}

// NOLINTEND(readability-identifier-naming)

}  // namespace fakestream

// Durations live in namespace std::chrono, where nobody may add a PrintTo.
template <class Count, class Period>
class testing::internal::UniversalPrinter<std::chrono::duration<Count, Period>> {
 public:
  static void Print(const std::chrono::duration<Count, Period>& length, std::ostream* os) {
    const auto whole = std::chrono::duration_cast<fakestream::Duration>(length);
    *os << (whole < whole.zero() ? "-" + fakestream::ToText(-whole) : fakestream::ToText(whole));
  }
};
