// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a command line asks for, as values, and the function that does each.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "endpoint/world_host.h"

#include "fakestream/base/shard.h"
#include "fakestream/base/time.h"
#include "fakestream/endpoint/endpoint.h"
#include "fakestream/explore/explorer.h"
#include "fakestream/report/reporter.h"
#include "fakestream/service/enum_names.h"

#include "tools/exit_code.h"

namespace fakestream::tool {

// What --jobs may say.
inline constexpr std::size_t kMaxJobs = 1024;

struct ReportTarget {
  ReportFormat format{};
  std::string file{};  // empty: standard output
};

// A way for a scenario's steps to reach their World.
enum class Seam : std::uint8_t { kDirect, kJson, kCbor, kEndpointJson, kEndpointCbor };

struct ReplayCommand {
  std::vector<std::string> paths{};
  std::vector<ReportTarget> reports{};
  std::vector<Seam> seams{};  // to run through; empty: in process
  std::size_t jobs = 0;       // 0: as many as there are cores
  std::optional<std::uint64_t> seed{};
  std::optional<std::string> filter{};  // a glob
  std::optional<Shard> shard{};         // nothing: what the environment says
  bool lists_only = false;
  bool fails_fast = false;
};

// What serve and exec share.
struct ServeOptions {
  std::string scenario{};  // a file; empty: an account without images or faults
  std::vector<ReportTarget> reports{};
  ServedClock clock = ServedClock::kAuto;
  Duration hang = std::chrono::seconds{2};
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  bool has_control = true;
  ServedWorlds worlds = ServedWorlds::kOne;
  bool verifies_signatures = false;
  std::optional<Drip> drip{};
  std::size_t requests_per_connection = 0;  // 0: any number
};

struct ServeCommand {
  ServeOptions options{};
  std::string port_file{};  // empty: none
};

struct ExecCommand {
  ServeOptions options{};
  bool is_sealed = false;              // what the program sends elsewhere is refused and reported
  std::vector<std::string> command{};  // the program and its arguments
};

struct ExploreCommand {
  std::string scenario{};
  std::vector<std::string> command{};  // the program and its arguments
  ExploreOptions search{.collapses_polls = true};
  OracleOptions oracles{};
  std::size_t jobs = 0;                                 // 0: as many as there are cores
  Duration program_timeout = std::chrono::seconds{60};  // real time for one run of the program
  Duration max_time{};                                  // real time for all of them; zero: any
  Duration hang = std::chrono::milliseconds{10};
  std::string found{};        // file for what it finds; empty: named like the scenario
  std::string certificate{};  // file for the certificate as JSON; empty: none
  bool replays = false;       // the scenario is one that was found: run it once, and judge
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

using Command = std::variant<ReplayCommand, ServeCommand, ExecCommand, ExploreCommand, LintCommand,
                             ErrorsCommand, SchemaCommand, InitCommand, PrintCommand, UsageError>;

ExitCode Run(const ReplayCommand& command);
ExitCode Run(const ServeCommand& command);
// Returns the program's own code when that is not 0.
int Run(const ExecCommand& command);
// Returns 126 or 127 when the program cannot be run, 128 + N when signal N ended the search.
int Run(const ExploreCommand& command);
ExitCode Run(const LintCommand& command);
ExitCode Run(const ErrorsCommand& command);
ExitCode Run(const SchemaCommand& command);
ExitCode Run(const InitCommand& command);

}  // namespace fakestream::tool

template <>
inline constexpr std::array fakestream::kEnumNames<fakestream::tool::Seam> =
    std::to_array<std::string_view>({"direct", "json", "cbor", "endpoint-json", "endpoint-cbor"});
