// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/json/values.h"
#include "fakestream/service/error_catalog.h"

#include "tools/commands.h"
#include "tools/counted_sdks.h"
#include "tools/output.h"

namespace fakestream::tool {
namespace {

std::vector<std::pair<std::string_view, int>> RetriersOf(ErrorCode code) {
  constexpr std::array kAll = {
      Sdk::kCpp,        Sdk::kCppStandard, Sdk::kBotocoreLegacy, Sdk::kBotocoreStandard,
      Sdk::kJavaScript, Sdk::kGo};
  static_assert(kAll.size() == kSdkCount);
  std::vector<std::pair<std::string_view, int>> retriers;
  for (const Sdk sdk : kAll) {
    if (RetriedBy(code, sdk)) retriers.emplace_back(NameOf(sdk), AttemptsOf(code, sdk));
  }
  for (const CountedSdk& sdk : CountedSdks()) {
    const bool is_retried =
        std::find(sdk.retried.begin(), sdk.retried.end(), code) != sdk.retried.end();
    if (is_retried) retriers.emplace_back(sdk.name, sdk.attempts);
  }
  return retriers;
}

// The placeholder for unknown names is no error that a service answers.
bool IsShown(const ErrorRow& row) {
  return row.kind != ErrorKind::kUnrecognized;
}

std::string TextOf(const ErrorRow& row) {
  const std::string status =
      row.http_status == 0 ? "no reply" : fmt::format("HTTP {}", row.http_status);
  std::string text = fmt::format("{}\n  {}, {} error, {} side\n  {}\n", row.name, status,
                                 NameOf(row.kind), NameOf(row.side), row.meaning);
  std::vector<std::string> retriers;
  for (const auto& [sdk, attempts] : RetriersOf(row.code)) {
    retriers.push_back(fmt::format("{} ({} attempts)", sdk, attempts));
  }
  text += "  retried by: " + (retriers.empty() ? "none" : Join(retriers, ", ")) + "\n";
  if (const std::string_view note = NoteOn(row.code); !note.empty()) {
    text += fmt::format("  note: {}\n", note);
  }
  std::vector<std::string> operations;
  for (const Operation operation : OperationsThatModel(row.code)) {
    operations.emplace_back(NameOf(operation));
  }
  if (!operations.empty()) text += "  answered by: " + Join(operations, ", ") + "\n";
  if (row.kind == ErrorKind::kCommon) text += "  answered by: every operation\n";
  return text + "\n";
}

Value ValueOf(const ErrorRow& row) {
  ValueList retriers;
  for (const auto& [sdk, attempts] : RetriersOf(row.code)) {
    retriers.push_back(ValueMembers{{"sdk", sdk}, {"attempts", attempts}});
  }
  ValueList operations;
  for (const Operation operation : OperationsThatModel(row.code)) {
    operations.push_back(NameOf(operation));
  }
  ValueMembers members{{"name", row.name}};
  if (row.http_status > 0) members.push_back({"status", row.http_status});
  members.push_back({"kind", NameOf(row.kind)});
  members.push_back({"side", NameOf(row.side)});
  members.push_back({"meaning", row.meaning});
  members.push_back({"retried_by", std::move(retriers)});
  if (const std::string_view note = NoteOn(row.code); !note.empty()) {
    members.push_back({"note", note});
  }
  members.push_back({"operations", std::move(operations)});
  return {std::move(members)};
}

std::string Catalogue(bool is_json) {
  std::string text;
  ValueList rows;
  for (const ErrorRow& row : ErrorCatalog()) {
    if (!IsShown(row)) continue;
    if (is_json) {
      rows.push_back(ValueOf(row));
    } else {
      text += TextOf(row);
    }
  }
  return is_json ? ToJson(ValueMembers{{"errors", std::move(rows)}}, {.indent = 2}) + "\n" : text;
}

}  // namespace

ExitCode Run(const ErrorsCommand& command) {
  if (const WriteProblem problem = WriteStandardOutput(Catalogue(command.is_json))) {
    PrintError(*problem);
    return ExitCode::kBadInput;
  }
  return ExitCode::kSuccess;
}

}  // namespace fakestream::tool
