// SPDX-License-Identifier: Apache-2.0
#include "fakestream/endpoint/endpoint.h"

#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <future>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include "endpoint/connection.h"
#include "endpoint/context_hint.h"

#include "fakestream/wire/service.h"

namespace fakestream {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How often connections are looked at that have waited for too long.
constexpr std::chrono::milliseconds kSweep{100};
// Before the next try when the machine has no more descriptors to give.
constexpr std::chrono::milliseconds kAcceptRetryDelay{50};

tcp::endpoint AddressOf(const EndpointOptions& options) {
  error_code error;
  const asio::ip::address address = asio::ip::make_address(options.address, error);
  if (error) throw CannotListen("cannot listen on " + options.address + ": not an IP address");
  return {address, options.port};
}

// A program that is started beside us must not hold a connection of ours open when we close it.
void KeepFromChildren(int socket) {
  fcntl(socket, F_SETFD, FD_CLOEXEC);
}

}  // namespace

class Endpoint::Server {
 public:
  // What the machine refuses (descriptors, a thread) is no fault of ours.
  static std::unique_ptr<Server> Start(RequestHandler handler, EndpointOptions options) {
    try {
      return std::make_unique<Server>(std::move(handler), std::move(options));
    } catch (const boost::system::system_error& error) {
      throw CannotListen(std::string("cannot listen: ") + error.code().message());
    } catch (const std::system_error& error) {
      throw CannotListen("cannot start a thread: " + error.code().message());
    }
  }

  Server(RequestHandler handler, EndpointOptions options)
      : shared_{.handler = std::move(handler), .options = std::move(options)} {
    Listen();
    Accept();
    Sweep();
    thread_ = std::thread([this] { context_.run(); });
  }

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  ~Server() {
    context_.stop();
    thread_.join();
  }

  const std::string& address() const { return shared_.options.address; }

  std::uint16_t port() const { return port_; }

  void With(const std::function<void()>& function) {
    if (std::this_thread::get_id() == thread_.get_id()) return function();
    // Shared with the endpoint's thread, which is still inside the task when the wait is over.
    const auto task = std::make_shared<std::packaged_task<void()>>(function);
    std::future<void> done = task->get_future();
    asio::post(context_, [task] { (*task)(); });
    done.get();
  }

  bool TryWith(const std::function<void()>& function, Duration timeout) {
    struct Task {
      std::packaged_task<void()> run;
      std::atomic<bool> is_decided = false;  // that it runs, or that it does not
    };

    const auto task = std::make_shared<Task>();
    task->run = std::packaged_task<void()>(function);
    std::future<void> done = task->run.get_future();
    asio::post(context_, [task] {
      if (!task->is_decided.exchange(true)) task->run();
    });
    const bool is_done = done.wait_for(timeout) == std::future_status::ready;
    if (!is_done && !task->is_decided.exchange(true)) return false;
    done.get();
    return true;
  }

  void HoldReplies(Duration length) {
    With([&] {
      shared_.reply_hold = length;
      shared_.has_overlapped = false;
    });
  }

  bool HasOverlapped() {
    bool has_overlapped = false;
    With([&] { has_overlapped = shared_.has_overlapped; });
    return has_overlapped;
  }

 private:
  void Listen() {
    const tcp::endpoint place = AddressOf(shared_.options);
    error_code error;
    acceptor_.open(place.protocol(), error);
    if (!error) KeepFromChildren(acceptor_.native_handle());
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(place, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      throw CannotListen("cannot listen on " + shared_.options.address + " port " +
                         std::to_string(shared_.options.port) + ": " + error.message());
    }
    port_ = acceptor_.local_endpoint().port();
  }

  void Accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (error) return RetryAcceptLater();
      KeepFromChildren(socket.native_handle());
      if (shared_.connections < shared_.options.most_connections) {
        auto connection = std::make_shared<internal::Connection>(std::move(socket), shared_);
        connections_.push_back(connection);
        connection->Start();
      }
      Accept();
    });
  }

  void RetryAcceptLater() {
    accept_retry_.expires_after(kAcceptRetryDelay);
    accept_retry_.async_wait([this](error_code error) {
      if (!error) Accept();
    });
  }

  void Sweep() {
    const auto now = internal::Connection::Clock::now();
    std::erase_if(connections_, [](const auto& connection) { return connection.expired(); });
    for (const auto& each : connections_) {
      if (const auto connection = each.lock()) connection->CloseIfLate(now);
    }
    sweep_.expires_after(kSweep);
    sweep_.async_wait([this](error_code error) {
      if (!error) Sweep();
    });
  }

  internal::Shared shared_;
  asio::io_context context_{internal::OneThread()};  // no locks inside
  tcp::acceptor acceptor_{context_};
  asio::steady_timer sweep_{context_};
  asio::steady_timer accept_retry_{context_};
  std::uint16_t port_ = 0;
  std::vector<std::weak_ptr<internal::Connection>> connections_{};
  std::thread thread_{};
};

Endpoint::Endpoint(RequestHandler handler, EndpointOptions options)
    : server_(Server::Start(std::move(handler), std::move(options))) {}

Endpoint::Endpoint(World& world, EndpointOptions options)
    : Endpoint(
          // A std::function must be copyable; its copies share the service, which counts requests.
          [service = std::make_shared<WireService>(world)](const HttpRequest& request) {
            return service->Handle(request, RealTime());
          },
          std::move(options)) {}

Endpoint::~Endpoint() = default;

std::uint16_t Endpoint::port() const {
  return server_->port();
}

std::string Endpoint::url() const {
  const std::string& address = server_->address();
  const bool is_v6 = address.find(':') != std::string::npos;
  return "http://" + (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port());
}

void Endpoint::With(const std::function<void()>& function) {
  server_->With(function);
}

bool Endpoint::TryWith(const std::function<void()>& function, Duration timeout) {
  return server_->TryWith(function, timeout);
}

void Endpoint::HoldReplies(Duration length) {
  server_->HoldReplies(length);
}

bool Endpoint::HasOverlapped() {
  return server_->HasOverlapped();
}

Instant RealTime() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<Duration>(since_epoch)};
}

}  // namespace fakestream
