// SPDX-License-Identifier: Apache-2.0
#include "endpoint/backlog.h"

namespace fakestream::internal {

void Backlog::Keep(Connection& connection, Unsent& entry, std::size_t bytes) {
  Drop(entry);
  entry = {.bytes = bytes, .turn = ++turns_};
  by_turn_.emplace(entry.turn, &connection);
  bytes_ += bytes;
}

void Backlog::Drop(Unsent& entry) {
  if (entry.turn == 0) return;
  by_turn_.erase(entry.turn);
  bytes_ -= entry.bytes;
  entry = {};
}

Connection* Backlog::TooSlow() const {
  // One reply may be larger than all that may wait.
  if (bytes_ <= kMaxBytes || by_turn_.size() < 2) return nullptr;
  return by_turn_.begin()->second;
}

}  // namespace fakestream::internal
