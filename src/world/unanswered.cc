// SPDX-License-Identifier: Apache-2.0
#include "fakestream/world/unanswered.h"

#include <algorithm>

#include <fmt/format.h>
#include "base/letters.h"

#include "fakestream/base/text.h"
#include "fakestream/service/operations.h"
#include "fakestream/service/other_operations.h"

namespace fakestream {
namespace {

using internal::IsDigit;
using internal::IsLower;
using internal::IsUpper;

}  // namespace

std::optional<UnansweredKind> UnansweredKindOf(std::string_view name) {
  if (name.empty()) return std::nullopt;
  const auto all = [&](auto&& is_right) { return std::all_of(name.begin(), name.end(), is_right); };
  const auto is_of_names = [](char c) { return IsLower(c) || IsDigit(c) || c == '-'; };
  const bool is_host = name == "localhost" || name.find('.') != std::string_view::npos;
  if (is_host) {
    const bool is_right = all([&](char c) { return is_of_names(c) || c == '_' || c == '.'; });
    return is_right ? std::optional(UnansweredKind::kHost) : std::nullopt;
  }
  if (IsUpper(name.front())) {
    const bool is_right = all([](char c) { return IsLower(c) || IsUpper(c) || IsDigit(c); });
    return is_right ? std::optional(UnansweredKind::kOperation) : std::nullopt;
  }
  const bool is_right = IsLower(name.front()) && all(is_of_names);
  return is_right ? std::optional(UnansweredKind::kService) : std::nullopt;
}

std::string ProblemOfUnanswered(std::string_view name) {
  const std::optional<UnansweredKind> kind = UnansweredKindOf(name);
  if (!kind) return "invalid name " + Quoted(name);
  if (kind != UnansweredKind::kOperation) return "";
  const bool is_known = OperationNamed(name) || EnumOf<OtherOperation>(name);
  return is_known ? "" : "unknown operation " + Quoted(name);
}

std::string ToText(const UnansweredCalls& calls) {
  return fmt::format("nothing answered {} ({} call{})", calls.name, calls.calls,
                     calls.calls == 1 ? "" : "s");
}

std::vector<std::string> RemediesFor(const UnansweredCalls& calls, ScriptStyle style) {
  std::vector<std::string> lines;
  const bool is_cpp = style == ScriptStyle::kCpp;
  if (UnansweredKindOf(calls.name) == UnansweredKind::kOperation) {
    lines.push_back(
        is_cpp
            ? fmt::format(
                  R"(to answer it, inject OnUnsimulated("{}").Fails(ErrorCode::kResourceNotFound))",
                  calls.name)
            : fmt::format(
                  R"(to answer it, write in "faults": {{"on": "{}", "fail": "ResourceNotFoundException"}})",
                  calls.name));
  }
  lines.push_back(
      is_cpp
          ? fmt::format(R"(to allow it, give the World .allowed_unanswered = {{"{}"}})", calls.name)
          : fmt::format(R"(to allow it, write in "given": "unanswered": {{"{}": "allowed"}})",
                        calls.name));
  return lines;
}

}  // namespace fakestream
