// SPDX-License-Identifier: Apache-2.0
#include "tools/tool_runner.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

namespace fakestream::internal {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

ToolTest::ToolTest() {
  std::string name = (fs::temp_directory_path() / "fakestream_tool_XXXXXX").string();
  folder_ = mkdtemp(name.data());
  fs::create_directory(folder_ / "work");
}

ToolTest::~ToolTest() {
  fs::remove_all(folder_);
}

ToolRun ToolTest::Run(const std::string& arguments, const std::string& variables) const {
  return RunShell(variables + " '" + FAKESTREAM_TOOL + "' " + arguments);
}

ToolRun ToolTest::RunAtTerminal(const std::string& arguments) const {
  return RunShell(std::string("TERM=xterm script --quiet --return --command '") + FAKESTREAM_TOOL +
                    " " + arguments + "' /dev/null");
}

ToolRun ToolTest::RunShell(const std::string& line) const {
  const std::string command = "cd '" + (folder_ / "work").string() + "' && " + line;
  // The redirections stand outside, so that a test's own ones win.
  const std::string redirected = "{ " + command + "\n} >'" + (folder_ / "out").string() + "' 2>'" +
                                 (folder_ / "err").string() + "'";
  const int status = std::system(redirected.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
  ToolRun run{.out = ReadFile(folder_ / "out"), .err = ReadFile(folder_ / "err")};
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

void ToolTest::Write(const std::string& name, const std::string& text) const {
  const fs::path path = folder_ / "work" / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string ToolTest::Read(const std::string& name) const {
  return ReadFile(folder_ / "work" / name);
}

bool ToolTest::Exists(const std::string& name) const {
  return fs::exists(folder_ / "work" / name);
}

std::vector<std::string> ToolTest::Names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_ / "work")) {
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
