// SPDX-License-Identifier: Apache-2.0
#include "fakestream/world/placed_image.h"

#include <utility>

#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

constexpr std::string_view kTags = "Tags";
constexpr std::string_view kSharedWith = "SharedImagePermissionsList";

}  // namespace

Value ToValue(const PlacedImage& placed) {
  Value value = ToValue(placed.image);
  auto& members = std::get<ValueMembers>(value.data);
  members.push_back({std::string(kTags), internal::Encode(placed.tags)});
  members.push_back({std::string(kSharedWith), internal::Encode(placed.shared_with)});
  return value;
}

std::string ToText(const PlacedImage& placed) {
  return placed.region + " " + ToText(ToValue(placed));
}

const Type& PlacedImageType() {
  static const Type kType = [] {
    Type type = TypeOf<Image>();
    type.members.push_back({kTags, &TypeOf<Tags>(), {}});
    type.members.push_back({kSharedWith, &TypeOf<std::vector<SharedImagePermissions>>(), {}});
    return type;
  }();
  return kType;
}

}  // namespace fakestream
