// SPDX-License-Identifier: Apache-2.0
#pragma once

// One client's connection: bytes in, requests out, replies or their absence back. Includes Asio and
// Beast, which are dear to compile.

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include "endpoint/request_parser.h"
#include "fakestream/endpoint/endpoint.h"

namespace fakestream::internal {

// What all connections of an endpoint share. Everything runs on the endpoint's thread.
struct Shared {
  RequestHandler handler;
  EndpointOptions options{};
  std::size_t connections = 0;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Clock = std::chrono::steady_clock;
  using Socket = boost::asio::ip::tcp::socket;

  // `shared` must outlive this.
  Connection(Socket socket, Shared& shared);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  void Start();
  // Closes when it has been waiting for too long: asked now and then.
  void CloseIfLate(Clock::time_point now);
  void Close();

 private:
  using Error = boost::system::error_code;

  // What happens once everything to be sent is sent.
  enum class Next { kRead, kDrain, kReset, kHang, kClose };

  void AwaitInput();
  void OnInput(Error error, std::size_t length);
  // Takes as many requests off the bytes as are complete; keeps the rest.
  void Take(std::string_view bytes);
  std::size_t Feed(std::string_view bytes);
  void Expect(std::size_t unread);
  void Answer();
  Exchange Handled(const HttpRequest& request) const;
  void Act(const TransportFault& fault);
  void Refuse(int status);
  void Send();
  // How many bytes may be sent now.
  std::size_t Portion();
  void Pause();
  void OnSent();
  void Finish(Next next);

  Socket socket_;
  Shared* shared_;
  std::array<char, 2048> input_{};  // what one read brings: a request of most SDKs
  std::optional<RequestParser> parser_{};  // of a request that has begun to arrive
  std::size_t head_length_ = 0;     // of that request, as far as it was read
  bool was_told_to_continue_ = false;
  std::string rest_{};    // that was read and not taken yet
  std::string output_{};  // that is to be sent
  std::size_t sent_ = 0;  // of it
  std::size_t answered_ = 0;  // requests on this connection
  // While a reply trickles.
  struct Dripping {
    boost::asio::steady_timer timer;
    Clock::time_point end;  // when the rest is sent at once
  };
  std::unique_ptr<Dripping> dripping_{};
  Next next_ = Next::kRead;
  bool is_draining_ = false;
  std::optional<Clock::time_point> deadline_{};
};

}  // namespace fakestream::internal
