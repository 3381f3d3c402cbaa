// SPDX-License-Identifier: Apache-2.0
#include "tools/output.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace fakestream::tool {
namespace {

// errno of what went wrong, or 0.
using Errno = int;

// Waits until a descriptor that somebody made non-blocking takes more.
bool WaitFor(int descriptor) {
  pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return poll(&wanted, 1, -1) >= 0 || errno == EINTR;
}

Errno WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN && WaitFor(descriptor)) {
      continue;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

// Closing may be what reports that a disk is full.
Errno WriteAndClose(int descriptor, std::string_view text) {
  const Errno written = WriteAll(descriptor, text);
  const Errno closed = close(descriptor) == 0 ? 0 : errno;
  return written != 0 ? written : closed;
}

int Open(const std::string& path, int flags) {
  return open(path.c_str(), flags | O_WRONLY | O_CLOEXEC,
              0666);  // NOLINT(cppcoreguidelines-pro-type-vararg)
}

WriteProblem ProblemWith(const std::string& what, Errno error) {
  if (error == 0) return std::nullopt;
  return fmt::format("cannot write {}: {}", what,
                     std::strerror(error));  // NOLINT(concurrency-mt-unsafe): one thread writes
}

// What a link leads to, so that renaming replaces the file and not the link.
std::string Resolved(const std::string& path) {
  char* const resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string target = resolved;
  std::free(resolved);  // NOLINT(cppcoreguidelines-no-malloc): realpath allocates like this
  return target;
}

bool IsRegularOrNew(const std::string& path) {
  // Behind these stand descriptors that are open already, whatever kind of file they lead to.
  if (path.starts_with("/dev/") || path.starts_with("/proc/")) return false;

  struct stat status {};

  return stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

Errno Replace(const std::string& target, std::string_view text) {
  const std::string part = fmt::format("{}.{}.part", target, getpid());
  const int file = Open(part, O_CREAT | O_EXCL);
  if (file < 0) return errno;
  Errno error = WriteAndClose(file, text);
  if (error == 0 && std::rename(part.c_str(), target.c_str()) != 0) error = errno;
  if (error != 0) unlink(part.c_str());
  return error;
}

}  // namespace

WriteProblem WriteStandardOutput(std::string_view text) {
  return ProblemWith("to standard output", WriteAll(STDOUT_FILENO, text));
}

WriteProblem WriteFile(const std::string& path, std::string_view text) {
  if (IsRegularOrNew(path)) return ProblemWith(path, Replace(Resolved(path), text));
  const int file = Open(path, O_APPEND);
  return ProblemWith(path, file < 0 ? errno : WriteAndClose(file, text));
}

WriteProblem WriteNewFile(const std::string& path, std::string_view text) {
  const int file = Open(path, O_CREAT | O_EXCL);
  if (file < 0) return ProblemWith(path, errno);
  const Errno error = WriteAndClose(file, text);
  if (error != 0) unlink(path.c_str());
  return ProblemWith(path, error);
}

void Complain(std::string_view text) {
  WriteAll(STDERR_FILENO, text);
}

void Complain(const Diagnostics& problems) {
  std::string text;
  for (const Diagnostic& problem : problems) text += ToText(problem) + "\n";
  Complain(text + fmt::format("fakestream: {} {}\n", problems.size(),
                              problems.size() == 1 ? "problem" : "problems"));
}

}  // namespace fakestream::tool
