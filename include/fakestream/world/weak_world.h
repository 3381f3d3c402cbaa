// SPDX-License-Identifier: Apache-2.0
#pragma once

// A World for those who may outlive it, as an SDK's clients and their threads do.
//
//   const WeakWorld weak(world);
//   const bool lives = weak.Use([](World& world) { … });   // false: it is gone, and nothing ran

#include <atomic>
#include <memory>
#include <shared_mutex>
#include <utility>

#include "fakestream/world/world.h"

namespace fakestream {

namespace internal {

// What a World shares with all that lead to it, so that it is there when the World is gone.
struct WorldLink {
  std::shared_mutex mutex{};            // shared by those who use the World; its end wants it alone
  World* world = nullptr;               // null: gone
  std::atomic<bool> is_ending = false;  // nobody new, so that the end does not wait for ever
};

}  // namespace internal

// Copies lead to the same World. May be used from several threads at once; the World's end waits
// for all that use it.
class WeakWorld {
 public:
  explicit WeakWorld(World& world);

  // Runs the body with the World and returns true, or returns false where the World is gone. What
  // the body throws, this throws. The body must not end the World.
  template <class Body>
  bool Use(Body&& body) const {
    if (link_->is_ending.load()) return false;
    const std::shared_lock lock(link_->mutex);
    if (link_->world == nullptr) return false;
    std::forward<Body>(body)(*link_->world);
    return true;
  }

  bool IsGone() const { return link_->is_ending.load(); }

  // Of a World that is gone, nobody is the World.
  bool LeadsTo(const World& world) const {
    bool is_it = false;
    Use([&](const World& found) { is_it = &found == &world; });
    return is_it;
  }

 private:
  std::shared_ptr<internal::WorldLink> link_;  // shared with the World and with copies
};

}  // namespace fakestream
