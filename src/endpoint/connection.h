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
#include "endpoint/backlog.h"
#include "endpoint/refusal.h"
#include "endpoint/request_parser.h"

#include "fakestream/endpoint/endpoint.h"
#include "fakestream/wire/request_ids.h"

namespace fakestream::internal {

// What all connections of an endpoint share. Everything runs on the endpoint's thread.
struct Shared {
  RequestHandler handler;
  EndpointOptions options{};
  std::size_t connections = 0;
  RequestIds refusals{0, "refused requests"};
  Backlog backlog{};
  // How long a reply is kept back, for a request of another connection to arrive meanwhile.
  std::chrono::microseconds reply_hold{};
  std::size_t in_flight = 0;    // requests that have begun to arrive and have no reply yet
  bool has_overlapped = false;  // there were two of them at once
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
  void Refuse(const Refusal& refusal);
  void Send();
  // How many bytes may be sent now.
  std::size_t Portion();
  void Pause();
  // Counts what the client makes us keep, and closes the slowest of all where that is too much.
  void Hold();
  void DropOutput();
  void OnSent();
  void TakeRestInTurn();
  void Finish(Next next);
  void HoldReply();
  // Makes the timer of this connection, which replaces the one before, call the function.
  void After(Duration length, void (Connection::*then)());
  void StartFlight();
  void EndFlight();

  Socket socket_;
  Shared* shared_;
  std::array<char, 2048> input_{};         // what one read brings: a request of most SDKs
  std::optional<RequestParser> parser_{};  // of a request that has begun to arrive
  std::size_t parsed_ = 0;                 // bytes of that request
  bool was_told_to_continue_ = false;
  std::string rest_{};    // that was read and not taken yet
  std::string output_{};  // that is to be sent
  std::size_t sent_ = 0;  // of it
  Backlog::Unsent waiting_{};
  std::size_t answered_ = 0;  // requests on this connection

  // While a reply trickles.
  struct Dripping {
    boost::asio::steady_timer timer;
    Clock::time_point end;  // when the rest is sent at once
  };

  std::unique_ptr<Dripping> dripping_{};
  Next next_ = Next::kRead;
  bool is_draining_ = false;
  bool is_in_flight_ = false;
  std::unique_ptr<boost::asio::steady_timer> timer_{};  // made when it is needed
  std::optional<Clock::time_point> deadline_{};
};

}  // namespace fakestream::internal
