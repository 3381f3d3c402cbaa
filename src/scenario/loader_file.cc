// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "fakestream/scenario/loader.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Diagnostic CannotRead(const std::string& path, std::string why) {
  return {.file = path, .what = "cannot be read: " + std::move(why)};
}

std::string LastError() {
  return std::error_code(errno, std::generic_category()).message();
}

}  // namespace

Checked<Scenario> LoadScenarioFile(const std::string& path) {
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (status.type() == fs::file_type::not_found) return CannotRead(path, "there is no such file");
  if (problem) return CannotRead(path, problem.message());
  if (status.type() == fs::file_type::directory) return CannotRead(path, "it is a folder");
  if (status.type() != fs::file_type::regular) return CannotRead(path, "it is no regular file");

  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) return CannotRead(path, LastError());
  // One byte more than the file should have tells whether it grew meanwhile.
  const std::uintmax_t size = fs::file_size(path, problem);
  if (problem) return CannotRead(path, problem.message());
  if (size > kLargestScenario) {
    return CannotRead(path, fmt::format("it is larger than {} MiB", kLargestScenario >> 20U));
  }
  // Unlike a string it is not cleared first.
  const auto text = std::make_unique_for_overwrite<char[]>(size + 1);  // NOLINT(modernize-avoid-c-arrays)
  const std::size_t read = std::fread(text.get(), 1, size + 1, file.get());
  if (std::ferror(file.get()) != 0) return CannotRead(path, LastError());
  if (read != size) return CannotRead(path, "it changed while it was read");
  return LoadScenario({text.get(), read}, path);
}

}  // namespace fakestream
