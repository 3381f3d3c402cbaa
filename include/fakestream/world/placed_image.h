// SPDX-License-Identifier: Apache-2.0
#pragma once

// An image as the service knows it, with all that one can ask about it: where it is, its tags, and
// the accounts that it is shared with.

#include <string>
#include <vector>

#include "fakestream/service/image.h"
#include "fakestream/service/operations.h"
#include "fakestream/service/type.h"
#include "fakestream/service/value.h"

namespace fakestream {

struct PlacedImage {
  std::string region{};
  Image image{};
  Tags tags{};
  std::vector<SharedImagePermissions> shared_with{};  // by account id

  friend bool operator==(const PlacedImage&, const PlacedImage&) = default;
};

// Returns the members of the image and, as the service's other operations name them, "Tags" and
// "SharedImagePermissionsList"; without the region.
Value ToValue(const PlacedImage& placed);

// Returns `eu-west-1 {Name: "golden", …}`.
std::string ToText(const PlacedImage& placed);

// The type of that value.
const Type& PlacedImageType();

}  // namespace fakestream
