// SPDX-License-Identifier: Apache-2.0
#include "fakestream/backend/settings.h"

#include <algorithm>

#include "fakestream/service/codec.h"

namespace fakestream {

Value Encode(const CompletionRule& wait) {
  if (wait.describes > 0) return {ValueMembers{{"describes", {wait.describes}}}};
  return {ToText(wait.time)};
}

void Decode(const Value& value, CompletionRule& target) {
  if (const Value* const describes = value.Find("describes")) {
    target = {.describes = *describes->As<std::int64_t>()};
  } else {
    target = {.time = ParseDuration(*value.As<std::string>()).value()};
  }
}

int StatusOfNotFound(const Behavior& behavior) {
  return behavior.status_of_not_found == NotFoundStatus::k404 ? 404 : 400;
}

const std::vector<std::string_view>& AppStreamRegions() {
  // The SDKs' endpoint lists of August 2026, and three regions that only newer documentation names.
  static const std::vector<std::string_view> kRegions = {
      "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",    "ap-southeast-1",
      "ap-southeast-2", "ap-southeast-5", "ca-central-1",   "ca-west-1",     "eu-central-1",
      "eu-central-2",   "eu-south-1",     "eu-south-2",     "eu-west-1",     "eu-west-2",
      "eu-west-3",      "il-central-1",   "sa-east-1",      "us-east-1",     "us-east-2",
      "us-gov-east-1",  "us-gov-west-1",  "us-iso-east-1",  "us-iso-west-1", "us-isob-east-1",
      "us-west-2",
  };
  return kRegions;
}

bool IsAppStreamRegion(std::string_view region) {
  return std::binary_search(AppStreamRegions().begin(), AppStreamRegions().end(), region);
}

}  // namespace fakestream
