// SPDX-License-Identifier: Apache-2.0
#pragma once

// A client that sends what it is told, byte by byte, and says how the connection ended.

#include <cstdint>
#include <string>
#include <string_view>

namespace fakestream::internal {

enum class End { kOpen, kClosed, kReset };

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  // Sends the bytes; false when the server is gone.
  bool Send(std::string_view bytes) const;
  // Says that nothing more will be sent.
  void FinishSending() const;
  // Returns what comes until `count` bytes are there, the connection ends, or nothing has come for
  // a while.
  std::string Receive(std::size_t count);
  // Returns whole replies by their Content-Length.
  std::string ReceiveReply();
  // Waits for the end; kOpen when none comes for a while.
  End AwaitEnd();
  // Looks whether the connection has ended, and waits for nothing.
  End EndSoFar();

 private:
  int socket_;
  End end_ = End::kOpen;
  std::string rest_{};
};

// Returns the bytes of a JSON request for the operation.
std::string RequestText(std::string_view operation, std::string_view body,
                        std::string_view more_headers = "");

inline const std::string kDescribe = RequestText("DescribeImages", "{}");

}  // namespace fakestream::internal
