// SPDX-License-Identifier: Apache-2.0
#include "tools/child.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/output.h"

namespace fakestream::tool {
namespace {

sigset_t EndSignals() {
  sigset_t signals{};
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

sigset_t HeldSignals() {
  sigset_t signals = EndSignals();
  sigaddset(&signals, SIGCHLD);
  return signals;
}

std::string_view NameIn(std::string_view assignment) {
  return assignment.substr(0, assignment.find('='));
}

std::vector<std::string> Changed(const Environment& changes) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string name(NameIn(*entry));
    const bool is_removed = std::find(changes.removed.begin(), changes.removed.end(), name) !=
                            changes.removed.end();
    if (!is_removed && !changes.set.contains(name)) all.emplace_back(*entry);
  }
  for (const auto& [name, value] : changes.set) all.emplace_back(name).append("=").append(value);
  return all;
}

// Pointers into the texts, with the null that C wants behind them.
std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// A program starts with signals as if we were not there: none held, none ignored.
class PlainSignals {
 public:
  PlainSignals() {
    posix_spawnattr_init(&attributes_);
    sigset_t none{};
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t pipe{};
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &pipe);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  PlainSignals(const PlainSignals&) = delete;
  PlainSignals& operator=(const PlainSignals&) = delete;
  ~PlainSignals() { posix_spawnattr_destroy(&attributes_); }

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

int ExitCodeOf(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int Await(pid_t child) {
  const sigset_t held = HeldSignals();
  while (true) {
    int status = 0;
    if (waitpid(child, &status, WNOHANG) == child) return ExitCodeOf(status);
    siginfo_t info{};
    const int signal = sigwaitinfo(&held, &info);
    // What a terminal sends, it sends to the program itself, too.
    const bool is_from_terminal = info.si_code == SI_KERNEL;
    if (signal > 0 && signal != SIGCHLD && !is_from_terminal) kill(child, signal);
  }
}

}  // namespace

void HoldSignals() {
  const sigset_t held = HeldSignals();
  pthread_sigmask(SIG_BLOCK, &held, nullptr);
}

void AwaitEndSignal() {
  const sigset_t signals = EndSignals();
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
}

int RunChild(const std::vector<std::string>& command, const Environment& environment) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = Changed(environment);
  const PlainSignals signals;
  pid_t child = 0;
  const int error = posix_spawnp(&child, command.front().c_str(), nullptr, signals.get(),
                                 Pointers(arguments).data(), Pointers(variables).data());
  if (error == 0) return Await(child);
  Complain("fakestream: cannot run " + command.front() + ": " +
           std::strerror(error) +  // NOLINT(concurrency-mt-unsafe): one thread of ours complains
           "\n");
  return error == ENOENT ? kNotFound : kCannotRun;
}

}  // namespace fakestream::tool
