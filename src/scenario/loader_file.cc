// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "fakestream/scenario/loader.h"

namespace fakestream {
namespace {

Diagnostic CannotRead(const std::string& path, std::string why) {
  return {.file = path, .what = "cannot be read: " + std::move(why)};
}

std::string LastError() {
  return std::error_code(errno, std::generic_category()).message();
}

std::string TooLarge() {
  return fmt::format("it is larger than {} MiB", kLargestScenario >> 20U);
}

// Reads until the end or until the buffer is full. Returns nothing when that fails.
std::optional<std::size_t> ReadInto(int descriptor, char* buffer, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = read(descriptor, buffer + done, size - done);
    if (count == 0) break;
    if (count < 0 && errno != EINTR) return std::nullopt;
    if (count > 0) done += static_cast<std::size_t>(count);
  }
  return done;
}

Checked<Scenario> LoadStandardInput(const std::string& name) {
  constexpr std::size_t kFirstPart = 65'536;
  std::string text;
  std::size_t length = 0;
  while (length == text.size()) {
    if (length > kLargestScenario) return CannotRead(name, TooLarge());
    text.resize(std::max(kFirstPart, 2 * length));
    const std::optional<std::size_t> count =
        ReadInto(STDIN_FILENO, text.data() + length, text.size() - length);
    if (!count) return CannotRead(name, LastError());
    length += *count;
  }
  return LoadScenario(std::string_view(text).substr(0, length), name);
}

class ClosedAtEnd {
 public:
  explicit ClosedAtEnd(int descriptor) : descriptor_(descriptor) {}

  ClosedAtEnd(const ClosedAtEnd&) = delete;
  ClosedAtEnd& operator=(const ClosedAtEnd&) = delete;

  ~ClosedAtEnd() { close(descriptor_); }

 private:
  int descriptor_;
};

std::string WhyNoFile(const struct stat& status) {
  if (S_ISDIR(status.st_mode)) return "it is a folder";
  return S_ISREG(status.st_mode) ? "" : "not a regular file";
}

}  // namespace

Checked<Scenario> LoadScenarioFile(const std::string& path) {
  if (path == "-") return LoadStandardInput(path);
  // A pipe must not make us wait for somebody who writes into it.
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // NOLINT(*-vararg)
  if (descriptor < 0) {
    return CannotRead(path, errno == ENOENT ? "there is no such file" : LastError());
  }
  const ClosedAtEnd closer{descriptor};

  struct stat status {};

  if (fstat(descriptor, &status) != 0) return CannotRead(path, LastError());
  if (std::string why = WhyNoFile(status); !why.empty()) return CannotRead(path, std::move(why));
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > kLargestScenario) return CannotRead(path, TooLarge());
  // One byte more than the file should have tells whether it grew meanwhile. Unlike a string the
  // buffer is not cleared first.
  // NOLINTNEXTLINE(*-avoid-c-arrays,modernize-make-unique)
  const std::unique_ptr<char[]> text(new char[size + 1]);
  const std::optional<std::size_t> count = ReadInto(descriptor, text.get(), size + 1);
  if (!count) return CannotRead(path, LastError());
  if (*count != size) return CannotRead(path, "it changed while it was read");
  return LoadScenario({text.get(), *count}, path);
}

}  // namespace fakestream
