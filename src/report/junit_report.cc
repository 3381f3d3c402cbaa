// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <pugixml.hpp>
#include <string>

#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/report/reporter.h"

#include "report/explanation.h"

namespace fakestream {
namespace {

class StringWriter final : public pugi::xml_writer {
 public:
  void write(const void* bytes, std::size_t size) override {
    text.append(static_cast<const char*>(bytes), size);
  }

  std::string text;
};

void Set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(XmlText(value).c_str());
}

void Set(pugi::xml_node node, const char* name, std::size_t value) {
  Set(node, name, std::to_string(value));
}

// Seconds without floating point, whose last digit would depend on the library; with the three
// decimals that Jenkins' schema allows.
std::string Seconds(Duration length) {
  const std::int64_t milliseconds = length.count() / 1'000;
  return fmt::format("{}.{:03}", milliseconds / 1'000, milliseconds % 1'000);
}

// What readers show as the package and class: the path with dots.
std::string ClassOf(const ScenarioReport& scenario) {
  std::string name = scenario.file;
  if (name.ends_with(".json")) name.resize(name.size() - 5);
  const std::size_t start = name.find_first_not_of("./");
  name.erase(0, start == std::string::npos ? name.size() : start);
  for (char& letter : name) {
    if (letter == '/') letter = '.';
  }
  return name;
}

void AddProperty(pugi::xml_node properties, const char* name, std::string_view value) {
  pugi::xml_node property = properties.append_child("property");
  Set(property, "name", name);
  Set(property, "value", value);
}

std::string_view TypeOf(const ScenarioReport& scenario) {
  if (!scenario.failures.empty()) return "expectation";
  const bool has_idle_fault =
      std::any_of(scenario.rules.begin(), scenario.rules.end(),
                  [](const RuleUse& use) { return use.problem.has_value(); });
  return has_idle_fault ? "fault" : "unanswered";
}

void AddFailureElement(pugi::xml_node testcase, const ScenarioReport& scenario) {
  // One element however much went wrong: some readers keep only the last of several.
  const std::vector<internal::Explanation> all = internal::Explain(scenario);
  std::string story;
  for (const internal::Explanation& explanation : all) {
    for (const std::string& line : explanation.lines) story += line + "\n";
    story += "\n";
  }
  story += fmt::format("seed {}; to run this one alone:\n  {}\n", scenario.seed,
                       OneLine(scenario.reproduce));
  pugi::xml_node failure = testcase.append_child("failure");
  Set(failure, "message", all.empty() ? "failed" : all.front().headline);
  Set(failure, "type", TypeOf(scenario));
  failure.text().set(XmlText(story).c_str());
}

// A suite per file, since only suites have properties in every dialect of the format.
void AddSuite(pugi::xml_node suites, const ScenarioReport& scenario) {
  const bool is_failed = scenario.verdict == Verdict::kFailed;
  const bool is_idle =
      scenario.verdict == Verdict::kScript || scenario.verdict == Verdict::kSkipped;
  pugi::xml_node suite = suites.append_child("testsuite");
  Set(suite, "name", scenario.file);
  Set(suite, "tests", std::size_t{1});
  Set(suite, "failures", std::size_t{is_failed});
  Set(suite, "errors", std::size_t{0});
  Set(suite, "skipped", std::size_t{is_idle});
  Set(suite, "time", Seconds(scenario.elapsed));

  pugi::xml_node properties = suite.append_child("properties");
  AddProperty(properties, "seed", std::to_string(scenario.seed));
  AddProperty(properties, "digest", scenario.digest);
  for (const std::string& note : internal::NotesOn(scenario)) {
    AddProperty(properties, "note", note);
  }

  pugi::xml_node testcase = suite.append_child("testcase");
  Set(testcase, "name", scenario.name);
  Set(testcase, "classname", ClassOf(scenario));
  Set(testcase, "time", Seconds(scenario.elapsed));
  if (is_failed) AddFailureElement(testcase, scenario);
  if (is_idle) {
    Set(testcase.append_child("skipped"), "message", internal::ReasonOf(scenario.verdict));
  }
}

}  // namespace

std::string JunitReport(const Report& report) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  Set(declaration, "version", "1.0");
  Set(declaration, "encoding", "UTF-8");
  Duration elapsed{};
  for (const ScenarioReport& scenario : report.scenarios) elapsed += scenario.elapsed;

  pugi::xml_node suites = document.append_child("testsuites");
  Set(suites, "name", "fakestream");
  Set(suites, "tests", report.scenarios.size());
  Set(suites, "failures", report.Count(Verdict::kFailed));
  Set(suites, "errors", std::size_t{0});
  Set(suites, "time", Seconds(elapsed));
  for (const ScenarioReport& scenario : report.scenarios) AddSuite(suites, scenario);

  StringWriter writer;
  document.save(writer, "  ", pugi::format_default, pugi::encoding_utf8);
  return PrintableMarkup(writer.text);
}

}  // namespace fakestream
