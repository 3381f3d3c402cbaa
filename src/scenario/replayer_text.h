// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a replay says in words.

#include <cstdint>
#include <string>
#include <string_view>

#include "fakestream/scenario/scenario.h"

namespace fakestream::internal {

// Returns the step as a sentence: `CopyImage in us-east-1 with SourceImageName "golden", …`. `home`
// is the region of calls that name none.
std::string Sentence(const Step& step, std::string_view home);

// Returns the command that replays that file alone with that seed, quoted for a POSIX shell.
std::string CommandFor(std::string_view file, std::uint64_t seed);

// Returns the command that serves that file.
std::string ServeCommandFor(std::string_view file);

}  // namespace fakestream::internal
