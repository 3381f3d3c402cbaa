// SPDX-License-Identifier: Apache-2.0
#include "bench/processes.h"

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include "bench/scenario_text.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

ProcessCost Wait(pid_t child, std::chrono::steady_clock::time_point start) {
  int status = 0;

  struct rusage usage {};

  if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("a measured process failed");
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return {.seconds = SecondsSince(start),
          .cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime),
          .peak_bytes = static_cast<double>(usage.ru_maxrss) * 1024};
}

void Silence() {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
}

struct Job {
  std::string name;
  std::function<ProcessCost()> run;
};

// All jobs in turns, so that a slow minute of the machine meets each of them.
std::vector<Row> InTurns(const std::vector<Job>& jobs, int rounds) {
  std::vector<std::vector<ProcessCost>> costs(jobs.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < jobs.size(); ++i) costs[i].push_back(jobs[i].run());
  }
  std::vector<Row> rows;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto& all = costs[i];
    std::sort(all.begin(), all.end(),
              [](const ProcessCost& a, const ProcessCost& b) { return a.seconds < b.seconds; });
    const ProcessCost& median = all[all.size() / 2];
    rows.push_back({jobs[i].name, median.seconds * 1e9, median.peak_bytes});
  }
  return rows;
}

// What the compiler takes for a file of bench/compile, in CPU time: other work of the machine does
// not count.
Job Compiling(const std::string& name, const fs::path& folder) {
  return {"compile/" + name, [name, object = (folder / "object.o").string()] {
            const std::string root = FAKESTREAM_SOURCE_DIR;
            ProcessCost cost =
                CostOf({"g++", "-std=c++20", "-O0", "-c", "-o", object, "-I" + root + "/include",
                        root + "/tests/bench/compile/" + name + ".cpp"});
            cost.seconds = cost.cpu_seconds;
            return cost;
          }};
}

// A folder that is gone with this object.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "fakestream-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = pattern;
  }

  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  ~Scratch() { fs::remove_all(path_); }

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void WriteScenarios(const fs::path& folder, int count) {
  fs::create_directories(folder);
  for (int i = 0; i < count; ++i) {
    std::ofstream out(folder / fmt::format("scenario_{:04}.json", i));
    out << R"({ "version": 1, "name": "five steps", "given": { "images": [{ "Name": "golden" }] },
  "faults": [{ "on": "CopyImage", "calls": "1", "fail": "LimitExceededException" }],
  "steps": [
    { "call": "CopyImage", "with": { "SourceImageName": "golden", "DestinationImageName": "copy", "DestinationRegion": "eu-west-1" },
      "expect": { "error": "LimitExceededException" } },
    { "call": "CopyImage", "with": { "SourceImageName": "golden", "DestinationImageName": "copy", "DestinationRegion": "eu-west-1" },
      "expect": { "result": { "DestinationImageName": "copy" } } },
    { "call": "DescribeImages", "region": "eu-west-1", "expect": { "result": { "Images": [{ "State": "COPYING" }] } } },
    { "advance": "20m" },
    { "call": "DescribeImages", "region": "eu-west-1", "expect": { "result": { "Images": [{ "State": "AVAILABLE" }] } } }
  ] }
)";
  }
}

// The least that a C++ program costs.
std::string EmptyProgram(const fs::path& folder) {
  const fs::path source = folder / "empty.cc";
  std::ofstream(source)
      << "#include <string>\nint main(int argc, char** argv) "
         "{ return static_cast<int>(std::string(argv[0]).size()) * (argc - 1); }\n";
  const std::string program = (folder / "empty").string();
  CostOf({"g++", "-O2", "-o", program, source.string()});
  return program;
}

}  // namespace

ProcessCost CostOf(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    try {
      work();
    } catch (const std::exception&) {
      _exit(1);
    }
    _exit(0);
  }
  return Wait(child, start);
}

ProcessCost CostOf(const std::vector<std::string>& command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    Silence();
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  return Wait(child, start);
}

std::vector<Row> MeasureProcesses(const std::string& tool, int rounds) {
  const Scratch scratch;
  const std::string empty = EmptyProgram(scratch.path());
  WriteScenarios(scratch.path() / "thousand", 1000);
  const std::string big = (scratch.path() / "big.json").string();
  std::ofstream(big) << ScenarioOf(100'000'000);
  const auto load = [&big](std::size_t (*by)(const std::string&)) {
    return CostOf([&big, by] {
      std::ifstream in(big, std::ios::binary);
      std::string text(fs::file_size(big), '\0');
      in.read(text.data(), static_cast<std::streamsize>(text.size()));
      by(text);
    });
  };
  std::vector<Row> rows = InTurns(
      {
          {"tool/version/ours",
           [&] {
             return CostOf({tool, "--version"});
           }},
          {"tool/version/empty", [&] { return CostOf({empty}); }},
          {"replay/1000_files/ours",
           [&] {
             return CostOf({tool, "replay", (scratch.path() / "thousand").string()});
           }},
      },
      9 * rounds);
  const std::vector<Row> heavy = InTurns(
      {
          {"scenario/100MB/ours_load", [&] { return load(LoadByOurs); }},
          {"scenario/100MB/nlohmann_load", [&] { return load(LoadByNlohmannDom); }},
      },
      rounds);
  rows.insert(rows.end(), heavy.begin(), heavy.end());
  constexpr int kCompilations = 5;
  std::vector<Job> compilations;
  for (const char* const name : {"umbrella_header", "gmock_header", "test_with_fakestream",
                                 "test_with_gmock", "mock_ours", "mock_by_hand"}) {
    compilations.push_back(Compiling(name, scratch.path()));
  }
  const std::vector<Row> compiled = InTurns(compilations, kCompilations);
  rows.insert(rows.end(), compiled.begin(), compiled.end());
  return rows;
}

}  // namespace fakestream
