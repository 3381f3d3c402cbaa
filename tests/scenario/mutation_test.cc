// SPDX-License-Identifier: Apache-2.0
// Thousands of small damages to a good file: each loads, or says why not at a place in the file.
#include <algorithm>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "fakestream/base/hash.h"
#include "fakestream/json/values.h"
#include "fakestream/scenario/loader.h"

#include "support/json_judge.h"

namespace fakestream {
namespace {

constexpr std::string_view kGood = R"({
  "version": 1, "name": "caf\u00e9 é", "seed": 7,
  "given": { "now": "2026-01-01T00:00:00Z", "quotas": { "images": 10 }, "timing": { "copy": { "describes": 3 } },
    "images": [{ "Name": "golden", "State": "AVAILABLE", "tags": { "a": "b" } }] },
  "faults": [
    { "on": "CopyImage", "with": { "DestinationRegion": { "glob": "eu-*" } }, "calls": "1-2", "fail": "LimitExceededException" },
    { "on": "*", "between": ["1s", "2m"], "chance": "1/4", "drop": "timeout" },
    { "on": "DescribeImages", "reply": { "Images": [{ "Name": "x", "CreatedTime": 1.5e9 }] } }],
  "steps": [
    { "call": "CopyImage", "with": { "SourceImageName": "golden" }, "retry": { "attempts": 3, "backoff": "1s" },
      "expect": { "error": { "matches": "^Limit" }, "attempts": 3 } },
    { "call": "DescribeImages", "expect": { "result": { "Images": { "size": 1 } } } },
    { "set": { "quotas": { "tags": 2 } } }, { "advance": "20m", "repeat": 2 }]
})";

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : state_(seed) {}

  std::string Mutate(std::string text) {
    const std::uint64_t times = 1 + Draw(3);
    for (std::uint64_t i = 0; i < times; ++i) MutateOnce(text);
    return text;
  }

 private:
  std::uint64_t Draw(std::uint64_t bound) { return MixBits(++state_) % bound; }

  void MutateOnce(std::string& text) {
    if (text.empty()) return;
    const std::size_t at = Draw(text.size());
    const std::size_t length = 1 + Draw(std::min<std::size_t>(text.size() - at, 40));
    constexpr std::string_view kSigns = "{}[]\",:\\0-19eE.tfnu \n\x80";
    switch (Draw(6)) {
      case 0: text.resize(at); break;
      case 1: text[at] = static_cast<char>(Draw(256)); break;
      case 2: text.erase(at, length); break;
      case 3: text.insert(at, text.substr(at, length)); break;
      case 4: text[at] = kSigns[Draw(kSigns.size())]; break;
      default: std::swap(text[at], text[Draw(text.size())]); break;
    }
  }

  std::uint64_t state_;
};

// Returns whether the place lies in the text.
bool IsInside(const Diagnostic& problem, std::string_view text) {
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  return problem.line >= 1 && problem.line <= lines && problem.column >= 1 &&
         problem.column <= static_cast<int>(text.size()) + 1;
}

TEST(MutatedScenarioTest, LoadsOrIsRefusedAtAPlaceInTheFile) {
  ASSERT_TRUE(LoadScenario(kGood, "good.json").ok());
  for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
    const std::string text = Mutator(seed << 20U).Mutate(std::string(kGood));

    const Checked<Scenario> scenario = LoadScenario(text, "mutated.json");

    if (scenario.ok()) continue;
    for (const Diagnostic& problem : scenario.diagnostics()) {
      ASSERT_TRUE(IsInside(problem, text)) << ToText(problem) << "\n" << text;
    }
  }
}

TEST(MutatedScenarioTest, IsJsonToUsWhereItIsToRapidJson) {
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    const std::string text = Mutator(seed << 20U).Mutate(std::string(kGood));

    const Checked<Value> parsed = ParseJson(text);

    const bool is_duplicate =
        !parsed.ok() && parsed.diagnostics().front().what.starts_with("duplicate key");
    ASSERT_EQ(parsed.ok() || is_duplicate, IsJsonToRapidJson(text))
        << (parsed.ok() ? "" : ToText(parsed.diagnostics().front())) << "\n"
        << text;
  }
}

}  // namespace
}  // namespace fakestream
