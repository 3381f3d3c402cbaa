// SPDX-License-Identifier: Apache-2.0
// Each rule finds what it is there to find: a rule that cannot fail is no rule.
#include "tidy/tidy_rules.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "tidy/unnamed_names.h"
#include "tidy/vocabulary.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Matcher;
using ::testing::SizeIs;

Matcher<const Finding&> At(int line, const std::string& what) {
  return AllOf(Field("line", &Finding::line, line), Field("what", &Finding::what, HasSubstr(what)));
}

TEST(TidyRulesTest, LayerMayIncludeItselfAndThoseBelow) {
  EXPECT_THAT(CheckLayers("src/fault/rule.cc",
                          "#include \"fakestream/fault/rule.h\"\n#include "
                          "\"fault/window.h\"\n#include \"fakestream/base/time.h\"\n"),
              IsEmpty());
}

TEST(TidyRulesTest, LayerMayNotIncludeAHigherOne) {
  EXPECT_THAT(
      CheckLayers("include/fakestream/base/time.h", "\n#include \"fakestream/world/world.h\"\n"),
      ElementsAre(At(2, "base may not know world")));
}

TEST(TidyRulesTest, LayerMayNotIncludeAPrivateHeaderOfAHigherOne) {
  EXPECT_THAT(CheckLayers("src/base/text.cc", "#include \"json/tree.h\"\n"),
              ElementsAre(At(1, "base may not know json")));
}

TEST(TidyRulesTest, AdaptersMayNotIncludeEachOther) {
  EXPECT_THAT(
      CheckLayers("include/fakestream/aws_sdk/x.h", "#include \"fakestream/testing/matchers.h\"\n"),
      ElementsAre(At(1, "aws_sdk may not know testing")));
}

TEST(TidyRulesTest, UmbrellaHeaderIsNotForTheLibrary) {
  EXPECT_THAT(CheckLayers("src/fault/rule.cc", "#include \"fakestream/fakestream.h\"\n"),
              ElementsAre(At(1, "fault may not know fakestream.h")));
}

TEST(TidyRulesTest, PublicHeaderMayNotIncludeAPrivateOne) {
  EXPECT_THAT(CheckLayers("include/fakestream/fault/rule.h", "#include \"fault/window.h\"\n"),
              ElementsAre(At(1, "private \"fault/window.h\"")));
}

TEST(TidyRulesTest, FileAndIncludeMustLieInALayer) {
  EXPECT_THAT(CheckLayers("src/misc/x.cc", ""), ElementsAre(At(1, "lies in no layer")));
  EXPECT_THAT(CheckLayers("src/base/x.cc", "#include \"x.h\"\n"),
              ElementsAre(At(1, "is in no layer")));
}

TEST(TidyRulesTest, ToolsMayIncludeAnything) {
  EXPECT_THAT(
      CheckLayers("tools/main.cc",
                  "#include \"tools/options.h\"\n#include \"fakestream/scenario/loader.h\"\n"),
      IsEmpty());
}

TEST(TidyRulesTest, FileHasAtMost400Lines) {
  const std::string longest = [] {
    std::string text;
    for (int i = 0; i < 400; ++i) text += "\n";
    return text;
  }();

  EXPECT_THAT(CheckLength("src/base/x.cc", longest), IsEmpty());
  EXPECT_THAT(CheckLength("src/base/x.cc", longest + "\n"), ElementsAre(At(401, "has 401 lines")));
  EXPECT_THAT(CheckLength("src/base/x.cc", longest + "x"), ElementsAre(At(401, "has 401 lines")));
}

class BannedWordTest : public ::testing::TestWithParam<std::string> {};

TEST_P(BannedWordTest, IsFoundInTheLibraryOnly) {
  const std::string line = "  x = " + GetParam() + ";\n";

  EXPECT_THAT(CheckDeterminism("src/fault/x.cc", "\n" + line), ElementsAre(At(2, "")));
  EXPECT_THAT(CheckDeterminism("include/fakestream/fault/x.h", line), SizeIs(1));
  EXPECT_THAT(CheckDeterminism("tools/x.cc", line), IsEmpty());
  EXPECT_THAT(CheckDeterminism("src/fault/x.cc", "  // not " + line), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Words, BannedWordTest,
    ::testing::Values("std::chrono::system_clock::now()", "steady_clock::now()",
                      "std::chrono::high_resolution_clock::now()", "std::time(nullptr)",
                      "std::random_device{}()", "std::shuffle(a, b, c)",
                      "std::uniform_int_distribution<int>(1, 2)", "rand()", "std::thread(f)",
                      "std::jthread(f)", "std::async(f)", "std::hash<int>{}(1)",
                      "std::unordered_map<int, int>{}", "std::getenv(\"HOME\")", "localtime(&t)",
                      "setlocale(LC_ALL, \"\")", "std::locale(\"\")", "thread_local"));

TEST(TidyRulesTest, UnorderedContainerThatIsNeverIteratedMayStay) {
  EXPECT_THAT(
      CheckDeterminism("src/fault/x.cc", "std::unordered_map<int, int> x;  // never iterated\n"),
      IsEmpty());
}

TEST(TidyRulesTest, WordsThatOnlyLookAlikeAreNoFindings) {
  EXPECT_THAT(CheckDeterminism("src/fault/x.cc",
                               "operand(1); Strand(2); my_thread_locals = 1; std::hashed = 2;\n"),
              IsEmpty());
}

TEST(TidyRulesTest, UrlInALiteralIsNoComment) {
  EXPECT_THAT(CheckDeterminism("src/fault/x.cc", "f(\"http://x\", rand());\n"), SizeIs(1));
}

TEST(TidyRulesTest, ThreadsAndClocksHaveTheirPlaces) {
  EXPECT_THAT(CheckDeterminism("src/endpoint/x.cc", "std::thread t; steady_clock::now();\n"),
              IsEmpty());
  EXPECT_THAT(CheckDeterminism("src/scenario/parallel_replay.cc", "std::thread t;\n"), IsEmpty());
  EXPECT_THAT(CheckDeterminism("src/scenario/parallel_replay.cc", "steady_clock::now();\n"),
              SizeIs(1));
  EXPECT_THAT(CheckDeterminism("src/scenario/replayer.cc", "std::thread t;\n"), SizeIs(1));
  EXPECT_THAT(CheckDeterminism("include/fakestream/aws_sdk/real_clock.h",
                               "system_clock::now(); std::this_thread::sleep_for(length);\n"),
              IsEmpty());
  EXPECT_THAT(
      CheckDeterminism("include/fakestream/aws_sdk/x.h", "std::this_thread::sleep_for(length);\n"),
      SizeIs(1));
}

TEST(TidyRulesTest, OneFileCreatesFiles) {
  for (const std::string line :
       {"std::ofstream file(path);\n", "FILE* file = std::fopen(path, \"w\");\n",
        "open(path, O_WRONLY | O_CREAT, 0666);\n", "std::filesystem::rename(a, b);\n",
        "fs::create_directories(folder);\n"}) {
    EXPECT_THAT(CheckOutputs("src/explore/x.cc", line), SizeIs(1)) << line;
    EXPECT_THAT(CheckOutputs("tools/x.cc", line), SizeIs(1)) << line;
    EXPECT_THAT(CheckOutputs("tests/base/x.cc", line), IsEmpty()) << line;
  }
  EXPECT_THAT(CheckOutputs("src/base/output_file.cc", "O_WRONLY | O_CREAT; rename(a, b);\n"),
              IsEmpty());
  EXPECT_THAT(CheckOutputs("tools/child.cc", "addopen(\"/dev/null\", O_WRONLY, 0);\n"), IsEmpty());
}

TEST(TidyRulesTest, PublicHeaderIncludesTheStandardLibraryOnly) {
  const std::string text =
      "#include <vector>\n#include <fmt/format.h>\n#include <pugixml.hpp>\n#include <unistd.h>\n";

  EXPECT_THAT(CheckThirdParty("include/fakestream/base/x.h", text),
              ElementsAre(At(2, "<fmt/format.h>"), At(3, "<pugixml.hpp>"), At(4, "<unistd.h>")));
  EXPECT_THAT(CheckThirdParty("src/base/x.h", text), IsEmpty());
  EXPECT_THAT(CheckThirdParty("include/fakestream/testing/x.h", text), IsEmpty());
  EXPECT_THAT(CheckThirdParty("include/fakestream/testing.h", text), IsEmpty());
  EXPECT_THAT(CheckThirdParty("include/fakestream/aws_sdk/x.h", text), IsEmpty());
}

TEST(TidyRulesTest, FileBeginsWithTheLicence) {
  EXPECT_THAT(CheckOpening("src/base/x.cc", "// SPDX-License-Identifier: Apache-2.0\n"), IsEmpty());
  EXPECT_THAT(CheckOpening("src/base/x.cc", "#include <vector>\n"),
              ElementsAre(At(1, "must begin with")));
}

TEST(TidyRulesTest, HeaderHasPragmaOnce) {
  EXPECT_THAT(
      CheckOpening("src/base/x.h", "// SPDX-License-Identifier: Apache-2.0\n#pragma once\n"),
      IsEmpty());
  EXPECT_THAT(CheckOpening("src/base/x.h", "// SPDX-License-Identifier: Apache-2.0\n"),
              ElementsAre(At(1, "#pragma once")));
}

TEST(TidyRulesTest, WhatIsLeftToDoHasAnIssue) {
  const std::string todo = "// TO" + std::string("DO");  // Or this file would break its own rule.

  EXPECT_THAT(CheckTodo("src/base/x.cc", todo + "(#12): shorten.\n"), IsEmpty());
  EXPECT_THAT(CheckTodo("src/base/x.cc", "\n" + todo + ": shorten.\n"),
              ElementsAre(At(2, "open an issue")));
  EXPECT_THAT(CheckTodo("src/base/x.cc", todo + "(me): shorten.\n"), SizeIs(1));
}

TEST(TidyRulesTest, TestSourceOutsideAllProgramsIsFound) {
  EXPECT_THAT(CheckRegistered("tests/base/time_test.cc", {"tests/base/time_test.cc"}), IsEmpty());
  EXPECT_THAT(CheckRegistered("tests/base/deep/time_test.cc", {"tests/base/time_test.cc"}),
              ElementsAre(At(1, "no program contains this test")));
  EXPECT_THAT(CheckRegistered("tests/base/helper.cc", {}), IsEmpty());
}

TEST(TidyRulesTest, ANameOfTwoSourcesOfALayerIsFound) {
  const std::string one =
      "namespace {\nconstexpr int kMost = 3;\nstruct Row {\n};\nint Sum(int a) {\n}\n"
      "}  // namespace\nint Shared(int a) {\n}\n";

  EXPECT_THAT(CheckUnnamedNames({{"src/base/a.cc", one}, {"src/world/b.cc", one}}), IsEmpty());
  EXPECT_THAT(CheckUnnamedNames({{"src/base/a.cc", one}, {"src/base/b.cc", one}}),
              ElementsAre(At(2, "kMost is a name of src/base/a.cc:2"),
                          At(3, "Row is a name of src/base/a.cc:3"),
                          At(5, "Sum is a name of src/base/a.cc:5")));
}

TEST(TidyRulesTest, AWordThatWasReplacedDoesNotComeBack) {
  EXPECT_THAT(CheckVocabulary("src/base/x.cc", "\nTestimony testimony;\n"),
              ElementsAre(At(2, "the field says \"RunOutcome\"")));
  EXPECT_THAT(CheckVocabulary("src/base/x.cc", "RunOutcome outcome;\n"), IsEmpty());
}

TEST(TidyRulesTest, AllRulesAreApplied) {
  const std::string text =
      "#include \"fakestream/world/world.h\"\n#include <fmt/core.h>\nrand();\n// TO" +
      std::string("DO\n") + std::string(400, '\n');

  EXPECT_THAT(CheckSource("include/fakestream/base/x.h", text), SizeIs(7));
}

}  // namespace
}  // namespace fakestream::internal
