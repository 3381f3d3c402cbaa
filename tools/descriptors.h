// SPDX-License-Identifier: Apache-2.0
#pragma once

// How many files and connections may be open: many systems allow 1,024 unless asked for more.

#include <cstddef>
#include <sys/resource.h>

namespace fakestream::tool {

// Raises our limit as far as the system allows. To be called from one thread.
void RaiseDescriptorLimit();

// Returns how many of `jobs` at a time, each with so many descriptors of its own, our limit has
// room for; at least one. Says so on standard error where that is fewer.
std::size_t AffordableJobs(std::size_t jobs, std::size_t descriptors_of_each);

// While it lives our limit is what it was before RaiseDescriptorLimit: that is what a program which
// we start inherits.
class OriginalDescriptorLimit {
 public:
  OriginalDescriptorLimit();
  OriginalDescriptorLimit(const OriginalDescriptorLimit&) = delete;
  OriginalDescriptorLimit& operator=(const OriginalDescriptorLimit&) = delete;
  ~OriginalDescriptorLimit();

 private:
  rlimit raised_{};
};

}  // namespace fakestream::tool
