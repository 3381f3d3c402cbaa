// SPDX-License-Identifier: Apache-2.0
#pragma once

// The regions that a rule names.

#include <string>
#include <string_view>
#include <variant>

#include "fakestream/fault/rule.h"

namespace fakestream::internal {

// Calls `visit(where, region)` for each, where a JSON pointer into the rule says where it stands.
template <class Visit>
void ForEachRegion(const Rule& rule, Visit&& visit) {
  if (!rule.region.empty()) visit(std::string_view("/region"), rule.region);
  for (const NamedMatcher& filter : rule.with) {
    if (filter.name != "DestinationRegion") continue;
    const auto* const value = std::get_if<Value>(&filter.matcher.kind());
    const auto* const text = value != nullptr ? value->As<std::string>() : nullptr;
    if (text != nullptr) visit(std::string_view("/with/DestinationRegion"), *text);
  }
}

}  // namespace fakestream::internal
