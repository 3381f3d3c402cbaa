// SPDX-License-Identifier: Apache-2.0
#pragma once

// The options of `explore`.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include "tools/commands.h"

namespace fakestream::tool {

// Their texts, before anybody has judged them.
struct RawExplore {
  std::string max_faults{};
  std::string goal{};
  std::vector<std::string> disabled_oracles{};
  std::vector<std::string> fault_kinds{};
  std::string jobs{};
  std::string timeout{};
  std::string max_time{};
  std::string max_runs{};
  std::string max_attempts{};
  std::string max_calls{};
  std::string transient_faults{};
  std::string random_runs{};
  std::string hang{};
  std::string shard{};
  bool has_all_polls = false;
  bool contradictory_faults = false;
  bool keeps_going = false;
};

CLI::App* AddExplore(CLI::App& app, ExploreCommand& command, RawExplore& raw);

// Throws BadOption.
ExploreCommand ParseExploreOptions(ExploreCommand command, const RawExplore& raw);

// Returns the options that give these bounds, where they are not the defaults: ` --max-calls 50`.
std::string BoundsOf(const OracleOptions& oracles);

}  // namespace fakestream::tool
