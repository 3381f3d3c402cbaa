// SPDX-License-Identifier: Apache-2.0
#pragma once

// Opens a page in headless Chromium, in a process and with a profile of its own.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>
#include "support/temp_folder.h"

namespace fakestream::internal {

class Browser {
 public:
  struct Visit {
    std::string_view fragment{};  // behind the '#' of the address
    // The body of an async function that runs when the page's own script has; what it returns, the
    // test gets.
    std::string_view script = "return {};";
    std::string_view flags{};  // for chromium
    // For scripts that measure time and wait for nothing; otherwise waiting takes no time.
    bool is_in_real_time = false;
  };

  // Returns what the script returned, and as `problems` what else happened: errors of any script,
  // and all that the page's policy refused. Throws std::runtime_error when there is no answer
  // within a minute, or no chromium.
  nlohmann::json Open(const std::string& html, const Visit& visit);

 private:
  TempFolder folder_{};
};

}  // namespace fakestream::internal
