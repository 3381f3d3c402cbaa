// SPDX-License-Identifier: Apache-2.0
#include "wire/conversion.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "fakestream/service/codec.h"
#include "fakestream/wire/message.h"

#include "wire/opaque.h"

namespace fakestream::internal {
namespace {

using Refusal = std::optional<std::string>;

bool IsScalar(const Value& value) {
  return value.As<ValueList>() == nullptr && value.As<ValueMembers>() == nullptr;
}

// The full stop behind one of them and not behind the other is AWS's.
Refusal RefuseContainer(const Value& value) {
  if (value.As<ValueList>() != nullptr) return "Start of list found where not expected";
  return "Start of structure or map found where not expected.";
}

std::string_view TokenOf(const Value& value) {
  if (const auto kind = OpaqueKind(value)) return *kind;
  if (const auto* const boolean = value.As<bool>()) return *boolean ? "TRUE_VALUE" : "FALSE_VALUE";
  return value.As<std::string>() != nullptr ? "STRING_VALUE" : "NUMBER_VALUE";
}

Refusal Refuse(const Value& value, std::string_view target) {
  if (!IsScalar(value)) return RefuseContainer(value);
  return std::string(TokenOf(value)) + " can not be converted to " + std::string(target);
}

std::int64_t Truncated(double number) {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr auto kGreatest = std::numeric_limits<std::int64_t>::max();
  if (!(number > static_cast<double>(kLeast))) return kLeast;
  if (!(number < static_cast<double>(kGreatest))) return kGreatest;
  return static_cast<std::int64_t>(number);
}

Refusal ConvertToNumber(Value& value) {
  if (const auto* const fraction = value.As<double>()) value = {Truncated(*fraction)};
  return value.As<std::int64_t>() != nullptr ? Refusal{} : Refuse(value, "an Integer");
}

std::optional<bool> BooleanNamed(std::string_view text) {
  constexpr std::array<std::string_view, 5> kTrue = {"true", "yes", "y", "t", "1"};
  constexpr std::array<std::string_view, 5> kFalse = {"false", "no", "n", "f", "0"};
  const auto is_it = [&](std::string_view name) { return IsSameWord(name, text); };
  if (std::any_of(kTrue.begin(), kTrue.end(), is_it)) return true;
  if (std::any_of(kFalse.begin(), kFalse.end(), is_it)) return false;
  return std::nullopt;
}

// "an" for a text, "a" for the rest: both are AWS's.
Refusal ConvertToBoolean(Value& value) {
  if (const auto* const text = value.As<std::string>()) {
    const std::optional<bool> boolean = BooleanNamed(*text);
    if (!boolean) return Refuse(value, "an Boolean");
    value = {*boolean};
  }
  return value.As<bool>() != nullptr ? Refusal{} : Refuse(value, "a Boolean");
}

bool IsText(const Value& value) {
  return value.As<std::string>() != nullptr && !OpaqueKind(value);
}

// A null among items has no reason, as AWS gives none: neither list nor map is sparse.
Refusal ConvertEach(Value& value, const Type& type) {
  return value.is_null() ? Refusal("") : ConvertTo(value, type);
}

Refusal ConvertItems(Value& value, const Type& item) {
  auto* const items = std::get_if<ValueList>(&value.data);
  if (items == nullptr) return IsScalar(value) ? "Expected list or null" : RefuseContainer(value);
  for (Value& each : *items) {
    if (Refusal refusal = ConvertEach(each, item)) return refusal;
  }
  return {};
}

Refusal ConvertEntries(Value& value) {
  auto* const members = std::get_if<ValueMembers>(&value.data);
  if (members == nullptr) return IsScalar(value) ? "Expected map or null" : RefuseContainer(value);
  for (NamedValue& member : *members) {
    if (Refusal refusal = ConvertEach(member.value, TypeOf<std::string>())) return refusal;
  }
  return {};
}

Refusal ConvertMembers(Value& value, const Type& type) {
  auto* const members = std::get_if<ValueMembers>(&value.data);
  if (members == nullptr) return IsScalar(value) ? "Expected null" : RefuseContainer(value);
  for (NamedValue& member : *members) {
    const TypeMember* const known = type.Find(member.name);
    if (known == nullptr) continue;
    if (Refusal refusal = ConvertTo(member.value, *known->type)) return refusal;
  }
  return {};
}

}  // namespace

Refusal ConvertTo(Value& value, const Type& type) {
  if (value.is_null()) return {};
  switch (type.kind) {
    case TypeKind::kText:
    case TypeKind::kEnum:
    case TypeKind::kDuration:
    case TypeKind::kWait: return IsText(value) ? Refusal{} : Refuse(value, "a String");
    case TypeKind::kNumber: return ConvertToNumber(value);
    case TypeKind::kBoolean: return ConvertToBoolean(value);
    case TypeKind::kInstant: return InstantFrom(value) ? Refusal{} : Refuse(value, "a Timestamp");
    case TypeKind::kList: return ConvertItems(value, *type.item);
    case TypeKind::kMap: return ConvertEntries(value);
    case TypeKind::kStruct: return ConvertMembers(value, type);
  }
  return {};
}

}  // namespace fakestream::internal
