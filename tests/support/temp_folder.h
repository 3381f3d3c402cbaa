// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace fakestream::internal {

// A folder of a test's own, which goes away with this.
class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();

  const std::filesystem::path& path() const { return path_; }

  // Paths are below the folder.
  void Write(const std::string& file, const std::string& text) const;
  // Empty when there is no such file.
  std::string Read(const std::string& file) const;

 private:
  std::filesystem::path path_;
};

// Runs a line of shell, and returns what std::system says of it.
int RunShell(const std::string& line);

}  // namespace fakestream::internal
