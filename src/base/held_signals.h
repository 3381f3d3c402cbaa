// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <ctime>
#include <initializer_list>

namespace fakestream::internal {

// Holds back what would end the process in the middle of a file. It is delivered when this goes
// away, but for SIGXFSZ of our own writing: the write has told of it.
class HeldSignals {
 public:
  HeldSignals() {
    sigset_t held{};
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ}) sigaddset(&held, signal);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }

  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  ~HeldSignals() {
    sigset_t too_large{};
    sigemptyset(&too_large);
    sigaddset(&too_large, SIGXFSZ);
    const timespec no_wait{};
    while (sigtimedwait(&too_large, nullptr, &no_wait) == SIGXFSZ) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t before_{};
};

}  // namespace fakestream::internal
