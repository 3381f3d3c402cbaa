// SPDX-License-Identifier: Apache-2.0
#include "endpoint/transport.h"

#include <chrono>
#include <cstdint>

#include <gtest/gtest.h>

#include "fakestream/endpoint/endpoint.h"
#include "fakestream/fault/script.h"
#include "fakestream/wire/client.h"
#include "fakestream/world/world.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only

TEST(SocketTransportTest, FindsNobodyWhereNobodyListens) {
  std::uint16_t port = 0;
  {
    World world;
    port = Endpoint(world).port();
  }

  const Exchange exchange = SocketTransport("127.0.0.1", port)({});

  EXPECT_EQ(exchange, Exchange(TransportFault{ConnectionFault::kRefused}));
}

TEST(SocketTransportTest, GivesUpOnASilentServer) {
  World world;
  world.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kTimeout));
  const Endpoint endpoint(world, {.hang = 5s});
  const auto client = MakeWireClient(SocketTransport("127.0.0.1", endpoint.port(), 100ms), {});

  EXPECT_EQ(client->DescribeImages({}).GetError().code, ErrorCode::kReplyTimeout);
}

TEST(SocketTransportTest, OpensAnotherConnectionWhereTheServerClosedOne) {
  World world({.images = {{.name = "golden"}}});
  world.Inject(On<ops::DescribeImages>().Drops(ConnectionFault::kReset).Times(1));
  const Endpoint endpoint(world);
  const auto client = MakeWireClient(SocketTransport("127.0.0.1", endpoint.port()), {});

  EXPECT_EQ(client->DescribeImages({}).GetError().code, ErrorCode::kConnectionReset);
  EXPECT_TRUE(client->DescribeImages({}));
}

}  // namespace
}  // namespace fakestream
