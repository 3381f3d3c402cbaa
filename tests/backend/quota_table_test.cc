// SPDX-License-Identifier: Apache-2.0
#include "backend/quota_table.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/service/codec.h"
#include "fakestream/service/error_catalog.h"

namespace fakestream {
namespace {

using ::testing::ElementsAreArray;

TEST(QuotaTableTest, HasARowForEachQuotaAndNoOther) {
  std::vector<std::string> rows;
  for (const QuotaRow& row : QuotaTable()) rows.emplace_back(row.name);
  const Value value = ToValue(Quotas{});
  std::vector<std::string> quotas;
  for (const NamedValue& member : *value.As<ValueMembers>()) {
    quotas.push_back(member.name);
  }

  EXPECT_THAT(rows, ElementsAreArray(quotas));
}

TEST(QuotaTableTest, NamesEachOperationThatDocumentsTheError) {
  ForEachOperation([](auto op) {
    constexpr Operation kThis = kOperation<decltype(op)>;
    const auto rows = QuotaTable();
    const bool is_met = std::any_of(rows.begin(), rows.end(), [&](const QuotaRow& row) {
      return std::find(row.meets.begin(), row.meets.end(), kThis) != row.meets.end();
    });

    EXPECT_EQ(is_met, MayAnswer(kThis, ErrorCode::kLimitExceeded)) << NameOf(kThis);
  });
}

TEST(QuotaTableTest, OnlyCopiesAndUpdatesUnderWayPass) {
  EXPECT_TRUE(MeetsPassingQuota(kOperation<ops::CopyImage>));
  EXPECT_TRUE(MeetsPassingQuota(kOperation<ops::CreateUpdatedImage>));
  EXPECT_FALSE(MeetsPassingQuota(kOperation<ops::UpdateImagePermissions>));
  EXPECT_FALSE(MeetsPassingQuota(kOperation<ops::TagResource>));
}

}  // namespace
}  // namespace fakestream
