// SPDX-License-Identifier: Apache-2.0
#include "world/gate.h"

#include <string>
#include <utility>

#include <fmt/format.h>
#include "world/retired.h"

namespace fakestream {
namespace {

constexpr std::size_t kTraceLinesInErrors = 5;

}  // namespace

void Gate::ThrowClosed() {
  throw Misuse(
      "the World of this client is gone; declare the World before whatever uses its clients, so "
      "that "
      "it lives longer");
}

void LimitGuard::ThrowTooManyCalls() {
  Throw(fmt::format("it made more than {} calls", limits_.calls));
}

void LimitGuard::ThrowTooLong() {
  Throw(fmt::format("it went on for more than {} of virtual time", ToText(limits_.elapsed)));
}

void LimitGuard::ThrowTooManyClockReads() {
  Throw(fmt::format("it read the clock more than {} times, and no time passed",
                    limits_.max_clock_reads));
}

void LimitGuard::Throw(std::string what) {
  if (passed_.empty()) passed_ = what;
  throw Exhausted{std::move(what)};
}

void Retire(std::unique_ptr<Gate> gate) {
  static Retired<Gate> retired;
  gate->Close();
  retired.Keep(std::move(gate));
}

InternalError Explained(const InternalError& error, std::uint64_t seed, const Trace& trace) {
  std::string text = fmt::format("{}\n  seed {}; the last calls:", error.what(), seed);
  const auto& events = trace.events();
  const std::size_t first =
      events.size() > kTraceLinesInErrors ? events.size() - kTraceLinesInErrors : 0;
  for (std::size_t i = first; i < events.size(); ++i) {
    text += "\n  " + ToText(events[i], trace.start());
  }
  return InternalError{text};
}

}  // namespace fakestream
