// SPDX-License-Identifier: Apache-2.0
#include "tools/descriptors.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include "tools/output.h"

namespace fakestream::tool {
namespace {

// Standard streams, the files of reports, what the runtime opens for a moment.
constexpr std::size_t kOwn = 16;

// As it was when we started; nothing while it still is.
std::optional<rlimit>& Original() {
  static std::optional<rlimit> original;
  return original;
}

}  // namespace

void RaiseDescriptorLimit() {
  rlimit limit{};
  if (Original() || getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlimit original = limit;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0) Original() = original;
}

std::size_t AffordableJobs(std::size_t jobs, std::size_t descriptors_of_each) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return jobs;
  const std::size_t most = limit.rlim_cur;
  const std::size_t room = std::max(most, kOwn) - kOwn;
  const std::size_t affordable = std::clamp<std::size_t>(room / descriptors_of_each, 1, jobs);
  if (affordable < jobs) {
    PrintError(
        fmt::format("{} at a time instead of {}: only {} files and connections may be open (see "
                    "ulimit -n)",
                    affordable, jobs, most));
  }
  return affordable;
}

// Our own descriptors above that limit stay open. What another thread opens in the meantime may be
// refused; an endpoint that cannot accept a connection tries again.
OriginalDescriptorLimit::OriginalDescriptorLimit() {
  if (!Original() || getrlimit(RLIMIT_NOFILE, &raised_) != 0) return;
  rlimit original = *Original();
  original.rlim_max = raised_.rlim_max;  // lowered, it could not be raised again
  setrlimit(RLIMIT_NOFILE, &original);
}

OriginalDescriptorLimit::~OriginalDescriptorLimit() {
  if (Original() && raised_.rlim_max != 0) setrlimit(RLIMIT_NOFILE, &raised_);
}

}  // namespace fakestream::tool
