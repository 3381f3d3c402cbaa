// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace fakestream::tool {

// What the tool's end means to the shell. The values are part of its interface.
enum class ExitCode {
  kSuccess = 0,        // everything that was asked holds
  kFailed = 1,         // an expectation failed
  kBadInput = 2,       // a bad option, file or target; or what was asked for could not be written
  kInternalError = 3,  // fakestream itself is wrong
};

}  // namespace fakestream::tool
