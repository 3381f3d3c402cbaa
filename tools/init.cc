// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/base/shell.h"

#include "tools/commands.h"
#include "tools/output.h"

namespace fakestream::tool {
namespace {

// Every part of the format once; the names say what to change. A test replays it.
constexpr std::string_view kFirstScenario = R"({
  "$schema": "./scenario.schema.json",
  "version": 1,
  "name": "a copy is refused once, retried, and available twenty minutes later",
  "given": {
    "region": "us-east-1",
    "images": [{ "Name": "my-image" }]
  },
  "faults": [
    { "on": "CopyImage", "calls": "1", "fail": "LimitExceededException" }
  ],
  "steps": [
    {
      "call": "CopyImage",
      "with": {
        "SourceImageName": "my-image",
        "DestinationImageName": "my-copy",
        "DestinationRegion": "eu-west-1"
      },
      "retry": { "attempts": 3, "backoff": "1s" },
      "expect": { "result": { "DestinationImageName": "my-copy" }, "attempts": 2 }
    },
    { "advance": "20m" },
    {
      "call": "DescribeImages",
      "region": "eu-west-1",
      "with": { "Names": ["my-copy"] },
      "expect": { "result": { "Images": [{ "Name": "my-copy", "State": "AVAILABLE" }] } }
    }
  ]
}
)";

bool Exists(const std::string& path) {
  return access(path.c_str(), F_OK) == 0;
}

}  // namespace

ExitCode Run(const InitCommand& command) {
  const bool is_printed = command.file == "-";
  WriteProblem problem;
  if (is_printed) {
    problem = WriteStandardOutput(kFirstScenario);
  } else if (Exists(command.file)) {
    problem = command.file + " exists already; name another file, as in 'fakestream init FILE'";
  } else {
    const WriteProblem why = WriteNewFile(command.file, kFirstScenario);
    if (why) problem = fmt::format("cannot write {}: {}", command.file, *why);
  }
  if (!problem && !is_printed) {
    problem = WriteStandardOutput(
        PrintableLines(fmt::format("wrote {}; run it with:\n  fakestream replay {}\n"
                                   "for completion in your editor, beside it:\n"
                                   "  fakestream schema > scenario.schema.json\n",
                                   OneLine(command.file), PathForShell(command.file))));
  }
  if (!problem) return ExitCode::kSuccess;
  PrintError(*problem);
  return ExitCode::kBadInput;
}

}  // namespace fakestream::tool
