// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the operations of the fake find images and say what is wrong with them.

#include <optional>
#include <string>
#include <string_view>

#include "backend/service_state.h"

#include "fakestream/service/outcome.h"

namespace fakestream {

// The key of this account's image of that name.
ImageKey Mine(const ServiceState& state, std::string_view name);

// The account's own image of that name, or null.
const ImageRecord* FindMine(const ServiceState& state, std::string_view region,
                            std::string_view name);

// Whether somebody else's image of that name can be seen: public or shared with this account.
bool IsForeign(const ServiceState& state, std::string_view region, std::string_view name);

// How many images will count towards the region's quota beside a new one of that name, which takes
// the place of an old one if there is any.
std::int64_t CountImagesBeside(const ServiceState& state, std::string_view region,
                               std::string_view name);

ServiceError NoSuchImage(const ServiceState& state, std::string_view name);
ServiceError NotAvailable(const ServiceState& state, const Image& image);
ServiceError AlreadyExists(const ServiceState& state, std::string_view region,
                           std::string_view name);
ServiceError QuotaReached(const ServiceState& state, std::string_view region);

// Lets DescribeImages show an image that it hid. This is journalled, so that a stale read misses
// it.
void Show(ServiceState& state, std::string_view region, const ImageKey& key);

// Whether the name can be given to a new image in that region.
bool IsNameFree(const ServiceState& state, std::string_view region, std::string_view name);

}  // namespace fakestream
