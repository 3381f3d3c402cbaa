// SPDX-License-Identifier: Apache-2.0
// The printed schema, as another validator understands it, against the loader.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fakestream/scenario/loader.h"

#include "support/read_file.h"
#include "support/schema_judge.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;

TEST(ScenarioSchemaTest, AllowsEveryScenarioThatIsShipped) {
  const fs::path folder = fs::path(FAKESTREAM_SOURCE_DIR) / "scenarios";
  const auto paths = FindScenarios({folder.string()});
  for (const std::string& path : *paths) {
    const std::string text = ReadFile(path);

    EXPECT_TRUE(SchemaAllows(text)) << path;
    EXPECT_TRUE(LoadScenario(text, path).ok()) << path;
  }
}

TEST(ScenarioSchemaTest, RefusesEveryBadScenarioThatIsWrongByShape) {
  const fs::path folder = fs::path(FAKESTREAM_SOURCE_DIR) / "tests" / "bad_scenarios";
  const auto paths = FindScenarios({folder.string()});
  for (const std::string& path : *paths) {
    const std::string text = ReadFile(path);
    if (!nlohmann::json::accept(text)) continue;
    const std::string expected = ReadFile(fs::path(path).replace_extension(".expected"));

    EXPECT_EQ(SchemaAllows(text), expected.starts_with("# the schema cannot tell")) << path;
  }
}

TEST(ScenarioSchemaTest, TellsOperationsApart) {
  const auto with_member = [](const char* member) {
    return nlohmann::json{{"version", 1},
                          {"steps", {{{"call", "CopyImage"}, {"with", {{member, "golden"}}}}}}}
        .dump();
  };

  EXPECT_TRUE(SchemaAllows(with_member("SourceImageName")));
  EXPECT_FALSE(SchemaAllows(with_member("Name")));
}

TEST(ScenarioSchemaTest, DescribesEveryKey) {
  const nlohmann::json printed = nlohmann::json::parse(ScenarioSchema());

  for (const char* const object : {"fault", "step", "expect"}) {
    for (const auto& [key, property] : printed["definitions"][object]["properties"].items()) {
      EXPECT_TRUE(property.contains("description")) << object << "." << key;
    }
  }
}

}  // namespace
}  // namespace fakestream
