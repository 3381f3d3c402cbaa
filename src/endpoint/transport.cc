// SPDX-License-Identifier: Apache-2.0
#include "endpoint/transport.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include "endpoint/context_hint.h"

#include "fakestream/endpoint/endpoint.h"
#include "fakestream/service/error_catalog.h"

#include "wire/clients.h"

namespace fakestream {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

// Larger than any page of images.
constexpr std::uint64_t kMaxReply = std::uint64_t{64} << 20U;

std::string Copied(beast::string_view text) {
  return {text.data(), text.size()};
}

std::system_error NoConnection(const error_code& error) {
  return {error.value(), std::system_category(), "cannot open a connection"};
}

class SocketClient {
 public:
  SocketClient(const std::string& address, std::uint16_t port, Duration timeout)
      : server_(asio::ip::make_address(address), port), timeout_(timeout) {}

  Exchange Send(const HttpRequest& request) {
    const bool was_open = stream_.has_value();
    Exchange exchange = TrySend(request);
    // A server may close a connection that rests; that was no reply to this request.
    const auto* const fault = std::get_if<TransportFault>(&exchange);
    const bool was_stale = was_open && !has_heard_ && fault != nullptr &&
                           fault->fault == ConnectionFault::kReset && was_closed_at_once_;
    return was_stale ? TrySend(request) : exchange;
  }

 private:
  Exchange TrySend(const HttpRequest& request) {
    has_heard_ = false;
    was_closed_at_once_ = false;
    if (!stream_) {
      if (const error_code error = Connect()) return Broken(error);
    }
    const std::string text = TextOf(request);
    error_code error;
    Wait(error, [&](auto done) { asio::async_write(*stream_, asio::buffer(text), done); });
    if (error) {
      was_closed_at_once_ = true;
      return Broken(error);
    }
    return Receive();
  }

  error_code Connect() {
    stream_.emplace(context_);
    buffer_ = {};
    error_code error;
    Wait(error, [&](auto done) {
      stream_->async_connect(server_, [done](error_code result) { done(result, 0); });
    });
    return error;
  }

  Exchange Receive() {
    http::response_parser<http::string_body> parser;
    parser.body_limit(kMaxReply);
    error_code error;
    Wait(error, [&](auto done) { http::async_read(*stream_, buffer_, parser, done); });
    has_heard_ = parser.got_some();
    if (error) return Broken(error);
    auto& message = parser.get();
    HttpReply reply{.status = static_cast<int>(message.result_int()),
                    .body = std::move(message.body())};
    for (const auto& field : message) {
      reply.headers.push_back({Copied(field.name_string()), Copied(field.value())});
    }
    if (!message.keep_alive()) stream_.reset();
    return reply;
  }

  // Runs one operation to its end, or to the end of our timeout.
  template <class Start>
  void Wait(error_code& error, const Start& start) {
    stream_->expires_after(timeout_);
    start([&error](error_code result, std::size_t) { error = result; });
    context_.restart();
    context_.run();
  }

  // That the machine has no more descriptors or ports is no fault of the connection.
  static bool IsOfMachine(const error_code& error) {
    return error == asio::error::no_descriptors || error == asio::error::no_memory ||
           error == asio::error::no_buffer_space ||
           error == boost::system::errc::too_many_files_open_in_system ||
           error == boost::system::errc::address_not_available;
  }

  Exchange Broken(const error_code& error) {
    stream_.reset();
    if (IsOfMachine(error)) {
      throw NoConnection(error);
    }
    if (error == asio::error::connection_refused) return TransportFault{ConnectionFault::kRefused};
    if (error == beast::error::timeout) return TransportFault{ConnectionFault::kTimeout};
    if (has_heard_) return TransportFault{ConnectionFault::kTruncated};
    return TransportFault{ConnectionFault::kReset};
  }

  std::string TextOf(const HttpRequest& request) const {
    std::string text = request.method + " " + request.target +
                       " HTTP/1.1\r\nHost: " + server_.address().to_string() + ":" +
                       std::to_string(server_.port()) +
                       "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
    for (const HttpHeader& header : request.headers) {
      text += header.name;
      text += ": ";
      text += header.value;
      text += "\r\n";
    }
    return text + "\r\n" + request.body;
  }

  asio::io_context context_{internal::OneThread()};
  asio::ip::tcp::endpoint server_;
  Duration timeout_;
  std::optional<beast::tcp_stream> stream_{};
  beast::flat_buffer buffer_{};
  bool has_heard_ = false;           // of the last request: bytes of a reply came
  bool was_closed_at_once_ = false;  // of the last request: it could not even be sent
};

// A World on a socket, and the clients that reach it there.
class EndpointClients {
 public:
  EndpointClients(World& world, WireProtocol protocol)
      : world_(&world),
        endpoint_(world, {.hang = Duration{}}),
        clients_([this](const HttpRequest& request) { return Send(request); }, protocol,
                 world.options().region) {}

  AppStream& In(std::string_view region) { return clients_.In(region); }

 private:
  Exchange Send(const HttpRequest& request) {
    Exchange exchange = transport_(request);
    // Between two requests, so that what the call did is there for this thread, too.
    endpoint_.With([&] {
      auto* const fault = std::get_if<TransportFault>(&exchange);
      const std::optional<ConnectionFault> cause = LastFault();
      if (fault != nullptr && cause) fault->fault = *cause;
    });
    return exchange;
  }

  std::optional<ConnectionFault> LastFault() const {
    const auto& events = world_->trace().events();
    const auto last = std::find_if(events.rbegin(), events.rend(), [](const TraceEvent& event) {
      return std::holds_alternative<CallEvent>(event);
    });
    if (last == events.rend()) return std::nullopt;
    const auto& call = std::get<CallEvent>(*last);
    if (!call.error) return std::nullopt;
    switch (call.error->code) {
      case ErrorCode::kConnectionRefused: return ConnectionFault::kRefused;
      case ErrorCode::kConnectionReset: return ConnectionFault::kReset;
      case ErrorCode::kReplyTimeout: return ConnectionFault::kTimeout;
      case ErrorCode::kTruncatedReply: return ConnectionFault::kTruncated;
      default: return std::nullopt;
    }
  }

  World* world_;
  Endpoint endpoint_;
  Transport transport_ = SocketTransport("127.0.0.1", endpoint_.port());
  internal::ClientsByRegion clients_;
};

}  // namespace

Transport SocketTransport(const std::string& address, std::uint16_t port, Duration timeout) {
  // A std::function must be copyable, so its copies share the connection.
  std::shared_ptr<SocketClient> client;
  try {
    client = std::make_shared<SocketClient>(address, port, timeout);
  } catch (const boost::system::system_error& error) {
    throw NoConnection(error.code());
  }
  return [client](const HttpRequest& request) {
    try {
      return client->Send(request);
    } catch (const boost::system::system_error& error) {
      throw NoConnection(error.code());
    }
  };
}

ClientFactory ClientsOverEndpoint(WireProtocol protocol) {
  return [protocol](World& world) -> ClientOf {
    auto clients = std::make_shared<EndpointClients>(world, protocol);
    return [clients](std::string_view region) -> AppStream& { return clients->In(region); };
  };
}

}  // namespace fakestream
