// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which thread made an object. For sdk_http_client.h.

#include <thread>

namespace fakestream::internal {

// What is thrown on the thread of a test reaches that test, through the SDK too. On a thread that
// the SDK started nobody catches it, and the process ends: an object asks where it is before it
// throws.
class HomeThread {
 public:
  bool IsHere() const { return std::this_thread::get_id() == id_; }

 private:
  decltype(std::this_thread::get_id()) id_ = std::this_thread::get_id();
};

}  // namespace fakestream::internal
