// SPDX-License-Identifier: Apache-2.0
#pragma once

// Another program, run with an environment of our making until it ends.

#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace fakestream::tool {

// Changes to our own environment: nothing removes the variable.
struct Environment {
  std::map<std::string, std::string> set{};
  std::vector<std::string> removed{};
};

// What a shell says of a program that could not be run.
inline constexpr int kCannotRun = 126;
inline constexpr int kNotFound = 127;

// Keeps the signals that are to be passed on from ending us. To be called before any thread starts.
void HoldSignals();

// Waits for SIGINT, SIGTERM or SIGHUP, after HoldSignals.
void AwaitEndSignal();

// How a program is started.
struct ChildStart {
  bool is_silent = false;  // its output goes nowhere
  // It is one of several at a time: it leads a group of processes, so that all it starts can be
  // ended, and has no input nor anything else that we have open.
  bool leads_group = false;
};

// Whether one of them has come by now, after HoldSignals.
bool IsAskedToEnd();

// Starts a program, found on the PATH, with its arguments. Returns its process id, or a negative
// kCannotRun or kNotFound after saying why on standard error. Its limit of descriptors is the one
// that we had before we raised ours. To be called after HoldSignals.
pid_t StartChild(const std::vector<std::string>& command, const Environment& environment,
                 const ChildStart& how = {});

struct ChildResult {
  int code = 0;                  // its exit code, or 128 + N when signal N ended it
  bool is_asked_to_end = false;  // one of the signals came
};

// Waits for it, and passes SIGINT, SIGTERM and SIGHUP on to it.
ChildResult AwaitChild(pid_t child);

// Returns the exit code in what waitpid says: its own, or 128 + N when signal N ended it.
int ExitCodeOf(int status);

}  // namespace fakestream::tool
