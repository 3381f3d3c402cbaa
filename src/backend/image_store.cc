// SPDX-License-Identifier: Apache-2.0
#include "backend/image_store.h"

#include <utility>

#include "fakestream/base/check.h"

namespace fakestream {

const Images& ImageStore::In(std::string_view region) const {
  static const Images kNone;
  const auto found = regions_.find(region);
  return found == regions_.end() ? kNone : found->second.images;
}

const ImageRecord* ImageStore::Find(std::string_view region, const ImageKey& key) const {
  const Images& images = In(region);
  const auto found = images.find(key);
  return found == images.end() ? nullptr : &found->second;
}

ImageRecord* ImageStore::Seed(std::string_view region, const ImageKey& key) {
  const auto [image, is_new] = regions_[std::string(region)].images.try_emplace(key);
  return is_new ? &image->second : nullptr;
}

ImageRecord& ImageStore::Bookkeeping(std::string_view region, const ImageKey& key) {
  Region& place = regions_[std::string(region)];
  const auto found = place.images.find(key);
  FAKESTREAM_CHECK(found != place.images.end());
  return found->second;
}

void ImageStore::Put(Instant now, std::string_view region, const ImageKey& key,
                     ImageRecord record) {
  Region& place = regions_[std::string(region)];
  const auto [found, is_new] = place.images.try_emplace(key);
  std::optional<ImageRecord> before;
  if (!is_new) before = std::move(found->second);
  found->second = std::move(record);
  Notify(now, region, key, before ? &*before : nullptr, &found->second);
  place.journal.push_back({.at = now, .key = key, .before = std::move(before)});
}

void ImageStore::Erase(Instant now, std::string_view region, const ImageKey& key) {
  Region& place = regions_[std::string(region)];
  auto node = place.images.extract(key);
  FAKESTREAM_CHECK(!node.empty());
  Notify(now, region, key, &node.mapped(), nullptr);
  place.journal.push_back({.at = now, .key = key, .before = std::move(node.mapped())});
}

void ImageStore::Update(Instant now, std::string_view region, const ImageKey& key,
                        const std::function<void(ImageRecord&)>& change) {
  Region& place = regions_[std::string(region)];
  const auto found = place.images.find(key);
  FAKESTREAM_CHECK(found != place.images.end());
  ImageRecord before = found->second;
  change(found->second);
  Notify(now, region, key, &before, &found->second);
  place.journal.push_back({.at = now, .key = key, .before = std::move(before)});
}

Images ImageStore::AsOf(std::string_view region, Instant at) const {
  const auto found = regions_.find(region);
  if (found == regions_.end()) return {};
  Images images = found->second.images;
  const std::vector<Change>& journal = found->second.journal;
  for (auto change = journal.rbegin(); change != journal.rend() && change->at > at; ++change) {
    if (change->before) {
      images[change->key] = *change->before;
    } else {
      images.erase(change->key);
    }
  }
  return images;
}

void ImageStore::Notify(Instant now, std::string_view region, const ImageKey& key,
                        const ImageRecord* before, const ImageRecord* after) const {
  const auto state_of = [](const ImageRecord* record) {
    return record == nullptr ? std::nullopt : record->image.state;
  };
  const std::optional<ImageState> from = state_of(before);
  const std::optional<ImageState> to = state_of(after);
  if (!observer_ || from == to) return;
  observer_({.at = now, .region = std::string(region), .image = key.name, .from = from, .to = to});
}

}  // namespace fakestream
