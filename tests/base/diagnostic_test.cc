// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/diagnostic.h"

#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"

namespace fakestream {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

TEST(DiagnosticTest, PrintsPlacePointerProblemAndHint) {
  const Diagnostic diagnostic{.file = "copy.json",
                              .line = 12,
                              .column = 5,
                              .where = "/faults/0/calls",
                              .what = "expected text but found number",
                              .hint = "write \"3\""};

  EXPECT_EQ(ToText(diagnostic),
            "copy.json:12:5: /faults/0/calls: expected text but found number (write \"3\")");
}

TEST(DiagnosticTest, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(ToText(Diagnostic{.what = "is empty"}), "is empty");
  EXPECT_EQ(ToText(Diagnostic{.file = "a.json", .what = "is empty"}), "a.json: is empty");
  EXPECT_EQ(ToText(Diagnostic{.line = 3, .column = 4, .what = "is empty"}), "3:4: is empty");
  EXPECT_EQ(ToText(Diagnostic{.where = "/seed", .what = "is negative", .hint = "use 0"}),
            "/seed: is negative (use 0)");
}

TEST(CheckedTest, GivesItsValue) {
  Checked<std::string> checked = std::string("golden");

  EXPECT_TRUE(checked.ok());
  EXPECT_TRUE(static_cast<bool>(checked));
  EXPECT_EQ(checked.value(), "golden");
  EXPECT_EQ(*checked, "golden");
  EXPECT_EQ(checked->size(), 6U);
  EXPECT_THAT(checked.diagnostics(), IsEmpty());
}

TEST(CheckedTest, LetsItsValueBeChanged) {
  Checked<std::string> checked = std::string("golden");

  *checked += "-eu";
  checked->push_back('!');

  EXPECT_EQ(checked.value(), "golden-eu!");
}

TEST(CheckedTest, GivesAwayAValueThatCannotBeCopied) {
  Checked<std::unique_ptr<int>> checked = std::make_unique<int>(7);

  const std::unique_ptr<int> taken = std::move(checked).value();

  EXPECT_EQ(*taken, 7);
}

TEST(CheckedTest, KeepsItsDiagnostics) {
  const Checked<int> one = Diagnostic{.what = "is wrong"};
  const Checked<int> two = Diagnostics{{.what = "is wrong"}, {.what = "is worse"}};

  EXPECT_FALSE(one);
  EXPECT_FALSE(two.ok());
  EXPECT_THAT(one.diagnostics(), ElementsAre(Diagnostic{.what = "is wrong"}));
  EXPECT_THAT(two.diagnostics(),
              ElementsAre(Diagnostic{.what = "is wrong"}, Diagnostic{.what = "is worse"}));
}

TEST(CheckedTest, ThrowsMisuseWithTheDiagnosticsWhenReadWithoutAValue) {
  const Checked<std::string> checked = Diagnostics{
      {.file = "a.json", .line = 1, .column = 2, .what = "is wrong"}, {.what = "is worse"}};

  EXPECT_THAT([&] { static_cast<void>(checked.value()); },
              ThrowsMessage<Misuse>(AllOf(HasSubstr("test the Checked first"),
                                          HasSubstr("\n  a.json:1:2: is wrong\n  is worse"))));
  EXPECT_THROW(static_cast<void>(*checked), Misuse);
  EXPECT_THROW(static_cast<void>(checked->size()), Misuse);
}

TEST(CheckedTest, RefusesToBeNeitherValueNorProblem) {
  EXPECT_THROW(Checked<int>{Diagnostics{}}, InternalError);
}

TEST(CheckTest, ThrowsInternalErrorThatNamesTheConditionAndThePlace) {
  const int images = -1;

  EXPECT_THAT([&] { FAKESTREAM_CHECK(images >= 0); },
              ThrowsMessage<InternalError>(
                  AllOf(HasSubstr("`images >= 0`"), HasSubstr("tests/base/diagnostic_test.cc:"))));
}

TEST(CheckTest, PassesWhenTheConditionHolds) {
  EXPECT_NO_THROW(FAKESTREAM_CHECK(1 + 1 == 2));
}

TEST(CheckTest, EvaluatesItsConditionOnce) {
  int evaluations = 0;

  FAKESTREAM_CHECK(++evaluations > 0);

  EXPECT_EQ(evaluations, 1);
}

TEST(CheckTest, KeepsMisuseAndInternalErrorApart) {
  static_assert(!std::is_base_of_v<Misuse, InternalError>);
  static_assert(!std::is_base_of_v<InternalError, Misuse>);
  static_assert(std::is_base_of_v<std::logic_error, Misuse>);
  static_assert(std::is_base_of_v<std::logic_error, InternalError>);
}

}  // namespace
}  // namespace fakestream
