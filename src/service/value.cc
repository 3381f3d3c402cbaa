// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/value.h"

#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/base/text.h"

namespace fakestream {
namespace {

struct Printer {
  std::string operator()(std::nullptr_t) const { return "null"; }

  std::string operator()(bool value) const { return value ? "true" : "false"; }

  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }

  std::string operator()(double value) const { return fmt::format("{}", value); }

  std::string operator()(const std::string& value) const { return Quoted(value); }

  std::string operator()(Instant value) const { return ToText(value); }

  std::string operator()(const ValueList& items) const {
    std::vector<std::string> texts;
    texts.reserve(items.size());
    for (const Value& item : items) texts.push_back(ToText(item));
    return "[" + Join(texts, ", ") + "]";
  }

  std::string operator()(const ValueMembers& members) const {
    std::vector<std::string> texts;
    texts.reserve(members.size());
    for (const NamedValue& member : members) {
      texts.push_back(MemberName(member.name) + ": " + ToText(member.value));
    }
    return "{" + Join(texts, ", ") + "}";
  }
};

struct KindNamer {
  std::string_view operator()(std::nullptr_t) const { return "null"; }

  std::string_view operator()(bool) const { return "boolean"; }

  std::string_view operator()(std::int64_t) const { return "number"; }

  std::string_view operator()(double) const { return "number"; }

  std::string_view operator()(const std::string&) const { return "text"; }

  std::string_view operator()(Instant) const { return "time"; }

  std::string_view operator()(const ValueList&) const { return "list"; }

  std::string_view operator()(const ValueMembers&) const { return "object"; }
};

}  // namespace

bool operator==(const Value& left, const Value& right) {
  return left.data == right.data;
}

const Value* Value::Find(std::string_view name) const {
  const auto* const members = As<ValueMembers>();
  if (members == nullptr) return nullptr;
  for (const NamedValue& member : *members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

std::string ToText(const Value& value) {
  return std::visit(Printer{}, value.data);
}

std::string_view KindOf(const Value& value) {
  return std::visit(KindNamer{}, value.data);
}

}  // namespace fakestream
