// SPDX-License-Identifier: Apache-2.0
// tests/tidy knows this file as the only one that creates files.
#include "base/output_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include "base/held_signals.h"

#include "fakestream/base/text.h"

namespace fakestream {
namespace {

// errno of what went wrong, or 0.
using Errno = int;

constexpr int kMaxDrafts = 10'000;

WriteProblem ProblemOf(Errno error) {
  if (error == 0) return std::nullopt;
  return std::strerror(error);  // NOLINT(concurrency-mt-unsafe): a constant text
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ~Descriptor() { Close(); }

  int number() const { return number_; }

  bool is_open() const { return number_ >= 0; }

  // Closing may be what reports that a disk is full.
  Errno Close() {
    if (!is_open()) return 0;
    return close(std::exchange(number_, -1)) == 0 ? 0 : errno;
  }

 private:
  int number_;
};

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

// The descriptor that a name of the system's stands for.
std::optional<int> DescriptorIn(std::string_view path) {
  if (path == "/dev/stdin") return STDIN_FILENO;
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const auto number = ParseNumber(path.substr(folder.size()));
    if (number && *number <= 1'000'000) return static_cast<int>(*number);
  }
  return std::nullopt;
}

bool IsOpenForWriting(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

std::string KindOf(mode_t mode) {
  if (S_ISDIR(mode)) return "it is a folder";
  if (S_ISFIFO(mode)) return "it is a pipe, not a regular file";
  if (S_ISSOCK(mode)) return "it is a socket, not a regular file";
  return "it is a device, not a regular file";
}

bool IsLink(const std::string& path) {
  struct stat status {};

  return lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

// What a link leads to, so that renaming replaces the file and not the link.
std::string Resolved(const std::string& path) {
  char* const resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string target = resolved;
  std::free(resolved);  // NOLINT(cppcoreguidelines-no-malloc): realpath allocates like this
  return target;
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A file beside the target. Nobody can plant it: it is new, or there is none.
struct Draft {
  std::string path{};
  int descriptor = -1;
  Errno error = 0;
};

Draft MakeDraft(const std::string& target, mode_t mode) {
  Draft draft;
  for (int i = 0; i < kMaxDrafts; ++i) {
    draft.path = fmt::format("{}/.fakestream-{}-{}.part", FolderOf(target), getpid(), i);
    draft.descriptor = open(draft.path.c_str(),  // NOLINT(cppcoreguidelines-pro-type-vararg)
                            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    draft.error = draft.descriptor < 0 ? errno : 0;
    if (draft.error != EEXIST) break;
  }
  return draft;
}

enum class Attempt { kDone, kFailed, kRefused };

// The owner first: giving a file away takes special bits from it.
bool KeepsOwnerAndMode(int descriptor, const struct stat& before) {
  struct stat now {};

  if (fstat(descriptor, &now) != 0) return false;
  const bool is_ours = now.st_uid == before.st_uid && now.st_gid == before.st_gid;
  if (!is_ours && fchown(descriptor, before.st_uid, before.st_gid) != 0) return false;
  return fchmod(descriptor, before.st_mode & 07777U) == 0;
}

// Puts a new file in the target's place; `before` is the status of the one that is there, if any.
// kRefused leaves all as it was.
std::pair<Attempt, Errno> Replace(const std::string& target, std::string_view text,
                                  const struct stat* before) {
  const Draft draft = MakeDraft(target, before == nullptr ? 0666 : 0600);
  if (draft.descriptor < 0) return {Attempt::kRefused, draft.error};
  Descriptor file(draft.descriptor);
  Attempt attempt = Attempt::kDone;
  Errno error = 0;
  if (before != nullptr && !KeepsOwnerAndMode(file.number(), *before)) {
    attempt = Attempt::kRefused;
    error = EPERM;
  }
  if (error == 0 && (error = WriteAll(file.number(), text)) != 0) attempt = Attempt::kFailed;
  if (error == 0 && (error = file.Close()) != 0) attempt = Attempt::kFailed;
  if (error == 0 && std::rename(draft.path.c_str(), target.c_str()) != 0) {
    error = errno;
    attempt = Attempt::kRefused;
  }
  if (error != 0) unlink(draft.path.c_str());
  return {attempt, error};
}

Errno WriteInPlace(Descriptor& file, std::string_view text) {
  if (ftruncate(file.number(), 0) != 0) return errno;
  const Errno written = WriteAll(file.number(), text);
  const Errno closed = file.Close();
  return written != 0 ? written : closed;
}

// Opened as whoever writes to it would: what the system protects stays protected.
Errno WriteExisting(const std::string& path, std::string_view text) {
  Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK));  // NOLINT
  if (!file.is_open()) return errno;

  struct stat before {};

  if (fstat(file.number(), &before) != 0) return errno;
  if (!S_ISREG(before.st_mode)) return EINVAL;
  const auto [attempt, error] = Replace(Resolved(path), text, &before);
  return attempt == Attempt::kRefused ? WriteInPlace(file, text) : error;
}

Errno WriteFresh(const std::string& path, std::string_view text) {
  return Replace(path, text, nullptr).second;
}

}  // namespace

WriteProblem WhyNotWritable(const std::string& path) {
  if (path.empty()) return "it has no name";
  if (const std::optional<int> descriptor = DescriptorIn(path)) {
    if (IsOpenForWriting(*descriptor)) return std::nullopt;
    return "it is not open for writing";
  }

  struct stat status {};

  if (stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) return KindOf(status.st_mode);
    return ProblemOf(access(path.c_str(), W_OK) == 0 ? 0 : errno);
  }
  if (errno != ENOENT) return ProblemOf(errno);
  if (IsLink(path)) return "it is a link that leads nowhere";
  if (path.ends_with('/')) return KindOf(S_IFDIR);
  return ProblemOf(access(FolderOf(path).c_str(), W_OK | X_OK) == 0 ? 0 : errno);
}

WriteProblem WriteOutputFile(const std::string& path, std::string_view text) {
  if (WriteProblem problem = WhyNotWritable(path)) return problem;
  if (const std::optional<int> descriptor = DescriptorIn(path)) {
    return WriteToDescriptor(*descriptor, text);
  }
  const internal::HeldSignals held;

  struct stat status {};

  const bool is_there = stat(path.c_str(), &status) == 0;
  return ProblemOf(is_there ? WriteExisting(path, text) : WriteFresh(path, text));
}

WriteProblem WriteNewFile(const std::string& path, std::string_view text) {
  const internal::HeldSignals held;
  Descriptor file(open(path.c_str(),
                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,  // NOLINT
                       0666));
  if (!file.is_open()) return ProblemOf(errno);
  const Errno written = WriteAll(file.number(), text);
  const Errno closed = file.Close();
  const Errno error = written != 0 ? written : closed;
  if (error != 0) unlink(path.c_str());
  return ProblemOf(error);
}

WriteProblem RemoveOutputFile(const std::string& path) {
  if (unlink(Resolved(path).c_str()) == 0 || errno == ENOENT) return std::nullopt;
  const Errno error = errno;
  return truncate(path.c_str(), 0) == 0 ? std::nullopt : ProblemOf(error);
}

WriteProblem WriteToDescriptor(int descriptor, std::string_view text) {
  return ProblemOf(WriteAll(descriptor, text));
}

std::optional<FilePlace> PlaceOf(int descriptor) {
  struct stat status {};

  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FilePlace{.device = status.st_dev, .number = status.st_ino};
}

std::optional<FilePlace> PlaceOf(const std::string& path) {
  if (const std::optional<int> descriptor = DescriptorIn(path)) return PlaceOf(*descriptor);

  struct stat status {};

  if (stat(path.c_str(), &status) == 0) {
    return FilePlace{.device = status.st_dev, .number = status.st_ino};
  }
  if (stat(FolderOf(path).c_str(), &status) != 0) return std::nullopt;
  return FilePlace{
      .device = status.st_dev, .number = status.st_ino, .name = path.substr(path.rfind('/') + 1)};
}

}  // namespace fakestream
