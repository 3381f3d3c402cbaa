// SPDX-License-Identifier: Apache-2.0
#pragma once

// One row per quota: which calls meet it, and whether what it counts ends by itself. Where it does,
// LimitExceededException is a matter of time; everywhere else somebody has to delete something, or
// ask AWS for more.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fakestream/backend/settings.h"
#include "fakestream/service/operations.h"

namespace fakestream {

struct QuotaRow {
  std::string_view name;  // in a scenario's `given.quotas`
  std::int64_t Quotas::*limit;
  std::vector<Operation> meets;  // operations that it makes answer LimitExceededException
  bool passes;                   // what it counts is under way, and comes to its end by itself
};

// All of them, in the order of Quotas.
std::span<const QuotaRow> QuotaTable();

// Whether the operation meets a quota that passes. An error that a script makes has no cause, so it
// may stand for such a one then.
bool MeetsPassingQuota(Operation operation);

}  // namespace fakestream
