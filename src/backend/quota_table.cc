// SPDX-License-Identifier: Apache-2.0
#include "backend/quota_table.h"

#include <algorithm>
#include <array>

namespace fakestream {

std::span<const QuotaRow> QuotaTable() {
  static const std::array<QuotaRow, 5> kRows = {{
      {"images",
       &Quotas::images,
       {kOperation<ops::CopyImage>, kOperation<ops::CreateUpdatedImage>},
       false},
      {"concurrent_copies", &Quotas::concurrent_copies, {kOperation<ops::CopyImage>}, true},
      {"concurrent_updates",
       &Quotas::concurrent_updates,
       {kOperation<ops::CreateUpdatedImage>},
       true},
      {"shared_accounts",
       &Quotas::shared_accounts,
       {kOperation<ops::UpdateImagePermissions>},
       false},
      {"tags", &Quotas::tags, {kOperation<ops::TagResource>}, false},
  }};
  return kRows;
}

bool MeetsPassingQuota(Operation operation) {
  const std::span<const QuotaRow> rows = QuotaTable();
  return std::any_of(rows.begin(), rows.end(), [&](const QuotaRow& row) {
    return row.passes &&
           std::find(row.meets.begin(), row.meets.end(), operation) != row.meets.end();
  });
}

}  // namespace fakestream
