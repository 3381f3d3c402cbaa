// SPDX-License-Identifier: Apache-2.0
#include "tools/child_pool.h"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <sys/wait.h>

namespace fakestream::tool {
namespace {

using Time = std::chrono::steady_clock;

timespec ToTimespec(Time::duration length) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length);
  const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(length - seconds);
  return {.tv_sec = seconds.count(), .tv_nsec = rest.count()};
}

}  // namespace

void ChildPool::Clear() {
  for (Slot& slot : slots_) {
    if (slot.child == 0) continue;
    kill(-slot.child, SIGKILL);
    waitpid(slot.child, nullptr, 0);
    slot = {};
  }
}

int ChildPool::Start(std::size_t slot, const std::vector<std::string>& command,
                     const Environment& environment, ChildOutput output) {
  const pid_t child = StartChild(
      command, environment, {.is_silent = output == ChildOutput::kNowhere, .leads_group = true});
  if (child < 0) return -child;
  slots_.at(slot) = {.child = child, .deadline = Time::now() + timeout_};
  return 0;
}

std::optional<ChildPool::Ended> ChildPool::Await(const IsLost& is_lost) {
  while (signal_ == 0 && !IsIdle()) {
    if (std::optional<Ended> ended = Reap()) return ended;
    KillLateOnes(is_lost);
    Sleep();
  }
  return std::nullopt;
}

std::optional<ChildPool::Ended> ChildPool::Reap() {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    Slot& slot = slots_[i];
    int status = 0;
    if (slot.child == 0 || waitpid(slot.child, &status, WNOHANG) != slot.child) continue;
    // What it left behind would call on in the next run's World.
    kill(-slot.child, SIGKILL);
    const Ended ended{i, {.code = ExitCodeOf(status), .is_out_of_time = slot.is_out_of_time}};
    slot = {};
    return ended;
  }
  return std::nullopt;
}

void ChildPool::KillLateOnes(const IsLost& is_lost) {
  const auto now = Time::now();
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    Slot& slot = slots_[i];
    if (slot.child == 0 || slot.is_out_of_time) continue;
    if (now < slot.deadline && !(is_lost && is_lost(i))) continue;
    slot.is_out_of_time = true;
    kill(-slot.child, SIGKILL);
  }
}

void ChildPool::Sleep() {
  auto wake = Time::now() + std::chrono::seconds{1};
  for (const Slot& slot : slots_) {
    if (slot.child != 0 && !slot.is_out_of_time) wake = std::min(wake, slot.deadline);
  }
  const timespec length = ToTimespec(std::max(wake - Time::now(), Time::duration::zero()));
  sigset_t signals{};
  sigemptyset(&signals);
  for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  const int signal = sigtimedwait(&signals, nullptr, &length);
  if (signal > 0 && signal != SIGCHLD) signal_ = signal;
}

bool ChildPool::IsIdle() const {
  return std::all_of(slots_.begin(), slots_.end(),
                     [](const Slot& slot) { return slot.child == 0; });
}

}  // namespace fakestream::tool
