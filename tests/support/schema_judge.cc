// SPDX-License-Identifier: Apache-2.0
#include "support/schema_judge.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "fakestream/scenario/loader.h"

namespace fakestream {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

// Parsed once: it is large.
class Printed {
 public:
  Printed() {
    const nlohmann::json document = nlohmann::json::parse(ScenarioSchema());
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(Adapter(document), schema);
  }

  valijson::Schema schema{};
};

}  // namespace

bool SchemaAllows(std::string_view text) {
  static const Printed kPrinted;
  const nlohmann::json document = nlohmann::json::parse(text);
  return valijson::Validator().validate(kPrinted.schema, Adapter(document), nullptr);
}

}  // namespace fakestream
