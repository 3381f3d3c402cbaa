// SPDX-License-Identifier: Apache-2.0
#pragma once

// A hand on the rules that were injected together.
//
//   Injection throttling = world.Inject(On<ops::CopyImage>().Fails(ErrorCode::kThrottling));
//   ...                                                // code under test meets the fault
//   throttling.End();
//   EXPECT_EQ(throttling.fired(), 3);                  // and then no more

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "fakestream/base/language.h"

namespace fakestream {

namespace internal {
class WorldState;
}  // namespace internal

// A value: copies are about the same rules. Whoever does not need it throws it away; the rules
// stay. May be used from several threads, as Inject may. Once its World is gone each call throws
// Misuse.
class Injection {
 public:
  // How many calls the rules have acted on, all together.
  std::uint64_t fired() const;

  // From now on the rules neither act nor count. World::Verify still wants each of them to have
  // fired once, unless it is Optional(); what its window promised beyond that is forgiven. Ending
  // twice is ending once.
  void End();

 private:
  friend class World;

  Injection(std::weak_ptr<internal::WorldState> world, std::size_t first, std::size_t count)
      : world_(std::move(world)), first_(first), count_(count) {}

  // Of the World, which it does not keep alive.
  std::shared_ptr<internal::WorldState> LivingWorld() const;

  std::weak_ptr<internal::WorldState> world_;
  std::size_t first_;  // place in the script
  std::size_t count_;
};

}  // namespace fakestream
