// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reports to where the command line wants them.

#include <vector>

#include "fakestream/report/report.h"

#include "tools/commands.h"

namespace fakestream::tool {

// Where the text report goes when the command line sends none to standard output.
enum class DefaultText { kStandardOutput, kStandardError };

// Returns whether all reports were written; complains about those that were not.
bool WriteReports(std::vector<ReportTarget> targets, const Report& report, DefaultText text);

}  // namespace fakestream::tool
