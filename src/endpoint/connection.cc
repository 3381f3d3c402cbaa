// SPDX-License-Identifier: Apache-2.0
#include "endpoint/connection.h"

#include <algorithm>
#include <exception>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include "endpoint/http_text.h"

#include "fakestream/world/limits.h"

namespace fakestream::internal {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

// Replies that may wait to be sent before another request is taken.
constexpr std::size_t kMaxWaiting = std::size_t{64} << 10U;
// What a connection keeps for its next reply.
constexpr std::size_t kMaxIdle = std::size_t{4} << 10U;
constexpr std::chrono::seconds kMaxDrain{2};
constexpr std::chrono::seconds kMaxDrip{60};

// Without the line ends that some clients send behind a body (RFC 9112, section 2.2).
std::string_view WithoutEmptyLines(std::string_view bytes) {
  return bytes.substr(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
}

HttpReply InternalErrorReply(const std::string& what) {
  const std::string text = "fakestream: " + what + "\n";
  return {
      .status = 500,
      .headers = {{"Content-Type", "text/plain"}, {"Content-Length", std::to_string(text.size())}},
      .body = text};
}

}  // namespace

Connection::Connection(Socket socket, Shared& shared)
    : socket_(std::move(socket)), shared_(&shared) {
  ++shared_->connections;
}

Connection::~Connection() {
  EndFlight();
  shared_->backlog.Drop(waiting_);
  --shared_->connections;
}

void Connection::Start() {
  Error ignored;
  socket_.non_blocking(true, ignored);
  // A reply is complete when it is sent; there is nothing to wait for.
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  AwaitInput();
}

// A read that waits costs no call to the system where the last one emptied the socket; waiting for
// readiness alone costs one each time.
void Connection::AwaitInput() {
  Hold();
  socket_.async_read_some(asio::buffer(input_),
                          [self = shared_from_this()](Error error, std::size_t length) {
                            self->OnInput(error, length);
                          });
}

void Connection::OnInput(Error error, std::size_t length) {
  if (error) return Close();
  // A client that is still sending would see a reset instead of our refusal if we closed now.
  if (is_draining_) return AwaitInput();
  const std::string_view bytes(input_.data(), length);
  if (rest_.empty()) return Take(bytes);
  const std::string all = std::exchange(rest_, {}).append(bytes);
  Take(all);
}

void Connection::Take(std::string_view bytes) {
  while (!bytes.empty() && next_ == Next::kRead && output_.size() < kMaxWaiting) {
    if (!parser_) bytes = WithoutEmptyLines(bytes);
    if (bytes.empty()) break;
    const std::size_t taken = Feed(bytes);
    bytes.remove_prefix(taken);
    if (next_ != Next::kRead) break;
    if (parser_ && parser_->is_done()) {
      Answer();
    } else if (taken == 0) {
      break;
    }
  }
  if (next_ == Next::kRead) Expect(bytes.size());
  rest_ = bytes;
  const bool has_reply = !output_.empty() && !parser_;
  if (has_reply && shared_->reply_hold > std::chrono::microseconds{}) return HoldReply();
  Send();
}

// Returns how many of the bytes the parser took.
std::size_t Connection::Feed(std::string_view bytes) {
  if (!parser_) {
    StartFlight();
    parser_.emplace();
    parser_->eager(true);
    parser_->header_limit(kMaxHead);
    parser_->body_limit(kMaxBody);
    parsed_ = 0;
    was_told_to_continue_ = false;
    deadline_ = Clock::now() + shared_->options.request_timeout;
  }
  Error error;
  const bool was_in_head = !parser_->is_header_done();
  const std::size_t taken = parser_->put(asio::buffer(bytes.data(), bytes.size()), error);
  parsed_ += taken;
  // The parser's own limit starts anew with each piece of the head, and is none for chunks.
  const bool is_going_on = !error || error == http::error::need_more;
  const std::size_t waiting = parser_->is_done() ? 0 : bytes.size() - taken;
  if (is_going_on && parser_->Overhead(parsed_) + waiting > kMaxHead) {
    error = http::error::header_limit;
  }
  if (error && error != http::error::need_more) {
    Refuse(RefusalOf(error));
  } else if (was_in_head && parser_->is_header_done()) {
    if (const auto refusal = CheckHead(*parser_)) Refuse(*refusal);
  }
  return taken;
}

// Waits for the rest of a request that has begun to arrive, if one has.
void Connection::Expect(std::size_t unread) {
  if (!parser_) {
    if (unread == 0) deadline_.reset();
    return;
  }
  if (was_told_to_continue_ || !parser_->is_header_done()) return;
  was_told_to_continue_ = true;
  const std::string* const expected = FindHeader(parser_->request.headers, "Expect");
  if (expected != nullptr && boost::beast::iequals(*expected, "100-continue")) {
    output_ += "HTTP/1.1 100 Continue\r\n\r\n";
  }
}

void Connection::Answer() {
  const HttpRequest request = std::move(parser_->request);
  const bool keeps_open = parser_->keep_alive();
  parser_.reset();
  deadline_.reset();
  const Exchange exchange = Handled(request);
  if (const auto* const fault = std::get_if<TransportFault>(&exchange)) return Act(*fault);
  AppendReply(output_, std::get<HttpReply>(exchange),
              keeps_open ? AfterReply::kKeepOpen : AfterReply::kClose, request.method != "HEAD");
  ++answered_;
  const std::size_t most = shared_->options.requests_per_connection;
  if (!keeps_open || (most > 0 && answered_ >= most)) next_ = Next::kDrain;
}

// Nothing may leave the endpoint's thread; the client hears of it.
Exchange Connection::Handled(const HttpRequest& request) const {
  try {
    return shared_->handler(request);
  } catch (const std::exception& error) {
    return InternalErrorReply(error.what());
  } catch (const Exhausted& limit) {
    return InternalErrorReply(limit.what);  // the World remembers
  }
}

void Connection::Act(const TransportFault& fault) {
  switch (fault.fault) {
    // Which operation it is shows only after the connection was accepted: too late to refuse it.
    case ConnectionFault::kRefused:
    case ConnectionFault::kReset: next_ = Next::kReset; return;
    case ConnectionFault::kTimeout: next_ = Next::kHang; return;
    case ConnectionFault::kTruncated:
    case ConnectionFault::kGarbage: next_ = Next::kClose; break;
  }
  if (fault.cut_reply) AppendCutReply(output_, *fault.cut_reply);
}

void Connection::Refuse(const Refusal& refusal) {
  const HttpRequest& request = parser_->request;
  AppendReply(output_, ReplyTo(request, refusal, shared_->refusals.Next()), AfterReply::kClose,
              request.method != "HEAD");
  next_ = Next::kDrain;
}

void Connection::Send() {
  if (!socket_.is_open()) return;  // closed by another connection, or for being late
  Error error;
  while (sent_ < output_.size() && !error) {
    sent_ += socket_.write_some(asio::buffer(output_.data() + sent_, Portion()), error);
    if (!error && sent_ < output_.size() && dripping_) return Pause();
  }
  if (error && error != asio::error::would_block) return Close();
  if (sent_ == output_.size()) return OnSent();
  Hold();
  // A client that reads nothing is not waited for any longer than one that writes nothing.
  deadline_ = Clock::now() + shared_->options.request_timeout;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](Error failure) {
    if (failure) return self->Close();
    self->Send();
  });
}

std::size_t Connection::Portion() {
  const std::size_t rest = output_.size() - sent_;
  const std::optional<Drip>& drip = shared_->options.drip;
  if (!drip) return rest;
  const Clock::time_point now = Clock::now();
  if (sent_ == 0 && !dripping_) {
    dripping_ = std::make_unique<Dripping>(
        Dripping{asio::steady_timer(socket_.get_executor()), now + kMaxDrip});
  }
  if (dripping_ && now >= dripping_->end) dripping_.reset();
  return dripping_ ? std::min(rest, drip->bytes) : rest;
}

// A pause of ours is no delay of the client's.
void Connection::Pause() {
  Hold();
  const auto pause = shared_->options.drip->pause;
  if (deadline_) deadline_ = Clock::now() + pause + shared_->options.request_timeout;
  dripping_->timer.expires_after(pause);
  dripping_->timer.async_wait([self = shared_from_this()](Error error) {
    if (!error) self->Send();
  });
}

// A program with one call at a time sends nothing until it has this reply.
void Connection::HoldReply() {
  Hold();
  After(shared_->reply_hold, &Connection::Send);
}

void Connection::After(Duration length, void (Connection::*then)()) {
  if (!timer_) timer_ = std::make_unique<asio::steady_timer>(socket_.get_executor());
  timer_->expires_after(length);
  timer_->async_wait([self = shared_from_this(), then](Error error) {
    if (!error) ((*self).*then)();
  });
}

void Connection::StartFlight() {
  if (is_in_flight_) return;
  is_in_flight_ = true;
  if (++shared_->in_flight > 1) shared_->has_overlapped = true;
}

void Connection::EndFlight() {
  if (std::exchange(is_in_flight_, false)) --shared_->in_flight;
}

void Connection::Hold() {
  const std::size_t bytes = output_.size() + (parser_ ? parser_->request.body.size() : 0);
  Backlog& backlog = shared_->backlog;
  if (bytes <= kMaxIdle) return backlog.Drop(waiting_);
  backlog.Keep(*this, waiting_, bytes);
  while (Connection* const slowest = backlog.TooSlow()) slowest->Close();
}

void Connection::DropOutput() {
  shared_->backlog.Drop(waiting_);
  if (output_.capacity() > kMaxIdle) std::string().swap(output_);
  output_.clear();
  sent_ = 0;
}

void Connection::OnSent() {
  if (!parser_) EndFlight();
  DropOutput();
  dripping_.reset();
  if (next_ != Next::kRead) return Finish(next_);
  if (!rest_.empty() && !parser_) return TakeRestInTurn();
  if (!parser_) deadline_.reset();
  AwaitInput();
}

// Behind what others have sent meanwhile: who asks for hundreds of reports at once waits like them.
void Connection::TakeRestInTurn() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    if (!self->socket_.is_open()) return;
    const std::string rest = std::exchange(self->rest_, {});
    self->Take(rest);
  });
}

void Connection::Finish(Next next) {
  Error ignored;
  switch (next) {
    case Next::kRead: return;
    case Next::kReset:
      socket_.set_option(asio::socket_base::linger(true, 0), ignored);
      return Close();
    case Next::kClose: socket_.shutdown(Socket::shutdown_both, ignored); return Close();
    // Exactly so long, and not until the next sweep: a search pays for it in each of its runs.
    case Next::kHang: After(shared_->options.hang, &Connection::Close); break;
    case Next::kDrain:
      socket_.shutdown(Socket::shutdown_send, ignored);
      deadline_ = Clock::now() + kMaxDrain;
      break;
  }
  // Both wait for the client to go, reading nothing of what it still says.
  is_draining_ = true;
  rest_ = {};
  parser_.reset();
  AwaitInput();
}

void Connection::CloseIfLate(Clock::time_point now) {
  if (deadline_ && now >= *deadline_) Close();
}

void Connection::Close() {
  EndFlight();
  if (timer_) timer_->cancel();
  Error ignored;
  socket_.close(ignored);
  DropOutput();
}

}  // namespace fakestream::internal
