// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/type.h"

#include <algorithm>

#include <fmt/format.h>

#include "fakestream/base/check.h"
#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

class TypeMismatchFinder {
 public:
  void Check(const Value& value, const Type& type, const std::string& path) {
    if (value.is_null()) return;
    switch (type.kind) {
      case TypeKind::kText: Require<std::string>(value, type, path); return;
      case TypeKind::kEnum: CheckEnum(value, type, path); return;
      case TypeKind::kNumber: Require<std::int64_t>(value, type, path); return;
      case TypeKind::kBoolean: Require<bool>(value, type, path); return;
      case TypeKind::kInstant:
        if (!InstantFrom(value)) WrongType(value, type, path);
        return;
      case TypeKind::kDuration:
        if (!IsDuration(value)) WrongType(value, type, path);
        return;
      case TypeKind::kWait:
        if (!IsDuration(value) && !IsCountOfDescribes(value)) WrongType(value, type, path);
        return;
      case TypeKind::kList: CheckList(value, type, path); return;
      case TypeKind::kMap: CheckMap(value, type, path); return;
      case TypeKind::kStruct: CheckStruct(value, type, path); return;
    }
  }

  std::vector<TypeMismatch> misfits;

 private:
  template <class T>
  const T* Require(const Value& value, const Type& type, const std::string& path) {
    const T* const content = value.As<T>();
    if (content == nullptr) WrongType(value, type, path);
    return content;
  }

  void WrongType(const Value& value, const Type& type, const std::string& path) {
    misfits.push_back({.kind = TypeMismatch::Kind::kWrongType,
                       .path = path,
                       .expected = NameOf(type),
                       .actual = Describe(value)});
  }

  // Text that is not what it should be is worth quoting; of anything else the kind says enough.
  static std::string Describe(const Value& value) {
    const auto* const text = value.As<std::string>();
    return text != nullptr ? Quoted(text->substr(0, 80)) : std::string(KindOf(value));
  }

  static bool IsDuration(const Value& value) {
    const auto* const text = value.As<std::string>();
    return text != nullptr && ParseDuration(*text);
  }

  static bool IsCountOfDescribes(const Value& value) {
    const auto* const members = value.As<ValueMembers>();
    if (members == nullptr || members->size() != 1) return false;
    const Value* const count = value.Find("describes");
    return count != nullptr && count->As<std::int64_t>() != nullptr &&
           *count->As<std::int64_t>() > 0;
  }

  void CheckEnum(const Value& value, const Type& type, const std::string& path) {
    const auto& known = type.enumerators;
    const auto is_known = [&](std::string_view name) {
      return std::find(known.begin(), known.end(), name) != known.end();
    };
    const auto* const number = value.As<std::int64_t>();
    if (number != nullptr && is_known(std::to_string(*number))) return;
    const auto* const name = Require<std::string>(value, type, path);
    if (name == nullptr || type.is_open) return;
    if (is_known(*name)) {
      if (internal::ValueOfName(*name) != value) WrongType(value, type, path);
      return;
    }
    misfits.push_back({.kind = TypeMismatch::Kind::kUnknownName,
                       .path = path,
                       .expected = NameOf(type),
                       .actual = *name,
                       .candidates = known});
  }

  void CheckList(const Value& value, const Type& type, const std::string& path) {
    const auto* const items = Require<ValueList>(value, type, path);
    if (items == nullptr) return;
    for (std::size_t i = 0; i < items->size(); ++i) {
      Check((*items)[i], *type.item, fmt::format("{}/{}", path, i));
    }
  }

  void CheckMap(const Value& value, const Type& type, const std::string& path) {
    const auto* const members = Require<ValueMembers>(value, type, path);
    if (members == nullptr) return;
    for (const NamedValue& member : *members) {
      Check(member.value, TypeOf<std::string>(), path + PointerStep(member.name));
    }
  }

  void CheckStruct(const Value& value, const Type& type, const std::string& path) {
    const auto* const members = Require<ValueMembers>(value, type, path);
    if (members == nullptr) return;
    for (const NamedValue& member : *members) {
      const TypeMember* const known = type.Find(member.name);
      if (known != nullptr) {
        Check(member.value, *known->type, path + PointerStep(member.name));
        continue;
      }
      TypeMismatch misfit{.kind = TypeMismatch::Kind::kUnknownMember,
                          .path = path + PointerStep(member.name),
                          .expected = "",
                          .actual = member.name};
      for (const TypeMember& candidate : type.members) {
        misfit.candidates.push_back(candidate.name);
      }
      misfits.push_back(std::move(misfit));
    }
  }
};

}  // namespace

const TypeMember* Type::Find(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const TypeMember& member) { return member.name == name; });
  return found == members.end() ? nullptr : &*found;
}

std::string NameOf(const Type& type) {
  switch (type.kind) {
    case TypeKind::kText: return "text";
    case TypeKind::kEnum: {
      const std::vector<std::string> names(type.enumerators.begin(), type.enumerators.end());
      return "one of " + Join(names, ", ");
    }
    case TypeKind::kNumber: return "whole number";
    case TypeKind::kBoolean: return "boolean";
    case TypeKind::kInstant: return "time from 1970 to 9999 (ISO 8601 text or seconds since 1970)";
    case TypeKind::kDuration: return R"(duration such as "90s" or "1h30m")";
    case TypeKind::kWait: return R"(duration such as "20m", or {"describes": 3})";
    case TypeKind::kList: return "list";
    case TypeKind::kMap:
    case TypeKind::kStruct: return "object";
  }
  return "";
}

std::string ToText(const TypeMismatch& misfit) {
  switch (misfit.kind) {
    case TypeMismatch::Kind::kWrongType:
      return fmt::format("expected {} but found {}", misfit.expected, misfit.actual);
    case TypeMismatch::Kind::kUnknownMember: return "unknown member " + Quoted(misfit.actual);
    case TypeMismatch::Kind::kUnknownName:
      return fmt::format("unknown name {}, expected {}", Quoted(misfit.actual), misfit.expected);
  }
  return "";
}

std::vector<TypeMismatch> FindTypeMismatches(const Value& value, const Type& type) {
  TypeMismatchFinder finder;
  finder.Check(value, type, "");
  return std::move(finder.misfits);
}

const Type& RequestType(Operation operation) {
  const Type* type = nullptr;
  WithOperation(operation, [&](auto op) { type = &TypeOf<typename decltype(op)::Request>(); });
  FAKESTREAM_CHECK(type != nullptr);
  return *type;
}

const Type& ResultType(Operation operation) {
  const Type* type = nullptr;
  WithOperation(operation, [&](auto op) { type = &TypeOf<typename decltype(op)::Result>(); });
  FAKESTREAM_CHECK(type != nullptr);
  return *type;
}

}  // namespace fakestream
