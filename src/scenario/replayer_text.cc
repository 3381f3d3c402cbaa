// SPDX-License-Identifier: Apache-2.0
#include "scenario/replayer_text.h"

#include <variant>
#include <vector>

#include "fakestream/base/shell.h"
#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

namespace fakestream::internal {
namespace {

std::string SentenceOf(const CallStep& call, std::string_view home) {
  std::string text(NameOf(OperationOf(call.request)));
  text += " in " + (call.region.empty() ? std::string(home) : call.region);
  if (call.next_page) text += ", the next page";
  const Value request = ToValue(call.request);
  std::vector<std::string> members;
  for (const NamedValue& member : *request.As<ValueMembers>()) {
    members.push_back(member.name + " " + ToText(member.value));
  }
  if (!members.empty()) text += " with " + Join(members, ", ");
  return text;
}

std::string SentenceOf(const AdvanceStep& advance, std::string_view) {
  return "advance the clock by " + ToText(advance.length);
}

std::string SentenceOf(const SetStep& set, std::string_view) {
  std::vector<std::string> parts;
  if (set.account_status) parts.push_back("account to " + std::string(NameOf(*set.account_status)));
  if (set.quotas) parts.push_back("quotas to " + ToText(ToValue(*set.quotas)));
  return "set " + Join(parts, ", ");
}

}  // namespace

std::string Sentence(const Step& step, std::string_view home) {
  return std::visit([&](const auto& action) { return SentenceOf(action, home); }, step.action);
}

std::string CommandFor(std::string_view file, std::uint64_t seed) {
  return "fakestream replay " + PathForShell(file) + " --seed " + std::to_string(seed);
}

std::string ServeCommandFor(std::string_view file) {
  return "fakestream serve " + PathForShell(file);
}

}  // namespace fakestream::internal
