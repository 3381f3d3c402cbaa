// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace fakestream::internal {

// The hint for an asio::io_context that one thread runs. Throws boost::system::system_error where
// the process has too few descriptors left for one and a socket: Boost 1.74 reads a service that it
// has destroyed already when it finds that out halfway.
int OneThread();

}  // namespace fakestream::internal
