// SPDX-License-Identifier: Apache-2.0
#include "backend/regions.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"

namespace fakestream::internal {

std::optional<Diagnostic> ProblemOfRegion(std::string_view region) {
  if (IsAppStreamRegion(region)) return std::nullopt;
  const auto nearest = NearestWord(region, AppStreamRegions());
  return Diagnostic{.what = "unknown region " + Quoted(region),
                    .hint = nearest ? fmt::format("did you mean {}?", Quoted(*nearest))
                                    : "AppStream is not there; the behavior unsupported_region = "
                                      "accepted allows any name"};
}

}  // namespace fakestream::internal
