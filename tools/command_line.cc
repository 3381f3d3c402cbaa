// SPDX-License-Identifier: Apache-2.0
// One of two files that see CLI11: it is dear to compile.
#include "tools/command_line.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/base/text.h"
#include "fakestream/version.h"

#include "tools/add_option.h"
#include "tools/explore_options.h"
#include "tools/help_text.h"
#include "tools/option_texts.h"
#include "tools/selection.h"

namespace fakestream::tool {
namespace {

// The texts of the options, before anybody has judged them.
struct RawReplay {
  std::vector<std::string> reports{};
  std::string via{};
  std::string jobs{};
  std::string seed{};
  std::string filter{};
  std::string shard{};
};

std::string UsageText(const std::string& what, std::string_view command) {
  const std::string space = command.empty() ? "" : " ";
  return fmt::format("fakestream{}{}: {}\nrun 'fakestream{}{} --help' to see what there is\n",
                     space, command, OneLine(what), space, command);
}

std::vector<Seam> ParseSeams(std::string_view text) {
  std::vector<Seam> seams;
  bool is_more = !text.empty();
  while (is_more) {
    const std::string_view name = text.substr(0, text.find(','));
    const std::optional<Seam> seam = EnumOf<Seam>(name);
    if (!seam) {
      throw BadOption(fmt::format(
          "--via: there is no {}; there are direct, json, cbor, endpoint-json and endpoint-cbor, "
          "as in --via direct,json",
          Quoted(name)));
    }
    if (std::find(seams.begin(), seams.end(), *seam) != seams.end()) {
      throw BadOption(fmt::format("--via: {} is named twice", name));
    }
    seams.push_back(*seam);
    is_more = name.size() < text.size();
    if (is_more) text.remove_prefix(name.size() + 1);
  }
  return seams;
}

ReplayCommand ParseReplayOptions(ReplayCommand command, const RawReplay& raw) {
  command.reports = ParseReports(raw.reports);
  command.seams = ParseSeams(raw.via);
  if (!raw.jobs.empty()) {
    const std::optional<std::uint64_t> jobs = ParseNumber(raw.jobs);
    if (!jobs || *jobs == 0 || *jobs > kMaxJobs) {
      throw BadOption(
          fmt::format("--jobs {}: must be a number from 1 to {}", Quoted(raw.jobs), kMaxJobs));
    }
    command.jobs = static_cast<std::size_t>(*jobs);
  }
  if (!raw.seed.empty()) {
    command.seed = ParseNumber(raw.seed);
    if (!command.seed) {
      throw BadOption(fmt::format(
          "--seed {}: must be a whole number from 0 to 18446744073709551615", Quoted(raw.seed)));
    }
  }
  if (!raw.shard.empty()) {
    command.shard = ParseShard(raw.shard);
    if (!command.shard) {
      throw BadOption(fmt::format(
          "--shard {}: must be I/N with 1 <= I <= N, as in --shard 2/3 for the second of three",
          Quoted(raw.shard)));
    }
  }
  return command;
}

CLI::App* AddReplay(CLI::App& app, ReplayCommand& command, RawReplay& raw) {
  CLI::App* const replay = app.add_subcommand("replay", "Run scenarios and judge what they expect");
  replay
      ->add_option("PATH", command.paths,
                   "Scenario files, folders to look for them in, - for standard input")
      ->type_name("")
      ->required();
  replay
      ->add_option("--report", raw.reports,
                   "text, junit, tap, json, github or html; to standard output, or to FILE; may be "
                   "given several times (text goes to standard output unless another report does)")
      ->type_name("FORMAT[=FILE]")
      ->take_all()
      ->allow_extra_args(false);
  AddText(
      replay, "--via", raw.via,
      {"SEAM,...",
       "How steps reach the service: direct (default), json, cbor (as bytes of that protocol), "
       "endpoint-json, endpoint-cbor (over loopback); fails where one gives something else than "
       "the first"});
  AddText(replay, "--jobs", raw.jobs,
          {"N", "Scenarios run at a time (default: one per core); the report is the same"});
  AddText(replay, "--seed", raw.seed, {"N", "Seed of all chance, instead of each scenario's own"});
  AddText(replay, "--filter", raw.filter,
          {"GLOB", "Only scenarios whose path, or name without .json, is like that (* and ?)"});
  AddText(replay, "--shard", raw.shard, {"I/N", "Only the I-th of N shares, counted from 1"});
  replay->add_flag("--list", command.lists_only, "Print the selected files and run nothing");
  replay->add_flag("--fail-fast", command.fails_fast, "Skip what follows the first failure");
  replay->footer(kReplayFooter);
  return replay;
}

void AddServeOptions(CLI::App* command, ServeOptions& options, RawServe& raw) {
  command
      ->add_option("--report", raw.reports,
                   "text, junit, tap, json, github or html; to standard output, or to FILE; may be "
                   "given several times (text goes to standard error otherwise)")
      ->type_name("FORMAT[=FILE]")
      ->take_all()
      ->allow_extra_args(false);
  AddText(command, "--clock", raw.clock,
          {"HOW",
           "What moves virtual time: auto (default: a second per call), manual (the control "
           "interface), real (the time of day)"});
  AddText(command, "--worlds", raw.worlds,
          {"HOW",
           "Who shares a World: one (default: everybody) or by-access-key (those who sign with the "
           "same access key id, so that tests may run side by side)"});
  AddText(command, "--hang", raw.hang,
          {"DURATION", "How long a reply that times out keeps its connection (default: 2s)"});
  AddText(
      command, "--drip", raw.drip,
      {"BYTES/PAUSE", "Send replies so slowly: as in 16/10ms; after a minute the rest at once"});
  AddText(command, "--close-after", raw.close_after,
          {"N", "Close a connection silently after N replies, as servers do with idle ones"});
  AddText(command, "--port", raw.port, {"N", "Port to listen on (default: 0, any that is free)"});
  command
      ->add_option("--address", options.address,
                   "IP address to listen on; strangers reach any but loopback (default: 127.0.0.1)")
      ->type_name("IP");
  command->add_flag("--verify-signatures", raw.verifies_signatures,
                    "Refuse requests that none of the scenario's credentials signed, as AWS does "
                    "(default credentials: test, with the secret test)");
  command->add_flag("--no-control", raw.has_no_control, "Serve no control interface");
}

CLI::App* AddServe(CLI::App& app, ServeCommand& command, RawServe& raw) {
  CLI::App* const serve =
      app.add_subcommand("serve", "Serve AppStream on loopback, for any AWS SDK");
  serve
      ->add_option("SCENARIO", command.options.scenario,
                   "A scenario file; its steps are not run (default: an empty account)")
      ->type_name("");
  AddServeOptions(serve, command.options, raw);
  serve->add_option("--port-file", command.port_file, "File to write the port to, once it listens")
      ->type_name("FILE");
  serve->footer(kServeFooter);
  return serve;
}

CLI::App* AddExec(CLI::App& app, ExecCommand& command, RawServe& raw) {
  CLI::App* const exec = app.add_subcommand("exec",
                                            "Run a program against a served scenario, then judge "
                                            "what it called and whether faults fired");
  exec->add_option("SCENARIO", command.options.scenario, "A scenario file; its steps are not run")
      ->type_name("")
      ->required();
  exec->add_option("CMD", command.command, "The program and its arguments, behind --")
      ->type_name("")
      ->required();
  AddServeOptions(exec, command.options, raw);
  exec->add_flag("--sealed", command.is_sealed,
                 "Be the proxy of CMD: what it sends to other hosts is refused and reported, and "
                 "fails the run unless the scenario's given.unanswered names the host");
  exec->footer(kExecFooter);
  return exec;
}

// Usage lines as a program behind "--" is typed.
class UsageFormatter : public CLI::Formatter {
 public:
  std::string make_option_usage(const CLI::Option* option) const override {
    const std::string usage = CLI::Formatter::make_option_usage(option);
    return option->get_name(true) == "CMD" ? "-- " + usage : usage;
  }
};

// The parser and what it fills.
struct Parser {
  Parser() {
    app.formatter(
        std::make_shared<UsageFormatter>());  // subcommands take it over as they are added
    app.footer(kMainFooter);
    app.require_subcommand(0, 1);
    app.add_flag("--version", wants_version, "Print the version");
    replay_app = AddReplay(app, replay, raw);
    serve_app = AddServe(app, serve, raw_serve);
    exec_app = AddExec(app, exec, raw_exec);
    explore_app = AddExplore(app, explore, raw_explore);
    lint_app = app.add_subcommand("lint", "Check scenario files without running them");
    lint_app
        ->add_option("PATH", lint.paths,
                     "Scenario files, folders to look for them in, - for standard input")
        ->type_name("")
        ->required();
    errors_app = app.add_subcommand(
        "errors", "Print the errors AppStream may answer: who retries them, which call has them");
    errors_app->add_option("--format", errors_format, "text or json (default: text)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}));
    schema_app = app.add_subcommand("schema", "Print the JSON schema of scenario files");
    schema_app->footer(
        "Editors complete and check scenarios that name it:\n"
        "  fakestream schema > scenarios/scenario.schema.json");
    init_app = app.add_subcommand("init", "Write a small scenario to start from");
    init_app
        ->add_option("FILE", init.file,
                     "Must not exist yet; '-' prints it (default: scenario.json)")
        ->type_name("");
  }

  Command Result() {
    if (wants_version) return PrintCommand{VersionText()};
    if (replay_app->parsed()) return ParseReplayOptions(WithFilter(), raw);
    if (serve_app->parsed()) {
      serve.options = ParseServeOptions(serve.options, raw_serve);
      return serve;
    }
    if (exec_app->parsed()) {
      exec.options = ParseServeOptions(exec.options, raw_exec);
      return exec;
    }
    if (explore_app->parsed()) return ParseExploreOptions(explore, raw_explore);
    if (lint_app->parsed()) return lint;
    if (errors_app->parsed()) return ErrorsCommand{.is_json = errors_format == "json"};
    if (schema_app->parsed()) return SchemaCommand{};
    if (init_app->parsed()) {
      return InitCommand{.file = init.file.empty() ? "scenario.json" : init.file};
    }
    return UsageError{"fakestream: a command is missing\n\n" + app.help()};
  }

  ReplayCommand WithFilter() const {
    ReplayCommand command = replay;
    if (!raw.filter.empty()) command.filter = raw.filter;
    return command;
  }

  // The subcommand that was read, or the program itself.
  const CLI::App& current() const {
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    return chosen.empty() ? app : *chosen.front();
  }

  std::string current_name() const { return &current() == &app ? "" : current().get_name(); }

  CLI::App app{"A fake Amazon AppStream 2.0 for tests: scenario files in, a verdict out.",
               "fakestream"};
  CLI::App* replay_app = nullptr;
  CLI::App* serve_app = nullptr;
  CLI::App* exec_app = nullptr;
  CLI::App* explore_app = nullptr;
  CLI::App* lint_app = nullptr;
  CLI::App* errors_app = nullptr;
  CLI::App* schema_app = nullptr;
  CLI::App* init_app = nullptr;
  bool wants_version = false;
  RawReplay raw{};
  ReplayCommand replay{};
  RawServe raw_serve{};
  ServeCommand serve{};
  RawServe raw_exec{};
  ExecCommand exec{};
  RawExplore raw_explore{};
  ExploreCommand explore{};
  LintCommand lint{};
  std::string errors_format = "text";
  InitCommand init{};
};

// The words of a program behind "--". CLI11 takes one such as "[ -f x ]" apart, as a list, so it
// gets to see a word of ours in their place.
class ProgramWords {
 public:
  ProgramWords(int argc, const char* const* argv) : shown_(argv, argv + argc) {
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command != "exec" && command != "explore") return;
    const auto dashes = std::find(shown_.begin(), shown_.end(), std::string_view("--"));
    if (dashes == shown_.end() || dashes + 1 == shown_.end()) return;
    program_.assign(dashes + 1, shown_.end());
    shown_.erase(dashes + 1, shown_.end());
    shown_.push_back("CMD");
  }

  bool has_program() const { return !program_.empty(); }

  const std::vector<std::string>& program() const { return program_; }

  int argc() const { return static_cast<int>(shown_.size()); }

  const char* const* argv() const { return shown_.data(); }

 private:
  std::vector<const char*> shown_;
  std::vector<std::string> program_{};
};

}  // namespace

std::string VersionText() {
  return fmt::format("fakestream {}\n", kVersion);
}

Command ParseCommandLine(int argc, const char* const* argv) {
  Parser parser;
  ProgramWords words(argc, argv);
  try {
    parser.app.parse(words.argc(), words.argv());
    if (words.has_program()) parser.exec.command = parser.explore.command = words.program();
    return parser.Result();
  } catch (const CLI::CallForHelp&) {
    return PrintCommand{parser.app.help()};  // of the subcommand that was read
  } catch (const CLI::ParseError& error) {
    return UsageError{UsageText(error.what(), parser.current_name())};
  } catch (const BadOption& error) {
    return UsageError{UsageText(error.what(), parser.current_name())};
  }
}

}  // namespace fakestream::tool
