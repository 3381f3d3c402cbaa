// SPDX-License-Identifier: Apache-2.0
#include "fakestream/sim/virtual_clock.h"

#include <algorithm>
#include <utility>

#include "fakestream/base/check.h"

namespace fakestream {

bool VirtualClock::RunsLater(const Event& left, const Event& right) {
  return left.at != right.at ? left.at > right.at : left.number > right.number;
}

void VirtualClock::Advance(Duration length) {
  if (length < Duration{}) {
    throw Misuse("virtual time cannot go back; advance by a length of 0 or more, not " +
                 ToText(length));
  }
  if (length > kLatestInstant - now_) {
    throw Misuse("virtual time ends with the year 9999; advance by less than " + ToText(length));
  }
  const Instant target = now_ + length;
  while (!events_.empty() && events_.front().at <= target) {
    std::pop_heap(events_.begin(), events_.end(), RunsLater);
    const Event event = std::move(events_.back());
    events_.pop_back();
    now_ = std::max(now_, event.at);
    event.run();
  }
  now_ = std::max(now_, target);  // an event may have advanced further
}

void VirtualClock::At(Instant at, std::function<void()> event) {
  events_.push_back({.at = at, .number = scheduled_++, .run = std::move(event)});
  std::push_heap(events_.begin(), events_.end(), RunsLater);
}

}  // namespace fakestream
