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

// Runs the program, found on the PATH, with its arguments; passes SIGINT, SIGTERM and SIGHUP on to
// it. Returns its exit code, 128 + N when signal N ended it, or kCannotRun or kNotFound, after
// saying why on standard error. To be called after HoldSignals.
int RunChild(const std::vector<std::string>& command, const Environment& environment);

// How a program is started.
struct ChildStart {
  bool is_silent = false;    // its output goes nowhere
  bool leads_group = false;  // of processes, so that all it starts can be ended; it has no input
};

// Starts it. Returns its process id, or a negative kCannotRun or kNotFound after saying why.
pid_t StartChild(const std::vector<std::string>& command, const Environment& environment,
                 const ChildStart& how);

// Returns the exit code in what waitpid says: its own, or 128 + N when signal N ended it.
int ExitCodeOf(int status);

}  // namespace fakestream::tool
