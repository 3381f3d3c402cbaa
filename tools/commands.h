// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a command line asks for, as values, and the function that does each.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fakestream/report/reporter.h"

#include "tools/exit_code.h"

namespace fakestream::tool {

struct ReportTarget {
  ReportFormat format{};
  std::string file{};  // empty: standard output
};

// One of several runs that share the scenarios between them; `index` counts from 0.
struct Shard {
  std::uint64_t index = 0;
  std::uint64_t count = 1;
};

struct ReplayCommand {
  std::vector<std::string> paths{};
  std::vector<ReportTarget> reports{};
  std::size_t jobs = 0;  // 0: as many as there are cores
  std::optional<std::uint64_t> seed{};
  std::optional<std::string> filter{};  // a glob
  std::optional<Shard> shard{};         // nothing: what the environment says
  bool lists_only = false;
  bool fails_fast = false;
};

struct LintCommand {
  std::vector<std::string> paths{};
};

struct ErrorsCommand {
  bool is_json = false;
};

struct SchemaCommand {};

struct InitCommand {
  std::string file{};
};

// Help or version: text for standard output.
struct PrintCommand {
  std::string text{};
};

// The command line makes no sense; `text` says why and where to read on.
struct UsageError {
  std::string text{};
};

using Command = std::variant<ReplayCommand, LintCommand, ErrorsCommand, SchemaCommand, InitCommand,
                             PrintCommand, UsageError>;

ExitCode Run(const ReplayCommand& command);
ExitCode Run(const LintCommand& command);
ExitCode Run(const ErrorsCommand& command);
ExitCode Run(const SchemaCommand& command);
ExitCode Run(const InitCommand& command);

}  // namespace fakestream::tool
