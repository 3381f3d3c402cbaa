// SPDX-License-Identifier: Apache-2.0
#include "json/reader.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/json/values.h"

namespace fakestream::internal {
namespace {

using testing::ElementsAre;

// Writes down what it is told: "key@place" of what is taken apart or read over, the pieces with
// their places, and "end".
class Listener : public PieceListener {
 public:
  Take Begins(const Node& head) override {
    const std::string name = std::string(head.key) + "@" + std::to_string(head.place);
    if (head.key.starts_with("skip")) {
      told.push_back(name + " skipped");
      return Take::kNothing;
    }
    if (head.place == 0 || head.key == "apart") {
      told.push_back(name + " apart");
      return Take::kApart;
    }
    return Take::kWhole;
  }

  void Read(const Tree& tree) override {
    const Node& root = tree.root();
    told.push_back(std::string(root.key) + "@" + std::to_string(root.place) + " " +
                   ToJson(ToValue(root, nullptr)));
  }

  void Ends() override { told.emplace_back("end"); }

  std::vector<std::string> told{};
};

std::vector<std::string> Told(std::string_view text) {
  Listener listener;
  const auto problem = ReadJson(text, 8, listener);
  if (problem) listener.told.push_back(problem->what);
  return listener.told;
}

TEST(ReadJsonTest, GivesPiecesInTheirOrder) {
  EXPECT_THAT(Told(R"({"a": [1, {"b": 2}], "c": "x"})"),
              ElementsAre("@0 apart", R"(a@6 [1,{"b":2}])", R"(c@26 "x")", "end"));
}

TEST(ReadJsonTest, TakesListsApart) {
  EXPECT_THAT(Told(R"({"apart": [10, -2.5e1,3], "z": 7})"),
              ElementsAre("@0 apart", "apart@10 apart", "@11 10", "@15 -25.0", "@22 3", "end",
                          "z@31 7", "end"));
}

TEST(ReadJsonTest, ReadsOverWhatIsNotWanted) {
  EXPECT_THAT(Told(R"({"skip1": {"a": ["\n", {}]}, "skip2": 1, "b": true})"),
              ElementsAre("@0 apart", "skip1@10 skipped", "skip2@38 skipped", "b@46 true", "end"));
}

TEST(ReadJsonTest, KeepsEscapedKeysAndTexts) {
  EXPECT_THAT(Told(R"({"\u0061": {"\u0062": "\u0063"}, "apart": {"\t": ["\\"]}})"),
              ElementsAre("@0 apart", R"(a@11 {"b":"c"})", "apart@42 apart", "\t@49 [\"\\\\\"]",
                          "end", "end"));
}

TEST(ReadJsonTest, SaysWhatIsWrongBehindGoodPieces) {
  EXPECT_THAT(Told(R"({"a": 1, "b": 02})"),
              ElementsAre("@0 apart", "a@6 1", "b@14 0", "a number starts with 0"));
  EXPECT_THAT(Told(R"({"a": 1} 2)"), ElementsAre("@0 apart", "a@6 1", "end",
                                                 R"(expected the end of the file but found "2")"));
}

TEST(ReadJsonTest, TakesANulByteForNoEnd) {
  using namespace std::string_view_literals;  // NOLINT(google-build-using-namespace): literals only
  EXPECT_THAT(Told("{}\0"sv),
              ElementsAre("@0 apart", "end", "expected the end of the file but found a NUL byte"));
}

TEST(ReadJsonTest, RefusesWhatStandsTooDeepEvenWhereItIsNotWanted) {
  EXPECT_THAT(Told(R"({"skip": [[[[[[[[0]]]]]]]]})"),
              ElementsAre("@0 apart", "skip@9 skipped",
                          "lists and objects stand more than 8 deep in each other"));
}

}  // namespace
}  // namespace fakestream::internal
