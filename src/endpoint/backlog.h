// SPDX-License-Identifier: Apache-2.0
#pragma once

// What clients make an endpoint keep, over all connections: replies that they do not read, bodies
// that they do not finish.

#include <cstddef>
#include <cstdint>
#include <map>

namespace fakestream::internal {

class Connection;

class Backlog {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;

  // What one connection keeps.
  struct Unsent {
    std::size_t bytes = 0;
    std::uint64_t turn = 0;  // 0: nothing
  };

  // Says that the connection, whose client has just done something, keeps so many bytes.
  void Keep(Connection& connection, Unsent& entry, std::size_t bytes);
  // Says that it keeps none.
  void Drop(Unsent& entry);
  // Returns the connection whose client has done nothing for longest where all of them keep more
  // than kMaxBytes; null where they do not, and where there is only one.
  Connection* TooSlow() const;

 private:
  std::map<std::uint64_t, Connection*> by_turn_{};
  std::uint64_t turns_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace fakestream::internal
