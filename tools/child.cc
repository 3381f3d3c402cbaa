// SPDX-License-Identifier: Apache-2.0
#include "tools/child.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/descriptors.h"
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
    const bool is_removed =
        std::find(changes.removed.begin(), changes.removed.end(), name) != changes.removed.end();
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
class Attributes {
 public:
  explicit Attributes(bool leads_group) {
    posix_spawnattr_init(&attributes_);
    sigset_t none{};
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t ignored{};  // by us
    sigemptyset(&ignored);
    for (const int signal : {SIGPIPE, SIGXFSZ}) sigaddset(&ignored, signal);
    posix_spawnattr_setsigdefault(&attributes_, &ignored);
    unsigned flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (leads_group) flags |= POSIX_SPAWN_SETPGROUP;
    posix_spawnattr_setflags(&attributes_, static_cast<short>(flags));
  }

  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  ~Attributes() { posix_spawnattr_destroy(&attributes_); }

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

// Where the program's input comes from, and its output goes.
class Redirections {
 public:
  explicit Redirections(const ChildStart& how) {
    posix_spawn_file_actions_init(&actions_);
    // Behind a terminal's foreground nobody may read, and several would take each other's lines.
    if (how.leads_group) {
      posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
      // A connection that another has just made must not stay open until this one ends.
      posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    }
    if (!how.is_silent) return;
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
      posix_spawn_file_actions_addopen(&actions_, descriptor, "/dev/null", O_WRONLY, 0);
    }
  }

  Redirections(const Redirections&) = delete;
  Redirections& operator=(const Redirections&) = delete;

  ~Redirections() { posix_spawn_file_actions_destroy(&actions_); }

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

ChildResult AwaitChild(pid_t child) {
  const sigset_t held = HeldSignals();
  ChildResult result;
  while (true) {
    int status = 0;
    if (waitpid(child, &status, WNOHANG) == child) {
      result.code = ExitCodeOf(status);
      return result;
    }
    siginfo_t info{};
    const int signal = sigwaitinfo(&held, &info);
    // What a terminal sends, it sends to the program itself, too.
    const bool is_from_terminal = info.si_code == SI_KERNEL;
    if (signal <= 0 || signal == SIGCHLD) continue;
    result.is_asked_to_end = true;
    if (!is_from_terminal) kill(child, signal);
  }
}

void HoldSignals() {
  // Who started us may have ignored it, and then nobody could be waited for.
  std::signal(SIGCHLD, SIG_DFL);
  const sigset_t held = HeldSignals();
  pthread_sigmask(SIG_BLOCK, &held, nullptr);
}

void AwaitEndSignal() {
  const sigset_t signals = EndSignals();
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
}

bool IsAskedToEnd() {
  const sigset_t signals = EndSignals();
  const timespec now{};
  return sigtimedwait(&signals, nullptr, &now) > 0;
}

int ExitCodeOf(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

pid_t StartChild(const std::vector<std::string>& command, const Environment& environment,
                 const ChildStart& how) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = Changed(environment);
  const Attributes attributes(how.leads_group);
  const Redirections redirections(how);
  pid_t child = 0;
  const OriginalDescriptorLimit limit;
  const int error =
      posix_spawnp(&child, command.front().c_str(), redirections.get(), attributes.get(),
                   Pointers(arguments).data(), Pointers(variables).data());
  if (error == 0) return child;
  PrintError("cannot run " + command.front() + ": " +
             std::strerror(error));  // NOLINT(concurrency-mt-unsafe): one thread of ours complains
  return error == ENOENT ? -kNotFound : -kCannotRun;
}

}  // namespace fakestream::tool
