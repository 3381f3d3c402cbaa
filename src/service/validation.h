// SPDX-License-Identifier: Apache-2.0
#pragma once

// The checks that AWS makes before it looks at any state, in AWS's own words:
//
//   1 validation error detected: Value 'bad name!' at 'sourceImageName' failed to satisfy
//   constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$
//
// All violations stand in one message, in the order of the members; a pattern comes before a
// length. The grammar is recorded from AWS services of the same framework, not from AppStream
// itself.

#include <optional>
#include <string>
#include <vector>

#include "fakestream/service/members.h"

namespace fakestream {

// One violation after another; empty for a valid request.
using Violations = std::vector<std::string>;

namespace internal {

void CheckText(const std::string& text, const Shape& shape, std::string_view name,
               Violations& violations);
void CheckNumber(std::int64_t number, const Shape& shape, std::string_view name,
                 Violations& violations);
void CheckList(const std::vector<std::string>& items, const Constraint& constraint,
               std::string_view name, Violations& violations);
void CheckTags(const Tags& tags, const Constraint& constraint, std::string_view name,
               Violations& violations);
void CheckName(std::string_view text, const std::vector<std::string_view>& enumerators,
               std::string_view name, Violations& violations);
void ReportNull(std::string_view name, Violations& violations);

inline void CheckMember(const std::string& text, const Constraint& constraint,
                        std::string_view name, Violations& violations) {
  CheckText(text, constraint.shape, name, violations);
}

inline void CheckMember(std::int64_t number, const Constraint& constraint, std::string_view name,
                        Violations& violations) {
  CheckNumber(number, constraint.shape, name, violations);
}

inline void CheckMember(const std::vector<std::string>& items, const Constraint& constraint,
                        std::string_view name, Violations& violations) {
  CheckList(items, constraint, name, violations);
}

inline void CheckMember(const Tags& tags, const Constraint& constraint, std::string_view name,
                        Violations& violations) {
  CheckTags(tags, constraint, name, violations);
}

template <NamedEnum E>
void CheckMember(const EnumOrUnknown<E>& value, const Constraint&, std::string_view name,
                 Violations& violations) {
  if (value.value()) return;
  CheckName(value.name(), {kEnumNames<E>.begin(), kEnumNames<E>.end()}, name, violations);
}

inline void CheckMember(bool, const Constraint&, std::string_view, Violations&) {}

inline void CheckMember(const ImagePermissions&, const Constraint&, std::string_view, Violations&) {
}

}  // namespace internal

// Returns what AWS would object to in the request.
template <class Request>
Violations Validate(const Request& request) {
  Violations violations;
  ForEachMember<Request>([&](const auto& member) {
    const auto& value = request.*member.pointer;
    if (value) {
      internal::CheckMember(*value, member.constraint, member.name, violations);
    } else if (member.constraint.is_required) {
      internal::ReportNull(member.name, violations);
    }
  });
  return violations;
}

// Returns the ValidationException that says so: "2 validation errors detected: …; …".
ServiceError ValidationError(const Violations& violations);

}  // namespace fakestream
