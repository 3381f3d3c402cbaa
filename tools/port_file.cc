// SPDX-License-Identifier: Apache-2.0
#include "tools/port_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace fakestream::tool {

PortFile::PortFile(std::string path) : path_(std::move(path)) {
  std::error_code ignored;
  // Descriptors and what is no file are nobody's leftovers.
  if (!path_.empty() && path_ != kStandardOutputName && !path_.starts_with("/dev/") &&
      std::filesystem::is_regular_file(path_, ignored)) {
    RemoveOutputFile(path_);
  }
}

PortFile::~PortFile() {
  Remove();
}

WriteProblem PortFile::Write(std::uint16_t port) {
  if (path_.empty()) return std::nullopt;
  const std::string text = std::to_string(port) + "\n";
  if (WriteProblem problem = WriteFile(path_, text)) return problem;
  text_ = text;
  return std::nullopt;
}

void PortFile::Remove() {
  if (!text_.empty() && IsOurs()) RemoveOutputFile(path_);
  text_.clear();
}

// The port is ours as long as we listen, so what names it is ours, too.
bool PortFile::IsOurs() const {
  std::error_code ignored;
  if (path_ == kStandardOutputName || !std::filesystem::is_regular_file(path_, ignored))
    return false;
  std::ifstream file(path_, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {}) == text_;
}

}  // namespace fakestream::tool
