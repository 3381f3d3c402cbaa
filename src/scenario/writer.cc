// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/writer.h"

#include "fakestream/json/values.h"

#include "scenario/keys_file.h"

namespace fakestream {

std::string ToJson(const Scenario& scenario) {
  return ToJson(internal::WriteObject(scenario, internal::kFileKeys), {.indent = 2}) + "\n";
}

}  // namespace fakestream
