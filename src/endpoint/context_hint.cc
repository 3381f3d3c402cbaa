// SPDX-License-Identifier: Apache-2.0
#include "endpoint/context_hint.h"

#include <array>
#include <cerrno>
#include <sys/eventfd.h>
#include <unistd.h>

#include <boost/system/system_error.hpp>

namespace fakestream::internal {

int OneThread() {
  std::array<int, 8>
      descriptors{};  // epoll, an event, a timer, the socket: twice, for a first client
  int error = 0;
  for (int& descriptor : descriptors) {
    descriptor = eventfd(0, EFD_CLOEXEC);
    if (descriptor < 0) error = errno;
  }
  for (const int descriptor : descriptors) {
    if (descriptor >= 0) close(descriptor);
  }
  if (error != 0) {
    throw boost::system::system_error(error, boost::system::system_category());
  }
  return 1;
}

}  // namespace fakestream::internal
