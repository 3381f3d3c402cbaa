// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which World answers which of the SDK's clients. For http_client_factory.h and sdk_worlds.h.

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "fakestream/base/check.h"
#include "fakestream/wire/service.h"
#include "fakestream/world/weak_world.h"

namespace fakestream::internal {

// A World, and what answers for it.
struct SdkLine {
  explicit SdkLine(World& served) : world(served), service(served) {}

  WeakWorld world;
  WireService service;  // refers to the World: for WeakWorld::Use alone
};

// Shared by a factory and its clients, which may outlive the factory. Safe from several threads.
class SdkLines {
 public:
  SdkLines() = default;

  explicit SdkLines(World& world) : everybody_(std::make_shared<SdkLine>(world)) {}

  // Throws Misuse where a World that lives is reached by this id already.
  void Add(const std::string& access_key_id, World& world) {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<SdkLine>& line = lines_[access_key_id];
    if (line != nullptr && !line->world.IsGone() && !line->world.LeadsTo(world)) {
      throw Misuse("the access key id \"" + access_key_id +
                   "\" leads to another World that is still there; give each World its own");
    }
    line = std::make_shared<SdkLine>(world);
  }

  // Returns what answers clients with that access key id; null: nothing.
  std::shared_ptr<SdkLine> Of(const std::string& access_key_id) const {
    const std::lock_guard lock(mutex_);
    const auto found = lines_.find(access_key_id);
    return found == lines_.end() ? everybody_ : found->second;
  }

  // Whether any World that lives is reached, other than the given one (null: any at all).
  bool LeadsElsewhere(const World* world) const {
    const std::lock_guard lock(mutex_);
    const auto is_other = [&](const std::shared_ptr<SdkLine>& line) {
      return line != nullptr && !line->world.IsGone() &&
             (world == nullptr || !line->world.LeadsTo(*world));
    };
    return is_other(everybody_) ||
           std::any_of(lines_.begin(), lines_.end(),
                       [&](const auto& entry) { return is_other(entry.second); });
  }

 private:
  mutable std::mutex mutex_{};            // NOLINT: guards what it stands before
  std::shared_ptr<SdkLine> everybody_{};  // shared with calls under way
  std::map<std::string, std::shared_ptr<SdkLine>> lines_{};
};

// Every SdkLines of the process for as long as its factory or a client of it lives.
struct AllSdkLines {
  std::mutex mutex{};
  std::vector<std::weak_ptr<SdkLines>> lines{};
};

// Process-wide as the SDK's factory is, whose change is told here.
inline AllSdkLines& TheSdkLines() {
  static AllSdkLines all;
  return all;
}

// Throws Misuse where factories that were made before, or their clients, still lead to another
// World than this one (null: to any): the SDK has one factory for the whole process and changes it
// without a lock. Otherwise enlists the new one.
inline void Enlist(const std::shared_ptr<SdkLines>& lines, const World* world) {
  AllSdkLines& all = TheSdkLines();
  const std::lock_guard lock(all.mutex);
  std::erase_if(all.lines, [](const auto& weak) { return weak.expired(); });
  bool is_there = false;
  for (const std::weak_ptr<SdkLines>& weak : all.lines) {
    const std::shared_ptr<SdkLines> other = weak.lock();
    if (other == lines) is_there = true;
    if (other == nullptr || other == lines || !other->LeadsElsewhere(world)) continue;
    throw Misuse(
        "the SDK has one HTTP client factory for the whole process, and one that leads to another "
        "World is still there, or a client of it; for several Worlds at a time install one "
        "SdkWorlds, and make clients with the credentials that its Add returns");
  }
  if (!is_there) all.lines.push_back(lines);
}

}  // namespace fakestream::internal
