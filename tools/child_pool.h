// SPDX-License-Identifier: Apache-2.0
#pragma once

// Several programs at a time, each in a slot, each for a limited time.

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "tools/child.h"

namespace fakestream::tool {

// How a program ended.
struct ChildEnd {
  int code = 0;                 // as AwaitChild returns it
  bool is_out_of_time = false;  // it was killed, with all that it had started
};

// Where what a program prints goes.
enum class ChildOutput { kNowhere, kOurs };

// To be used after HoldSignals, from one thread.
class ChildPool {
 public:
  ChildPool(std::size_t slots, std::chrono::milliseconds timeout)
      : slots_(slots), timeout_(timeout) {}

  ChildPool(const ChildPool&) = delete;
  ChildPool& operator=(const ChildPool&) = delete;

  ~ChildPool() { Clear(); }

  // Kills what still runs.
  void Clear();

  // Starts a program in a free slot. Returns 0, or kCannotRun or kNotFound after saying why on
  // standard error.
  int Start(std::size_t slot, const std::vector<std::string>& command,
            const Environment& environment, ChildOutput output = ChildOutput::kNowhere);

  struct Ended {
    std::size_t slot = 0;
    ChildEnd end{};
  };

  // Whether the program in a slot need not be waited for any longer.
  using IsLost = std::function<bool(std::size_t slot)>;

  // Waits until one of those that run has ended; ends those that are lost. Nothing when a signal
  // asked us to end first, or none runs.
  std::optional<Ended> Await(const IsLost& is_lost = {});

  // The signal that asked us to end; 0: none.
  int signal() const { return signal_; }

 private:
  struct Slot {
    pid_t child = 0;  // leads a process group; 0: free
    std::chrono::steady_clock::time_point deadline{};
    bool is_out_of_time = false;
  };

  std::optional<Ended> Reap();
  void KillLateOnes(const IsLost& is_lost);
  // Until a child ends, one is late, or a signal asks us to end.
  void Sleep();
  bool IsIdle() const;

  std::vector<Slot> slots_;
  std::chrono::milliseconds timeout_;
  int signal_ = 0;
};

}  // namespace fakestream::tool
