// SPDX-License-Identifier: Apache-2.0
#pragma once

// The other end of the socket: requests of our own client over HTTP/1.1. It stands for an SDK where
// the same scenario is to run over loopback.

#include <cstdint>
#include <string>

#include "fakestream/wire/client.h"

namespace fakestream {

// Returns a transport to that server. It keeps a connection open between requests, opens another
// where the server closed it, and gives up after `timeout` without a sign of life. How a
// connection broke is told as far as a client can see it: a server that closes before it replied
// was reset. One thread at a time. Throws std::system_error where the machine has no descriptor or
// port left.
Transport SocketTransport(const std::string& address, std::uint16_t port,
                          Duration timeout = std::chrono::seconds{30});

// For ReplayOptions::clients: the steps of a scenario reach their World through a socket. Where a
// connection broke, the World says by which fault, since a client cannot tell them all apart.
ClientFactory ClientsOverEndpoint(WireProtocol protocol);

}  // namespace fakestream
