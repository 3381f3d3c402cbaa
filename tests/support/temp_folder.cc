// SPDX-License-Identifier: Apache-2.0
#include "support/temp_folder.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace fakestream::internal {

namespace fs = std::filesystem;

TempFolder::TempFolder() {
  std::string name = (fs::temp_directory_path() / "fakestream_test_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;  // A program that a test started may still be writing there.
  fs::remove_all(path_, ignored);
}

void TempFolder::Write(const std::string& file, const std::string& text) const {
  std::ofstream(path_ / file, std::ios::binary) << text;
}

std::string TempFolder::Read(const std::string& file) const {
  std::ifstream in(path_ / file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int RunShell(const std::string& line) {
  return std::system(line.c_str());  // NOLINT(concurrency-mt-unsafe): tests run one at a time
}

}  // namespace fakestream::internal
