// SPDX-License-Identifier: Apache-2.0
#include "endpoint/raw_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace fakestream::internal {

RawClient::RawClient(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what the system's interface wants
  const auto* const address = reinterpret_cast<const sockaddr*>(&server);
  if (connect(socket_, address, sizeof server) != 0) end_ = End::kClosed;
  const timeval patience{.tv_sec = 5, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

RawClient::~RawClient() {
  close(socket_);
}

bool RawClient::Send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::FinishSending() const {
  shutdown(socket_, SHUT_WR);
}

std::string RawClient::Receive(std::size_t count) {
  while (rest_.size() < count && end_ == End::kOpen) {
    std::array<char, 4096> buffer{};
    const ssize_t length = recv(socket_, buffer.data(), buffer.size(), 0);
    if (length > 0) {
      rest_.append(buffer.data(), static_cast<std::size_t>(length));
    } else if (length == 0) {
      end_ = End::kClosed;
    } else if (errno == ECONNRESET) {
      end_ = End::kReset;
    } else {
      break;
    }
  }
  std::string got = rest_.substr(0, count);
  rest_.erase(0, count);
  return got;
}

std::string RawClient::ReceiveReply() {
  constexpr std::string_view kLength = "Content-Length: ";
  std::string head;
  while (head.find("\r\n\r\n") == std::string::npos) {
    const std::string byte = Receive(1);
    if (byte.empty()) return head;
    head += byte;
  }
  const std::size_t place = head.find(kLength);
  if (place == std::string::npos) return head;
  return head + Receive(std::stoul(head.substr(place + kLength.size())));
}

End RawClient::AwaitEnd() {
  (void)Receive(std::size_t{1} << 30U);
  return end_;
}

End RawClient::EndSoFar() {
  char byte = 0;
  const ssize_t length = recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (length == 0) end_ = End::kClosed;
  if (length < 0 && errno == ECONNRESET) end_ = End::kReset;
  return end_;
}

std::string RequestText(std::string_view operation, std::string_view body,
                        std::string_view more_headers) {
  std::string text = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: PhotonAdminProxyService.";
  text.append(operation).append("\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: ");
  text.append(std::to_string(body.size())).append("\r\n").append(more_headers).append("\r\n");
  return text.append(body);
}

}  // namespace fakestream::internal
