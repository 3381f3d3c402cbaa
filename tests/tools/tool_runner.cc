// SPDX-License-Identifier: Apache-2.0
#include "tools/tool_runner.h"

#include <algorithm>
#include <fstream>
#include <sys/wait.h>

#include "support/temp_folder.h"

namespace fakestream::internal {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWork = "work";

}  // namespace

ToolTest::ToolTest() {
  fs::create_directory(folder_.path() / kWork);
}

ToolRun ToolTest::Run(const std::string& arguments, const std::string& variables) const {
  return RunShell(variables + " '" + FAKESTREAM_TOOL + "' " + arguments);
}

ToolRun ToolTest::RunAtTerminal(const std::string& arguments) const {
  return RunShell(std::string("TERM=xterm script --quiet --return --command '") + FAKESTREAM_TOOL +
                  " " + arguments + "' /dev/null");
}

ToolRun ToolTest::RunShell(const std::string& line) const {
  // The redirections stand outside, so that a test's own ones win.
  const int status = internal::RunShell("cd '" + (folder_.path() / kWork).string() + "' && { " +
                                        line + "\n} >../out 2>../err");
  ToolRun run{.out = folder_.Read("out"), .err = folder_.Read("err")};
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

void ToolTest::Write(const std::string& name, const std::string& text) const {
  const fs::path path = folder_.path() / kWork / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string ToolTest::Read(const std::string& name) const {
  return folder_.Read(std::string(kWork) + "/" + name);
}

bool ToolTest::Exists(const std::string& name) const {
  return fs::exists(folder_.path() / kWork / name);
}

std::vector<std::string> ToolTest::Names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_.path() / kWork)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string ScenarioText(const std::string& state) {
  return R"({
  "version": 1,
  "name": "one image is there",
  "given": { "images": [{ "Name": "golden" }] },
  "steps": [
    { "call": "DescribeImages",
      "expect": { "result": { "Images": [{ "Name": "golden", "State": ")" +
         state + R"(" }] } } }
  ]
}
)";
}

}  // namespace fakestream::internal
