// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/writer.h"

#include <fmt/format.h>

#include "fakestream/json/values.h"

#include "scenario/keys_file.h"

namespace fakestream {

std::string ToJson(const Scenario& scenario) {
  return ToJson(internal::WriteObject(scenario, internal::kFileKeys), {.indent = 2}) + "\n";
}

Diagnostics FindUnsavable(const Scenario& scenario) {
  Diagnostics problems;
  for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
    const Rule& rule = scenario.faults[i];
    if (rule.where.empty()) continue;
    problems.push_back({.where = fmt::format("/faults/{}", i),
                        .what = "JSON has no form for the predicate of .Where(…): " + ToText(rule),
                        .hint = "say it by .With(&CopyImageRequest::destination_region, …)"});
  }
  return problems;
}

}  // namespace fakestream
