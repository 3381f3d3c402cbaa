// SPDX-License-Identifier: Apache-2.0
// Rules about operations that are not simulated.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/check.h"
#include "fakestream/fault/script.h"

namespace fakestream {
namespace {

Rule OnFleets(Effect effect) {
  Rule rule = OnUnsimulated("CreateFleet").Takes(std::chrono::seconds{1});
  rule.effect = std::move(effect);
  return rule;
}

// The places that are objected to.
std::vector<std::string> Objections(const Rule& rule) {
  std::vector<std::string> places;
  for (const Diagnostic& problem : CheckRule(rule)) places.push_back(problem.where);
  return places;
}

TEST(OtherOperationRuleTest, MayAnswerAnyErrorOfTheService) {
  for (const ErrorRow& row : ErrorCatalog()) {
    const bool is_answer = row.kind == ErrorKind::kModeled || row.kind == ErrorKind::kCommon;
    const Rule rule = OnFleets(Fail{.error = std::string(row.name)});
    EXPECT_EQ(CheckRule(rule).empty(), is_answer) << row.name;
  }
  EXPECT_THAT(Objections(OnFleets(Fail{.error = "NoSuchException"})),
              testing::ElementsAre("/fail"));
}

TEST(OtherOperationRuleTest, IsRefusedWhatOnlyASimulationCanDo) {
  EXPECT_THAT(Objections(OnFleets(Reply{})), testing::ElementsAre("/reply"));
  EXPECT_THAT(Objections(OnFleets(Becomes{Ending::kFailed})), testing::ElementsAre("/becomes"));
  EXPECT_THAT(Objections(OnFleets(Stale{std::chrono::seconds{1}})), testing::ElementsAre("/stale"));
  Rule after = OnFleets(Drop{ConnectionFault::kReset});
  after.at = Moment::kAfter;
  EXPECT_THAT(Objections(after), testing::ElementsAre("/at"));
  Rule filtered = OnFleets(Drop{ConnectionFault::kReset});
  filtered.with = {{"Name", ValueMatcher::Equals("x")}};
  EXPECT_THAT(Objections(filtered), testing::ElementsAre("/with"));
  Rule both = OnFleets(Drop{ConnectionFault::kReset});
  both.on = kOperation<ops::CopyImage>;
  EXPECT_THAT(Objections(both), testing::ElementsAre("/on"));
}

TEST(OtherOperationRuleTest, IsNamedInItsSentence) {
  EXPECT_EQ(ToText(OnFleets(Drop{ConnectionFault::kReset})),
            "on CreateFleet: take 1s, then drop the connection (reset)");
}

TEST(OtherOperationRuleTest, NeedsAnOperationOfAppStreamThatIsNotSimulated) {
  for (const char* const name : {"CreateFleets", "CopyImage", "", "*"}) {
    EXPECT_THROW((void)OnUnsimulated(name), Misuse) << name;
  }
}

}  // namespace
}  // namespace fakestream
