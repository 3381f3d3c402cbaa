// SPDX-License-Identifier: Apache-2.0
// Same scenario, same seed: the same bytes, whatever compiler built the tool, in any time zone, in
// every process (ASLR is left on). tools/test builds the tool several times over and names the
// other makes in FAKESTREAM_OTHER_TOOLS.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "support/read_file.h"

namespace fakestream::internal {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::Not;

// What one process left behind.
struct Replay {
  int exit_status = 0;
  std::string json = {};
  std::string text = {};    // stdout
  std::string errors = {};  // stderr

  friend bool operator==(const Replay&, const Replay&) = default;
};

// Quotes for the shell; none of our paths holds a quote.
std::string Quoted(const std::string& word) {
  return "'" + word + "'";
}

// Returns the tool under test first, then the other makes of it.
std::vector<std::string> Tools() {
  std::vector<std::string> tools = {FAKESTREAM_TOOL};
  const char* const others =
      std::getenv("FAKESTREAM_OTHER_TOOLS");  // NOLINT(concurrency-mt-unsafe): one thread.
  std::istringstream list(others == nullptr ? "" : others);
  for (std::string tool; std::getline(list, tool, ':');) tools.push_back(tool);
  return tools;
}

class DeterminismTest : public ::testing::Test {
 public:
  DeterminismTest(const DeterminismTest&) = delete;
  DeterminismTest& operator=(const DeterminismTest&) = delete;

 protected:
  DeterminismTest() { fs::create_directories(folder_); }

  ~DeterminismTest() override { fs::remove_all(folder_); }

  // Runs `tool replay path` in a process of its own.
  [[nodiscard]] Replay Run(const std::string& tool, const std::string& time_zone,
                           const std::string& path, const std::string& options = "") const {
    const fs::path json = folder_ / "report.json";
    const fs::path text = folder_ / "stdout";
    const fs::path errors = folder_ / "stderr";
    fs::remove(json);
    const std::string command = "TZ=" + time_zone + " " + Quoted(tool) + " replay " + Quoted(path) +
                                " " + options + " --report text --report json=" + Quoted(json) +
                                " >" + Quoted(text) + " 2>" + Quoted(errors);
    const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe): one thread.
    return {.exit_status = status,
            .json = ReadFile(json),
            .text = ReadFile(text),
            .errors = ReadFile(errors)};
  }

  // Writes a scenario that describes its one image forty times under `fault`, a JSON object.
  [[nodiscard]] std::string WriteScenario(std::string_view fault) const {
    const fs::path path = folder_ / "scenario.json";
    std::ofstream(path) << R"({
  "version": 1,
  "name": "forty calls, some of them slow",
  "given": { "region": "us-east-1", "images": [{ "region": "us-east-1", "Name": "golden" }] },
  "faults": [)" << fault << R"(],
  "steps": [{ "call": "DescribeImages", "repeat": 40 }]
})";
    return path;
  }

  // Runs with this seed, and returns the JSON report with the seed itself blotted out.
  [[nodiscard]] std::string JsonWithoutSeed(const std::string& path,
                                            const std::string& seed) const {
    const Replay replay = Run(FAKESTREAM_TOOL, "UTC", path, "--seed " + seed);
    EXPECT_EQ(replay.exit_status, 0) << replay.text << replay.errors;
    std::string json = replay.json;
    for (std::size_t at = json.find(seed); at != std::string::npos; at = json.find(seed, at))
      json.replace(at, seed.size(), "SEED");
    return json;
  }

 private:
  fs::path folder_ =
      fs::temp_directory_path() / ("fakestream_determinism_" + std::to_string(getpid()));
};

constexpr std::string_view kOneSeed = "424242424242";
constexpr std::string_view kAnotherSeed = "757575757575";

TEST_F(DeterminismTest, EveryMakeOfTheToolReportsTheSameBytesInEveryTimeZone) {
  const std::string scenarios = FAKESTREAM_SOURCE_DIR "/scenarios";
  const Replay first = Run(FAKESTREAM_TOOL, "UTC", scenarios);

  ASSERT_EQ(first.exit_status, 0) << first.text << first.errors;
  ASSERT_THAT(first.json, HasSubstr("digest"));
  for (const std::string& tool : Tools()) {
    for (const char* const time_zone : {"UTC", "Asia/Kathmandu"}) {
      for (const int process : {1, 2}) {
        const Replay replay = Run(tool, time_zone, scenarios);

        // Not EXPECT_EQ: a difference would print megabytes.
        EXPECT_TRUE(replay == first)
            << tool << ", process " << process << " in " << time_zone << ": exit status "
            << replay.exit_status << (replay.json == first.json ? "" : ", another JSON report")
            << (replay.text == first.text ? "" : ", another text report") << "\n"
            << replay.errors;
      }
    }
  }
}

TEST_F(DeterminismTest, NumberOfJobsDoesNotShowInTheReport) {
  const std::string scenarios = FAKESTREAM_SOURCE_DIR "/scenarios";
  const Replay one = Run(FAKESTREAM_TOOL, "UTC", scenarios, "--jobs 1");
  const Replay four = Run(FAKESTREAM_TOOL, "UTC", scenarios, "--jobs 4");

  EXPECT_EQ(one.exit_status, 0) << one.errors;
  EXPECT_TRUE(one == four)
      << "run both and compare: replay scenarios --report json --jobs 1, and 4";
}

TEST_F(DeterminismTest, AnotherSeedGivesAnotherReportWhereAChanceIsUsed) {
  const std::string path = WriteScenario(
      R"({ "on": "DescribeImages", "chance": "1/2", "delay": "1s", "optional": true })");

  const std::string one = JsonWithoutSeed(path, std::string(kOneSeed));
  const std::string again = JsonWithoutSeed(path, std::string(kOneSeed));
  const std::string another = JsonWithoutSeed(path, std::string(kAnotherSeed));

  EXPECT_THAT(one, Not(HasSubstr(kOneSeed)));
  EXPECT_EQ(one, again);
  EXPECT_NE(one, another);
}

// Shows that the test above sees the chance and not the seed as printed.
TEST_F(DeterminismTest, SeedDoesNotShowWhereNoChanceIsUsed) {
  const std::string path =
      WriteScenario(R"({ "on": "DescribeImages", "calls": "2-3", "delay": "1s" })");

  EXPECT_EQ(JsonWithoutSeed(path, std::string(kOneSeed)),
            JsonWithoutSeed(path, std::string(kAnotherSeed)));
}

}  // namespace
}  // namespace fakestream::internal
