// SPDX-License-Identifier: Apache-2.0
#pragma once

// A service on a socket, for clients in any language. One thread of its own serves all connections;
// every connection fault happens for real.
//
//   World world({.images = {{.name = "golden"}}});
//   Endpoint endpoint(world);
//   system(("aws appstream describe-images --endpoint-url " + endpoint.url()).c_str());
//   endpoint.With([&] { EXPECT_EQ(world.trace().calls(), 1U); });
//
// It serves until it goes away. Calls and the World's clock may be used beside it; what is not safe
// from several threads (`trace()`, `Verify()`) is read inside `With`.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "fakestream/base/time.h"
#include "fakestream/wire/message.h"
#include "fakestream/world/world.h"

namespace fakestream {

// Replies that trickle: so many bytes, then a pause, until all is sent or a minute is over; what is
// left then comes at once.
struct Drip {
  std::size_t bytes = 1;
  Duration pause = std::chrono::milliseconds{10};  // of real time
};

struct EndpointOptions {
  std::string address = "127.0.0.1";  // who listens elsewhere lets strangers in
  std::uint16_t port = 0;             // 0: one that is free
  // All of these are real time. A lost reply keeps its connection open for `hang`, so that a client
  // with a shorter timeout meets silence; a request must arrive whole within `request_timeout`.
  Duration hang = std::chrono::seconds{2};
  Duration request_timeout = std::chrono::seconds{10};
  std::size_t most_connections = 4096;  // one more is closed at once
  std::optional<Drip> drip{};
  // After so many replies a connection is closed without a word, as servers and balancers do with
  // idle ones: a client finds out when it sends its next request. 0: never.
  std::size_t requests_per_connection = 0;
};

// It cannot listen; what() says where and why.
class CannotListen : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Answers a request; called on the endpoint's thread, one request at a time.
using RequestHandler = std::function<Exchange(const HttpRequest& request)>;

class Endpoint {
 public:
  // Serves from now on. Throws CannotListen.
  explicit Endpoint(RequestHandler handler, EndpointOptions options = {});
  // Serves one World, whoever signs the requests; it must outlive this.
  explicit Endpoint(World& world, EndpointOptions options = {});
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;
  // Closes every connection and ends the thread.
  ~Endpoint();

  std::uint16_t port() const;
  std::string url() const;  // "http://127.0.0.1:43210"

  // Runs the function between two requests, and returns when it has run. What it throws is thrown
  // here.
  void With(const std::function<void()>& function);

  // The same for those who cannot wait: returns false, and the function does not run, when the
  // endpoint is still busy with a request after `timeout` of real time. Waits for a function that
  // has begun.
  bool TryWith(const std::function<void()>& function, Duration timeout);

  // From now on keeps each reply back for so long, of real time: a client that has two requests in
  // flight at once then shows it. Forgets what HasOverlapped knew.
  void HoldReplies(Duration length);
  // Whether a request began to arrive while another had no reply yet, since the last HoldReplies.
  bool HasOverlapped();

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

// The time of day, for the `Date` of replies to real clients.
Instant RealTime();

}  // namespace fakestream
