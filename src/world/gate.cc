// SPDX-License-Identifier: Apache-2.0
#include "world/gate.h"

#include <fmt/format.h>

#include <string>

namespace fakestream {
namespace {

constexpr std::size_t kTraceLinesInErrors = 5;

}  // namespace

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
