// SPDX-License-Identifier: Apache-2.0
// The printed schema, as another validator understands it, against the loader.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "fakestream/scenario/loader.h"

#include "support/read_file.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;

class ScenarioSchemaTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    schema = std::make_unique<valijson::Schema>();
    const nlohmann::json printed = nlohmann::json::parse(ScenarioSchema());
    const valijson::adapters::NlohmannJsonAdapter adapter(printed);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter, *schema);
  }

  static void TearDownTestSuite() { schema.reset(); }

  static bool Allows(const nlohmann::json& document) {
    const valijson::adapters::NlohmannJsonAdapter adapter(document);
    return valijson::Validator().validate(*schema, adapter, nullptr);
  }

  static std::unique_ptr<valijson::Schema> schema;
};

std::unique_ptr<valijson::Schema> ScenarioSchemaTest::schema;

TEST_F(ScenarioSchemaTest, AllowsEveryScenarioThatIsShipped) {
  const fs::path folder = fs::path(FAKESTREAM_SOURCE_DIR) / "scenarios";
  const auto paths = FindScenarios({folder.string()});
  for (const std::string& path : *paths) {
    const std::string text = ReadFile(path);

    EXPECT_TRUE(Allows(nlohmann::json::parse(text))) << path;
    EXPECT_TRUE(LoadScenario(text, path).ok()) << path;
  }
}

TEST_F(ScenarioSchemaTest, RefusesEveryBadScenarioThatIsWrongByShape) {
  const fs::path folder = fs::path(FAKESTREAM_SOURCE_DIR) / "tests" / "bad_scenarios";
  const auto paths = FindScenarios({folder.string()});
  for (const std::string& path : *paths) {
    const nlohmann::json document =
        nlohmann::json::parse(ReadFile(path), nullptr, /*allow_exceptions=*/false);
    if (document.is_discarded()) continue;  // No JSON at all.
    const std::string expected = ReadFile(fs::path(path).replace_extension(".expected"));

    EXPECT_EQ(Allows(document), expected.starts_with("# the schema cannot tell")) << path;
  }
}

TEST_F(ScenarioSchemaTest, TellsOperationsApart) {
  const auto with_member = [](const char* member) {
    return nlohmann::json{{"version", 1},
                          {"steps", {{{"call", "CopyImage"}, {"with", {{member, "golden"}}}}}}};
  };

  EXPECT_TRUE(Allows(with_member("SourceImageName")));
  EXPECT_FALSE(Allows(with_member("Name")));
}

TEST_F(ScenarioSchemaTest, DescribesEveryKey) {
  const nlohmann::json printed = nlohmann::json::parse(ScenarioSchema());

  for (const char* const object : {"fault", "step", "expect"}) {
    for (const auto& [key, property] : printed["definitions"][object]["properties"].items()) {
      EXPECT_TRUE(property.contains("description")) << object << "." << key;
    }
  }
}

}  // namespace
}  // namespace fakestream
