// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "fakestream/base/check.h"

#include "tools/command_line.h"
#include "tools/output.h"

namespace fakestream::tool {
namespace {

ExitCode Run(const PrintCommand& command) {
  if (const WriteProblem problem = WriteStandardOutput(command.text)) {
    PrintError(*problem);
    return ExitCode::kBadInput;
  }
  return ExitCode::kSuccess;
}

ExitCode Run(const UsageError& error) {
  PrintErrorText(error.text);
  return ExitCode::kBadInput;
}

int ReportInternalError(std::string_view what) {
  PrintErrorText(
      "fakestream: internal error: " + std::string(what) +
      "\nThis is a fault of fakestream, not of your scenarios or your code. Please report it "
      "with this message,\nthe command line, the scenario, and what 'fakestream --version' "
      "prints.\n");
  return static_cast<int>(ExitCode::kInternalError);
}

int Main(int argc, const char* const* argv) {
  try {
    // Asked by scripts over and over, and needs no parser.
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
      return static_cast<int>(Run(PrintCommand{VersionText()}));
    }
    const Command command = ParseCommandLine(argc, argv);
    return std::visit([](const auto& one) { return static_cast<int>(Run(one)); }, command);
  } catch (const std::bad_alloc&) {
    PrintErrorText("fakestream: out of memory\n");
    return static_cast<int>(ExitCode::kBadInput);
  } catch (const CannotListen& problem) {
    PrintError(problem.what());
    return static_cast<int>(ExitCode::kBadInput);
  } catch (const std::system_error& problem) {
    // What the machine refused: descriptors, threads, a folder, room on a disk.
    PrintError(problem.what());
    return static_cast<int>(ExitCode::kBadInput);
  } catch (const std::exception& error) {
    return ReportInternalError(error.what());
  } catch (...) {
    return ReportInternalError("an exception without a message");
  }
}

}  // namespace
}  // namespace fakestream::tool

int main(int argc, char** argv) {
  // A reader that went away is a write that fails, which we report; not a sudden end.
  // Nor is a limit of file sizes.
  for (const int signal : {SIGPIPE, SIGXFSZ}) {
    static_cast<void>(std::signal(signal, SIG_IGN));  // NOLINT(cert-err33-c): they are signals
  }
  return fakestream::tool::Main(argc, argv);
}
