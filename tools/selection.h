// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which of the scenario files that were found are to run.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/base/diagnostic.h"

#include "tools/commands.h"

namespace fakestream::tool {

// Returns the shard that a test runner asks for by its environment (Bazel's variables before
// GoogleTest's), or everything when none does; a diagnostic when the variables contradict. Tells
// Bazel, in the file that it names, that shards are understood.
Checked<Shard> ShardFromEnvironment();

// Returns the paths that match the glob as a whole or by their file name without `.json`.
std::vector<std::string> Filtered(const std::vector<std::string>& paths, std::string_view glob);

// Returns the shard's share of the paths, dealt out in turn.
std::vector<std::string> ShareOf(const std::vector<std::string>& paths, Shard shard);

}  // namespace fakestream::tool
