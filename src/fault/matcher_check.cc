// SPDX-License-Identifier: Apache-2.0
// Which matchers could match no value of a type: what a loader refuses.
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/fault/matcher.h"

namespace fakestream {
namespace {

class Checker {
 public:
  void Check(const ValueMatcher& matcher, const Type& type, const std::string& path) {
    std::visit([&, this](const auto& kind) { this->CheckKind(kind, type, path); }, matcher.kind());
  }

  std::vector<TypeMismatch> misfits{};

 private:
  void WrongType(const std::string& path, std::string expected, std::string_view actual) {
    misfits.push_back({.kind = TypeMismatch::Kind::kWrongType,
                       .path = path,
                       .expected = std::move(expected),
                       .actual = std::string(actual)});
  }

  void CheckKind(const Value& value, const Type& type, const std::string& path) {
    for (TypeMismatch& misfit : FindTypeMismatches(value, type)) {
      misfit.path = path + misfit.path;
      misfits.push_back(std::move(misfit));
    }
  }

  void RequireText(const Type& type, const std::string& path) {
    if (type.kind == TypeKind::kText || type.kind == TypeKind::kEnum) return;
    WrongType(path, NameOf(type), "a matcher of text");
  }

  void CheckKind(const ValueMatcher::Regex&, const Type& type, const std::string& path) {
    RequireText(type, path);
  }

  void CheckKind(const ValueMatcher::GlobText&, const Type& type, const std::string& path) {
    RequireText(type, path);
  }

  void CheckKind(const ValueMatcher::AbsentOrNull&, const Type&, const std::string&) {}

  void CheckKind(const ValueMatcher::AnythingThere&, const Type&, const std::string&) {}

  void CheckKind(const ValueMatcher::SizeIs&, const Type& type, const std::string& path) {
    if (type.kind == TypeKind::kList || type.kind == TypeKind::kMap) return;
    WrongType(path, NameOf(type), "a matcher of a list");
  }

  void CheckKind(const ValueMatcher::ContainsItem& contains, const Type& type,
                 const std::string& path) {
    if (type.kind != TypeKind::kList) {
      WrongType(path, NameOf(type), "a matcher of a list");
      return;
    }
    Check(contains.item.front(), *type.item, path + "/contains");
  }

  void CheckKind(const ValueMatcher::Items& items, const Type& type, const std::string& path) {
    if (type.kind != TypeKind::kList) {
      WrongType(path, NameOf(type), "list");
      return;
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      Check(items[i], *type.item, fmt::format("{}/{}", path, i));
    }
  }

  void CheckKind(const ValueMatcher::MembersLike& members, const Type& type,
                 const std::string& path) {
    if (type.kind != TypeKind::kStruct && type.kind != TypeKind::kMap) {
      WrongType(path, NameOf(type), "object");
      return;
    }
    for (const NamedMatcher& member : members) {
      const std::string place = path + PointerStep(member.name);
      if (type.kind == TypeKind::kMap) {
        Check(member.matcher, TypeOf<std::string>(), place);
      } else if (const TypeMember* const known = type.Find(member.name)) {
        Check(member.matcher, *known->type, place);
      } else {
        TypeMismatch misfit{.kind = TypeMismatch::Kind::kUnknownMember,
                            .path = place,
                            .expected = "",
                            .actual = member.name};
        for (const TypeMember& candidate : type.members) {
          misfit.candidates.push_back(candidate.name);
        }
        misfits.push_back(std::move(misfit));
      }
    }
  }
};

}  // namespace

std::vector<TypeMismatch> FindTypeMismatches(const ValueMatcher& matcher, const Type& type) {
  Checker checker;
  checker.Check(matcher, type, "");
  return std::move(checker.misfits);
}

}  // namespace fakestream
