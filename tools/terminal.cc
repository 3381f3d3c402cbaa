// SPDX-License-Identifier: Apache-2.0
#include "tools/terminal.h"

#include <string_view>
#include <unistd.h>

#include "base/clean_text.h"
#include "tools/output.h"
#include "tools/variable.h"

namespace fakestream::tool {
namespace {

constexpr std::chrono::milliseconds kPatience{500};
constexpr std::chrono::milliseconds kPause{100};

bool IsCapable(int descriptor) {
  const std::string kind = Variable("TERM");
  return isatty(descriptor) == 1 && !kind.empty() && kind != "dumb";
}

}  // namespace

bool WantsColor() {
  return Variable("NO_COLOR").empty() && IsCapable(STDOUT_FILENO);
}

std::string ProgramName() {
  return Variable("FAKESTREAM_PROGRAM");
}

Progress::Progress()
    : is_wanted_(IsCapable(STDERR_FILENO)), next_(std::chrono::steady_clock::now() + kPatience) {}

Progress::~Progress() {
  if (is_shown_) WriteToDescriptor(STDERR_FILENO, "\r\x1b[K");
}

void Progress::Show(const std::string& text) {
  if (!is_wanted_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kPause;
  is_shown_ = true;
  WriteToDescriptor(STDERR_FILENO, "\r" + OneLine(text) + "\x1b[K");
}

}  // namespace fakestream::tool
