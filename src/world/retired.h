// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

namespace fakestream {

// Keeps the last few of the things that a World gave out and that are closed since it is gone, so
// that whoever still uses one meets a Misuse and no crash. It is all that Worlds share.
template <class T>
class Retired {
 public:
  void Keep(std::unique_ptr<T> closed) {
    const std::lock_guard lock(mutex_);
    kept_.at(next_) = std::move(closed);
    next_ = (next_ + 1) % kKept;
  }

 private:
  // Enough for the Worlds of a test that went wrong; small, since each is a few dozen bytes.
  static constexpr std::size_t kKept = 64;

  std::mutex mutex_{};
  std::array<std::unique_ptr<T>, kKept> kept_{};
  std::size_t next_ = 0;
};

}  // namespace fakestream
