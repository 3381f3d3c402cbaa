// SPDX-License-Identifier: Apache-2.0
#include "bench/scenario_text.h"

#include <map>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "fakestream/scenario/loader.h"

#include "fault/injector.h"

namespace fakestream {

std::string ScenarioOf(std::size_t bytes) {
  std::string text = "{\n  \"version\": 1,\n  \"faults\": [\n";
  for (std::size_t i = 0; text.size() < bytes; ++i) {
    text += fmt::format(
        "{}    {{ \"on\": \"CopyImage\", \"with\": {{ \"SourceImageName\": \"image-{:07}\", "
        "\"DestinationRegion\": \"eu-west-1\" }}, \"calls\": \"1-2\", \"fail\": "
        "\"LimitExceededException\" }}",
        i == 0 ? "" : ",\n", i);
  }
  return text + "\n  ]\n}\n";
}

std::size_t LoadByOurs(const std::string& text) {
  Checked<Scenario> scenario = LoadScenario(text, "bench.json");
  FaultInjector injector({});
  injector.Add(std::move(scenario->faults));
  return injector.script().size();
}

std::size_t ParseByNlohmannDom(const std::string& text) {
  return nlohmann::json::parse(text).at("faults").size();
}

namespace {

// What a hand-written double would keep of a rule.
struct PlainRule {
  std::string operation;
  std::map<std::string, std::string> with;
  std::string calls;
  std::string error;
};

}  // namespace

std::size_t LoadByNlohmannDom(const std::string& text) {
  const nlohmann::json document = nlohmann::json::parse(text);
  std::vector<PlainRule> rules;
  std::unordered_map<std::string, std::vector<std::size_t>> by_source;
  for (const nlohmann::json& fault : document.at("faults")) {
    PlainRule rule{.operation = fault.at("on").get<std::string>(),
                   .with = fault.at("with").get<std::map<std::string, std::string>>(),
                   .calls = fault.at("calls").get<std::string>(),
                   .error = fault.at("fail").get<std::string>()};
    by_source[rule.with.at("SourceImageName")].push_back(rules.size());
    rules.push_back(std::move(rule));
  }
  if (by_source.size() != rules.size()) throw std::logic_error("two rules for one image");
  return rules.size();
}

}  // namespace fakestream
