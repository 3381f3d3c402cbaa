// SPDX-License-Identifier: Apache-2.0
#pragma once

// The images of every region, with what the service knows about each besides its members. Changes
// are journalled, so that a region can be read as it was a while ago.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "fakestream/base/time.h"
#include "fakestream/service/image.h"

namespace fakestream {

// Images are listed by name; the owner tells apart images of one name that belong to several
// accounts.
struct ImageKey {
  std::string name{};
  std::string owner{};

  friend bool operator==(const ImageKey&, const ImageKey&) = default;

  friend bool operator<(const ImageKey& a, const ImageKey& b) {
    return std::tie(a.name, a.owner) < std::tie(b.name, b.owner);
  }
};

struct ImageRecord {
  Image image{};
  std::map<std::string, std::string> tags{};
  std::map<std::string, ImagePermissions> shared_with{};  // by account id
  bool is_compatible = true;
  bool is_used_by_fleet = false;
  bool is_visible = true;  // a new copy may take a while to show

  // A running copy or update. `generation` tells it from an earlier one under the same name.
  std::uint64_t generation = 0;
  std::int64_t describes_left = 0;             // until it ends; 0: it ends by time or never
  std::optional<StateChangeReason> failure{};  // how it then ends, when not AVAILABLE
  std::int64_t describes_until_visible = 0;
  bool is_copy = false;         // COPYING because it is a copy, not a copy's source
  std::string source_region{};  // of a copy
  std::string source_name{};
};

using Images = std::map<ImageKey, ImageRecord>;

// A state that changed; `from` is nothing for a new image, `to` for one that is gone.
struct StateChange {
  Instant at{};
  std::string region{};
  std::string image{};
  std::optional<ImageState> from{};
  std::optional<ImageState> to{};
};

class ImageStore {
 public:
  // Is told each change of a state as it happens.
  using Observer = std::function<void(const StateChange&)>;

  void Observe(Observer observer) { observer_ = std::move(observer); }

  // The images of a region, none for a region that was never used.
  const Images& In(std::string_view region) const;

  // Calls `visit(region, images)` for each region in use, sorted by name.
  template <class Visitor>
  void ForEachRegion(Visitor&& visit) const {
    for (const auto& [name, region] : regions_) visit(name, region.images);
  }

  // The image, or null.
  const ImageRecord* Find(std::string_view region, const ImageKey& key) const;

  // Makes room for an image that was always there, to be filled at once: no change, so neither
  // journalled nor told. Null when there is one with that key already.
  ImageRecord* Seed(std::string_view region, const ImageKey& key);
  // What the service counts for itself and no reader sees; not journalled. It must be there.
  ImageRecord& Bookkeeping(std::string_view region, const ImageKey& key);

  // Puts an image in the place of the one with that key, if any.
  void Put(Instant now, std::string_view region, const ImageKey& key, ImageRecord record);
  void Erase(Instant now, std::string_view region, const ImageKey& key);
  // Changes an image in place; it must be there.
  void Update(Instant now, std::string_view region, const ImageKey& key,
              const std::function<void(ImageRecord&)>& change);

  // The region as it was at `at`: every later change undone.
  Images AsOf(std::string_view region, Instant at) const;

 private:
  struct Change {
    Instant at;
    ImageKey key;
    std::optional<ImageRecord> before;  // nothing: there was none
  };

  struct Region {
    Images images{};
    std::vector<Change> journal{};
  };

  void Notify(Instant now, std::string_view region, const ImageKey& key, const ImageRecord* before,
              const ImageRecord* after) const;

  std::map<std::string, Region, std::less<>> regions_{};
  Observer observer_{};
};

}  // namespace fakestream
