// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using CommandsTest = ToolTest;

TEST_F(CommandsTest, PrintsTheVersion) {
  const ToolRun run = Run("--version");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out, "fakestream " FAKESTREAM_VERSION "\n");
}

TEST_F(CommandsTest, HelpsWithExamples) {
  EXPECT_THAT(Run("--help").out, AllOf(HasSubstr("replay"), HasSubstr("fakestream init")));
  for (const char* const command : {"replay", "lint", "errors", "schema", "init"}) {
    const ToolRun run = Run(std::string(command) + " --help");

    EXPECT_EQ(run.exit_code, 0) << command;
    EXPECT_THAT(run.out, HasSubstr(command)) << command;
    EXPECT_EQ(run.err, "") << command;
  }
  EXPECT_THAT(Run("replay --help").out,
              AllOf(StartsWith("Run scenarios"), HasSubstr("Usage: fakestream replay "),
                    HasSubstr("--shard"), HasSubstr("Exit codes")));
}

TEST_F(CommandsTest, RefusesWhatIsNoCommand) {
  for (const char* const arguments :
       {"", "reply", "replay lint", "--nonsense", "errors --format xml"}) {
    const ToolRun run = Run(arguments);

    EXPECT_EQ(run.exit_code, 2) << arguments;
    EXPECT_THAT(run.err, StartsWith(std::string(arguments) == "replay lint" ? "" : "fakestream"));
    EXPECT_EQ(run.out, "") << arguments;
  }
}

TEST_F(CommandsTest, LintChecksWithoutRunning) {
  Write("s/fails.json", ScenarioText("COPYING"));

  const ToolRun good = Run("lint s");
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_EQ(good.out, "1 scenario checked, no problems\n");

  Write("s/bad.json", R"({ "version": 1, "name": "bad", "steps": [{ "advance": 5 }], "x": 1 })");
  const ToolRun bad = Run("lint s");
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.err, AllOf(HasSubstr("s/bad.json:1:"), HasSubstr("/steps/0/advance"),
                             HasSubstr("2 problems\n")));
}

TEST_F(CommandsTest, ErrorsSaysWhoRetries) {
  const ToolRun run = Run("errors");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(HasSubstr("LimitExceededException\n  HTTP 400"),
                             HasSubstr("(11 attempts)"), HasSubstr("CopyImage")));

  const nlohmann::json catalogue = nlohmann::json::parse(Run("errors --format json").out);
  EXPECT_GT(catalogue["errors"].size(), 30U);
  for (const nlohmann::json& row : catalogue["errors"]) {
    EXPECT_TRUE(row.contains("name") && row.contains("meaning") && row.contains("retried_by"));
  }
}

TEST_F(CommandsTest, ErrorsSaysWhatWasCountedOfACutReply) {
  const nlohmann::json catalogue = nlohmann::json::parse(Run("errors --format json").out);

  std::map<std::string, int> attempts;
  std::string note;
  for (const nlohmann::json& row : catalogue["errors"]) {
    if (row["name"] != "TruncatedReply") continue;
    note = row["note"];
    for (const nlohmann::json& retrier : row["retried_by"]) {
      attempts[retrier["sdk"]] = retrier["attempts"];
    }
  }

  EXPECT_EQ(attempts.count("Go v2"), 0U);
  EXPECT_EQ(attempts["Go v1 (1.44.133)"], 4);
  EXPECT_EQ(attempts["Ruby (aws-sdk-core 3.168.1)"], 4);
  EXPECT_EQ(attempts["botocore standard"], 3);
  EXPECT_THAT(note, HasSubstr("with urllib3 1.26 (Debian 12) it makes 1"));
}

TEST_F(CommandsTest, SchemaIsTheOneThatIsShipped) {
  const ToolRun run = Run("schema");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_TRUE(nlohmann::json::parse(run.out).is_object());
  const ToolRun compared =
      Run("schema | cmp - " FAKESTREAM_SOURCE_DIR "/scenarios/scenario.schema.json");
  EXPECT_EQ(compared.exit_code, 0)
      << "run: tools/fakestream schema > scenarios/scenario.schema.json";
}

TEST_F(CommandsTest, InitWritesAScenarioThatHolds) {
  const ToolRun run = Run("init first.json");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("fakestream replay first.json"));
  EXPECT_EQ(Run("replay first.json").exit_code, 0);
  EXPECT_EQ(Run("init -").out, Read("first.json"));
}

TEST_F(CommandsTest, InitOverwritesNothing) {
  Write("scenario.json", "mine");

  const ToolRun run = Run("init");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("scenario.json exists already"));
  EXPECT_EQ(Read("scenario.json"), "mine");
}

TEST_F(CommandsTest, EveryCommandNoticesThatItsOutputIsLost) {
  Write("a.json", ScenarioText());

  for (const char* const command : {"--version", "--help", "errors", "schema", "lint a.json",
                                    "init -", "replay a.json --list"}) {
    EXPECT_EQ(Run(std::string(command) + " >/dev/full").exit_code, 2) << command;
  }
}

}  // namespace
}  // namespace fakestream::internal
