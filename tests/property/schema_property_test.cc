// SPDX-License-Identifier: Apache-2.0
// The printed schema and the loader agree: what one allows, the other takes. Files are made from
// the schema, rightly and wrongly; saved Worlds and rules of C++ are the other way round
// (saved_world_property_test, rules_property_test).
#include <algorithm>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include "fakestream/base/diagnostic.h"
#include "fakestream/scenario/loader.h"

#include "property/draw.h"
#include "support/schema_judge.h"

namespace fakestream {
namespace {

using Json = nlohmann::json;

bool Rarely(int one_in) {
  return Below(one_in) == 0;
}

// Makes values as a schema describes them, one property at a time: conditions between properties
// are not looked at, so that about every third object breaks one.
class Maker {
 public:
  explicit Maker(const Json& schema) : schema_(schema) {}

  Json File() {
    Json file = {{"version", 1}};
    const Json& keys = schema_.at("properties");
    const auto part = OneOf<std::string>({"given", "faults", "steps", "finally"});
    if (part == "given") {
      file["given"] = Made("given", keys.at("given"));
    } else {
      const Json& item = Resolved(keys.at(part).at("items"));
      file[part] = Json::array({Made(part, item)});
    }
    return file;
  }

 private:
  const Json& Resolved(const Json& schema) const {
    const auto reference = schema.find("$ref");
    if (reference != schema.end()) return Definition(reference->get<std::string>().substr(14));
    // A description stands around its reference.
    const auto all = schema.find("allOf");
    if (all != schema.end() && !schema.contains("properties")) return Resolved(all->front());
    return schema;
  }

  const Json& Definition(const std::string& name) const {
    return schema_.at("definitions").at(name);
  }

  // What the operation of a rule or step makes of a key.
  const Json* OfOperation(const std::string& key, const Json& object) const {
    const std::string on = object.value("on", object.value("call", ""));
    const std::string kind = key == "reply"          ? "Result"
                             : object.contains("on") ? "Matcher"
                                                     : "Request";
    const auto& definitions = schema_.at("definitions");
    const bool is_members = key == "with" || key == "reply";
    const auto found = definitions.find(on + kind);
    return is_members && found != definitions.end() ? &*found : nullptr;
  }

  Json Made(const std::string& key, const Json& given_schema) {
    const Json& schema = Resolved(given_schema);
    if (schema.contains("const")) return schema.at("const");
    if (schema.contains("enum")) return Element(schema.at("enum"));
    if (&schema == &Definition("operator")) return {{"any", true}};
    if (schema.contains("anyOf")) return Made(key, Element(schema.at("anyOf")));
    std::string type = "object";
    if (const auto named = schema.find("type"); named != schema.end()) {
      type = named->is_array() ? Element(*named) : *named;
    }
    if (type == "string") return Text(key, schema);
    if (type == "integer" || type == "number") {
      return schema.value("minimum", std::int64_t{0}) + Below(2);
    }
    if (type == "boolean") return Below(2) == 0;
    if (type == "null") return nullptr;
    if (type == "array") return List(key, schema);
    return Object(schema);
  }

  // Left out is what only the loader can know: which regions there are, which names an operation
  // documents, what a later entry repeats.
  static std::string Text(const std::string& key, const Json& schema) {
    if (key == "region" || key == "DestinationRegion") return "eu-west-1";
    if (key == "error") return "ThrottlingException";
    if (key == "fail") {
      return OneOf<std::string>({"ThrottlingException", "LimitExceededException", "OddException"});
    }
    std::vector<std::string> fitting = {
        "", "x", "1m", "2-3", "every 5", "1/4", "golden", "123456789012", "2026-01-01T00:00:00Z"};
    const auto pattern = schema.find("pattern");
    if (pattern != schema.end()) {
      const std::regex regex(pattern->get<std::string>());
      std::erase_if(fitting,
                    [&](const std::string& text) { return !std::regex_search(text, regex); });
    }
    const auto least = schema.value("minLength", std::size_t{0});
    std::erase_if(fitting, [&](const std::string& text) { return text.size() < least; });
    return fitting.empty() ? "x" : OneOf(fitting);
  }

  Json List(const std::string& key, const Json& schema) {
    if (key == "between") return {"10s", "2m"};
    Json list = Json::array();
    if (Below(3) > 0) list.push_back(Made("", schema.at("items")));
    return list;
  }

  Json Object(const Json& schema) {
    Json object = Json::object();
    const auto properties = schema.find("properties");
    if (properties == schema.end()) return object;
    const Json required = schema.value("required", Json::array());
    for (const auto& [key, property] : properties->items()) {
      const bool is_action = key == "call" || key == "advance" || key == "on";
      const bool is_required = std::find(required.begin(), required.end(), key) != required.end();
      if (!is_required && !Rarely(is_action ? 2 : 4)) continue;
      object[key] = Made(key, property);
    }
    for (auto member = object.begin(); member != object.end(); ++member) {
      const std::string& key = member.key();
      const Json* const members = OfOperation(key, object);
      if (members != nullptr) *member = Made(key, *members);
      if (key == "expect" && object.contains("call")) FillExpected(object.at("call"), *member);
    }
    return object;
  }

  void FillExpected(const std::string& operation, Json& expect) {
    for (const char* const key : {"result", "exactly"}) {
      if (expect.contains(key)) expect[key] = Made(key, Definition(operation + "Expected"));
    }
    // "retry" says how many there may be.
    if (expect.contains("attempts")) expect["attempts"] = 1;
  }

  static Json Element(const Json& list) {
    return list.at(static_cast<std::size_t>(Below(static_cast<int>(list.size()))));
  }

  const Json& schema_;
};

// Puts something of another kind at one place, or a key that nobody knows.
void Spoil(Json& file) {
  const Json flat = file.flatten();
  std::vector<std::string> places;
  for (const auto& [place, value] : flat.items()) places.push_back(place);
  const Json::json_pointer place(OneOf(places));
  // What is left out of texts, too; and operands, of which the schema knows less.
  const std::vector<std::string> spared = {"region", "DestinationRegion", "any"};
  if (std::find(spared.begin(), spared.end(), place.back()) != spared.end()) return;
  const Json wrong = OneOf<Json>({nullptr, true, -1, 1.5, "", Json::array(), Json::object()});
  file[place] = wrong;
}

TEST(SchemaPropertyTest, TheLoaderTakesWhatItAllowsAndNothingElse) {
  constexpr int kFilesOfADraw = 5;
  const Json schema = Json::parse(ScenarioSchema());
  int taken = 0;
  int refused = 0;
  const auto agree_on_a_file = [&] {
    Json file = Maker(schema).File();
    if (Rarely(3)) Spoil(file);
    const std::string text = file.dump(1);

    const Checked<Scenario> read = LoadScenario(text, "made.json");

    ++(read.ok() ? taken : refused);
    if (SchemaAllows(text) == read.ok()) return;
    RC_FAIL(text + "\n" + (read ? "the loader takes it" : ToText(read.diagnostics().front())));
  };

  EXPECT_TRUE(rc::check("made from the schema", [&] {
    for (int i = 0; i < kFilesOfADraw; ++i) agree_on_a_file();
  }));

  EXPECT_GT(taken, 100);
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace fakestream
