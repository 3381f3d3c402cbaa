// SPDX-License-Identifier: Apache-2.0
#pragma once

// The file by which a script learns a server's port.

#include <cstdint>
#include <string>

#include "tools/output.h"

namespace fakestream::tool {

// There is such a file while its server listens, and no other: one of an earlier server goes away
// as this begins, before anything listens, and its own one goes away with this. One that another
// server has written meanwhile stays.
class PortFile {
 public:
  // An empty path is no file.
  explicit PortFile(std::string path);
  PortFile(const PortFile&) = delete;
  PortFile& operator=(const PortFile&) = delete;
  ~PortFile();

  WriteProblem Write(std::uint16_t port);
  // Takes it away at once.
  void Remove();

 private:
  bool IsOurs() const;

  std::string path_;
  std::string text_{};  // what we wrote; empty: nothing is there
};

}  // namespace fakestream::tool
